"""Names and phones go when their time is over, from everywhere; the register itself stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from accounts.models import Unit
from areas.models import Commune
from audit.log import Deed
from audit.models import Event
from foundation.records import StaleVersionError
from hazards.models import HazardSite, Report
from hazards.person_data import find
from hazards.services import erasing
from hazards.services.erasing import erase_old, erase_people
from tests.shapes import point

pytestmark = pytest.mark.usefixtures("empty_log")

TODAY = date(2026, 6, 30)
LONG_AGO = datetime(2024, 6, 29, tzinfo=UTC)
NAME, PHONE = "Bảy Sentinel", "0912000777"


@pytest.fixture(autouse=True)
def two_years(settings):
    settings.CONTACT_MONTHS = 24


@pytest.fixture
def owned(pond) -> HazardSite:
    """The pond of a household, with two rows of history that say whose it is."""
    pond.is_household, pond.owner_name, pond.owner_phone = True, NAME, PHONE
    pond.save()
    pond.description = "Bờ dốc"
    pond.save()
    return pond


@pytest.fixture
def household(owned, commune, lan) -> Unit:
    """The household itself, which answers for the pond; it was changed in the management pages."""
    unit = Unit.objects.create(commune=commune, name=f"Hộ {NAME}", type="owner", phone=PHONE)
    owned.responsible_unit = unit
    owned.save()
    LogEntry.objects.create(
        user=lan, content_type=ContentType.objects.get_for_model(Unit), object_id=str(unit.pk),
        object_repr=str(unit), action_flag=CHANGE,
    )  # fmt: skip
    return unit


@pytest.fixture
def report(commune, lan) -> Report:
    """Somebody reported a danger; Lan took it up two years ago."""
    return Report.objects.create(
        words="Ao sâu không rào", geom=point(10, 10), commune=commune, reporter_name=NAME,
        reporter_phone=PHONE, state="refused", decided_by=lan, decided_at=LONG_AGO,
    )  # fmt: skip


def close(site: HazardSite, day: date = date(2024, 6, 29)) -> None:
    """Its history is of that time, too."""
    site.found_on = date(2024, 1, 1)
    site.eliminated_on = day
    site.save()
    site.history.update(history_date=LONG_AGO)


def everything_stored() -> dict[str, str]:
    """Table → all that stands in its columns of text or JSON; no manager hides a row."""
    kinds = models.CharField | models.TextField | models.JSONField
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.local_concrete_fields if isinstance(field, kinds)]
        if names:
            found[model._meta.db_table] = str(list(models.QuerySet(model).values_list(*names)))
    return found


def places_of(*words: str) -> set[str]:
    text = everything_stored()
    return {table for table, stored in text.items() for word in words if word.lower() in stored.lower()}


def test_after_its_time_a_contact_is_nowhere_in_the_database(owned, household, report, lan):
    lan.phone, lan.email, lan.left_on = PHONE, "bay.sentinel@example.vn", date(2024, 6, 29)
    lan.save()
    close(owned)
    before = places_of("sentinel", PHONE)
    assert {
        "hazards_hazardsite", "hazards_historicalhazardsite", "hazards_report", "accounts_unit", "accounts_user",
        "django_admin_log",
    } <= before  # fmt: skip
    erase_old(TODAY)
    assert places_of("sentinel", PHONE) == set()


def test_what_was_recorded_stays_with_its_author_and_day(owned, lan):
    owned._history_user = lan
    owned.save()
    close(owned)
    rows = owned.history.count()
    erase_old(TODAY)
    stored = HazardSite.objects.get()
    assert (stored.name, stored.owner_name, stored.owner_phone, stored.is_household) == (
        "Ao cá Đại Áng", "", "", True,
    )  # fmt: skip
    assert owned.history.count() == rows
    assert lan in {row.history_user for row in owned.history.all()}


def test_home_whose_owner_was_erased_does_not_become_a_public_place(client, pond, commune, rf, lan):
    pond.name, pond.owner_name, pond.owner_phone = "Ao nhà ông Bảy", NAME, PHONE
    pond.save()
    request = rf.get("/")
    request.user = lan
    erase_people(find(PHONE, Commune.objects.all()), reason="Theo yêu cầu", request=request)
    assert "ông Bảy" not in client.get(f"/warnings.geojson?commune={commune.code}").content.decode()
    assert {row.is_household for row in pond.history.filter(name="Ao nhà ông Bảy")} == {True}


def test_erasing_is_written_down_by_number_and_done_once(owned, report):
    close(owned)
    assert erase_old(TODAY) == {
        "units": 0,
        "sites": 1,
        "history": 3,
        "reports": 1,
        "people": 0,
    }
    told = Event.objects.get(deed=Deed.ERASED)
    assert told.details["rows"] == {"sites": 1, "history": 3, "reports": 1}
    assert "Sentinel" not in str(told.details) + told.about
    assert set(erase_old(TODAY).values()) == {0}
    assert Event.objects.count() == 1


def test_form_opened_before_does_not_bring_the_contact_back(owned):
    close(owned)
    opened = HazardSite.objects.get()
    erase_old(TODAY)
    with pytest.raises(StaleVersionError):
        opened.save_edit(seen_version=opened.version)
    assert HazardSite.objects.get().owner_name == ""


@pytest.mark.parametrize("change", [{"eliminated_on": date(2024, 6, 30)}, {}], ids=["closed lately", "open"])
def test_contact_of_an_open_or_lately_closed_site_stays(owned, change):
    HazardSite.objects.update(found_on=date(2024, 1, 1), **change)
    owned.history.update(history_date=LONG_AGO)
    assert erase_old(TODAY)["sites"] == 0
    assert HazardSite.objects.get().owner_phone == PHONE
    assert owned.history.first().owner_phone == PHONE


def test_withdrawn_site_is_closed(owned):
    HazardSite.objects.update(withdrawn_at=LONG_AGO)
    assert erase_old(TODAY)["sites"] == 1


def test_owner_before_the_present_one_leaves_the_history_of_an_open_site(owned):
    owned.history.update(history_date=LONG_AGO - timedelta(days=9))
    owned.owner_name, owned.owner_phone = "Ông Tám", "0987654321"
    owned.save()
    owned.history.filter(owner_name="Ông Tám").update(history_date=LONG_AGO)
    erase_old(TODAY)
    assert {row.owner_name for row in owned.history.all()} == {"", "Ông Tám"}
    assert HazardSite.objects.get().owner_name == "Ông Tám"


def test_owner_who_was_replaced_lately_stays_in_history_for_now(owned):
    owned.history.update(history_date=LONG_AGO)
    owned.owner_name = "Ông Tám"
    owned.save()
    assert erase_old(TODAY)["history"] == 0


def test_undecided_report_keeps_its_contact_twice_as_long(report):
    Report.objects.update(state="new", decided_at=None, created_at=datetime(2022, 7, 1, tzinfo=UTC))
    assert erase_old(TODAY)["reports"] == 0
    Report.objects.update(created_at=datetime(2022, 6, 29, tzinfo=UTC))
    assert erase_old(TODAY)["reports"] == 1


def test_household_that_answers_for_something_is_still_known(owned, household, fence):
    close(owned)
    fence.site = HazardSite.objects.create(
        kind=owned.kind, name="Ao khác", geom=owned.geom, commune=owned.commune, found_on=date(2024, 1, 1)
    )
    fence.responsible_unit = household
    fence.save()
    assert erase_old(TODAY)["units"] == 0


def test_household_that_answered_until_lately_is_still_known(owned, household):
    owned.history.update(history_date=LONG_AGO)
    owned.responsible_unit = None
    owned.save()
    assert erase_old(TODAY)["units"] == 0
    owned.history.filter(responsible_unit=None).update(history_date=LONG_AGO + timedelta(seconds=1))
    assert erase_old(TODAY)["units"] == 1


def test_household_not_named_with_anything_yet_is_left_alone(commune):
    Unit.objects.create(commune=commune, name="Hộ ông Chín", type="owner")
    assert erase_old(TODAY)["units"] == 0


def test_department_is_never_renamed(owned, unit):
    owned.responsible_unit = unit
    owned.save()
    close(owned)
    assert erase_old(TODAY)["units"] == 0


def test_two_households_of_a_commune_can_both_be_forgotten(owned, household, commune):
    other = Unit.objects.create(commune=commune, name="Hộ ông Chín", type="owner")
    owned.responsible_unit = other
    owned.save()
    close(owned)
    assert erase_old(TODAY)["units"] == 2
    assert len(set(Unit.objects.values_list("name", flat=True))) == 2


def test_person_who_left_lately_can_still_be_reached(lan):
    lan.phone, lan.left_on = PHONE, date(2024, 6, 30)
    lan.save()
    assert erase_old(TODAY)["people"] == 0


def test_many_go_in_batches(owned, monkeypatch):
    monkeypatch.setattr(erasing, "BATCH", 2)
    for number in range(5):
        HazardSite.objects.create(
            kind=owned.kind, name=f"Ao {number}", geom=owned.geom, commune=owned.commune, owner_name=NAME,
            found_on=date(2024, 1, 1), eliminated_on=date(2024, 2, 1),
        )  # fmt: skip
    assert erase_old(TODAY)["sites"] == 5


def test_rehearsal_counts_and_erases_nothing(owned, capsys):
    close(owned, timezone.localdate() - timedelta(days=1000))
    call_command("erase_contacts", "--dry-run")
    assert "sites: 1" in capsys.readouterr().out
    assert HazardSite.objects.get().owner_name == NAME
    call_command("erase_contacts")
    assert HazardSite.objects.get().owner_name == ""
