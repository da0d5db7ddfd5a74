"""What the form asks of a place: whose it is, what is seen there, who answers for it by when."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership, Unit, User
from areas.models import CalendarChange
from areas.working_days import WorkingDays
from hazards.deadlines import day_off_hint, quick_days
from hazards.models import HazardKind, HazardSite
from tests.hazards.test_logging import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def an(person, commune, village) -> User:
    """Collaborator of Đại Áng: logs places, and deals with no owner's contacts."""
    return person("an", "Vũ Thị An", "village_collaborator", commune, village)


HOUSEHOLD = {"is_household": "True", "owner_name": "Ông Tư", "owner_phone": "+84 912 345 678"}


# --- whose place ---------------------------------------------------------------------


def test_a_household_pond_keeps_its_owner_and_a_tidy_number(log, answers):
    log(answers(**HOUSEHOLD))
    site = HazardSite.objects.get()
    assert (site.is_household, site.owner_name, site.owner_phone) == (True, "Ông Tư", "0912345678")


def test_a_public_place_has_no_owner(log, answers):
    log(answers(**HOUSEHOLD | {"is_household": "False", "owner_phone": "nonsense"}))
    site = HazardSite.objects.get()
    assert (site.is_household, site.owner_name, site.owner_phone) == (False, "", "")


def test_a_wrong_number_is_told_and_what_was_typed_stays(log, answers):
    response = log(answers(**HOUSEHOLD | {"owner_phone": "0912 345"}))
    assert "ten digits" in refusal(response, "owner_phone")
    assert "0912 345" in response.content.decode()


def test_a_collaborator_neither_gives_nor_erases_an_owner(log, edit, answers, an, household_pond):
    log(answers(**HOUSEHOLD, name="Ao khác", another=str(household_pond.pk)), user=an)
    new = HazardSite.objects.get(name="Ao khác")
    assert (new.is_household, new.owner_name, new.owner_phone) == (True, "", "")
    for whose in ("True", "False"):
        household_pond.refresh_from_db()
        assert edit(an, household_pond, is_household=whose, owner_name="Kẻ lạ").status_code == 302
        household_pond.refresh_from_db()
        assert (household_pond.owner_name, household_pond.owner_phone) == ("Ông Bảy", "0912345678")


def test_a_collaborator_never_receives_an_owner(as_user, edit, an, lan, household_pond):
    address = reverse("site-edit", args=[household_pond.pk])
    pages = [as_user(an).get(address).content.decode()]
    edit(lan, household_pond, **HOUSEHOLD, name="Ao của Lan")
    pages.append(edit(an, household_pond, is_household="False").content.decode())
    assert "Two versions" in pages[1]
    for page in pages:
        for secret in ("Bảy", "Ông Tư", "0912345678", "owner_name", "owner_phone"):
            assert secret not in page


def test_a_stale_save_shows_whoever_may_know_both_owners(edit, lan, household_pond):
    edit(lan, household_pond, **HOUSEHOLD)
    response = edit(lan, household_pond, **HOUSEHOLD | {"owner_name": "Bà Năm", "near_path": "on"})
    rows = {row.label: (row.mine, row.stored) for row in response.context["differences"]}
    assert rows["Owner"] == ("Bà Năm", "Ông Tư")
    assert rows["Beside a path that children use"] == ("yes", "no")
    assert response.context["form"]["owner_name"].value() == "Bà Năm"


# --- who answers for it --------------------------------------------------------------


def test_households_are_offered_to_those_who_may_know_them(as_user, lan, an, commune):
    Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    address = reverse("site-new")
    assert "Hộ ông Bảy" in as_user(lan).get(address).content.decode()
    assert "Hộ ông Bảy" not in as_user(an).get(address).content.decode()


def test_a_household_that_is_responsible_stays_so_without_being_named(as_user, edit, an, pond, commune):
    pond.responsible_unit = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    pond.save()
    page = as_user(an).get(reverse("site-edit", args=[pond.pk])).content.decode()
    assert "ông Bảy" not in page
    assert "owner or household" in page
    edit(an, pond, responsible_unit=pond.responsible_unit_id)
    pond.refresh_from_db()
    assert pond.responsible_unit.name == "Hộ ông Bảy"


def test_a_household_is_refused_to_a_collaborator_who_guesses_its_key(log, answers, an, commune):
    unit = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    assert refusal(log(answers(responsible_unit=unit.pk), user=an), "responsible_unit")


def test_a_person_with_a_post_here_can_be_responsible_and_a_neighbour_not(log, answers, minh, tuan):
    log(answers(responsible_person=minh.pk))
    assert HazardSite.objects.get().responsible_person == minh
    HazardSite.objects.all().delete()
    assert "holds no post" in refusal(log(answers(responsible_person=tuan.pk)), "responsible_person")


def test_who_left_is_kept_where_chosen_and_offered_nowhere_else(log, edit, answers, lan, minh, pond):
    pond.responsible_person = minh
    pond.save()
    Membership.objects.filter(user=minh).update(until=date(2020, 1, 1))
    assert edit(lan, pond, responsible_person=minh.pk).status_code == 302
    pond.refresh_from_db()
    assert pond.responsible_person == minh
    response = log(answers(responsible_person=minh.pk))
    assert response.context["form"].errors["responsible_person"]


# --- what the kind asks --------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("pond", ("1.80", "steep")), ("well", ("1.80", "")), ("construction", ("None", ""))],
)
def test_only_what_matters_for_the_kind_is_stored(log, answers, kind, kept):
    log(answers(kind=HazardKind.objects.get(code=kind).pk))
    site = HazardSite.objects.get()
    assert (str(site.depth_m), site.bank) == kept


def test_what_is_seen_and_how_it_became_known_is_stored(log, answers):
    log(answers(near_path="on", near_homes="on", information_source="school", access="open"))
    site = HazardSite.objects.get()
    assert site.near_path
    assert site.near_homes
    assert (site.information_source, site.access) == ("school", "open")


# --- forged keys ---------------------------------------------------------------------

HUGE = "9" * 30


@pytest.mark.parametrize(
    "field", ["required_measures", "kind", "village", "responsible_unit", "responsible_person"]
)
@pytest.mark.parametrize("key", [HUGE, "9" * 5000, "-" + HUGE, "0", "x", "\0", "1.5"])
def test_a_forged_key_is_refused_at_its_field(log, answers, field, key):
    assert refusal(log(answers(**{field: key})), field)


# --- deadlines -----------------------------------------------------------------------

# Tuesday 20/10/2026 is made a day off by decree.
CALENDAR = WorkingDays({date(2026, 10, 20): False})


def test_a_deadline_on_a_day_off_is_told_and_not_refused(log, answers, lan, as_user):
    CalendarChange.objects.create(day=date(2026, 10, 20), is_working=False)
    assert log(answers(deadline="20/10/2026")).status_code == 302
    site = HazardSite.objects.get()
    assert site.deadline == date(2026, 10, 20)
    page = as_user(lan).get(reverse("site-edit", args=[site.pk])).content.decode()
    assert "20/10/2026 is a day off: the deadline ends with 21/10/2026." in page


@pytest.mark.parametrize(
    ("day", "hint"),
    [("20/10/2026", "20/10/2026 is a day off: the deadline ends with 21/10/2026."), ("21/10/2026", ""),
     ("tomorrow", ""), ("", ""), ("31/12/9999", "")],
)  # fmt: skip
def test_the_hint_comes_while_the_form_is_filled_in(as_user, lan, day, hint):
    CalendarChange.objects.create(day=date(2026, 10, 20), is_working=False)
    assert as_user(lan).get(reverse("site-deadline"), {"deadline": day}).content.decode() == hint


def test_quick_choices_count_working_days():
    days = [quick.day for quick in quick_days(date(2026, 10, 16), CALENDAR)]
    assert days == [date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 16)]
    assert all(day_off_hint(day, CALENDAR) == "" for day in days)
    assert "hết ngày 19/10/2026" in day_off_hint(date(2026, 10, 17), CALENDAR)


def test_the_form_costs_a_fixed_number_of_queries(
    as_user, lan, commune, django_assert_max_num_queries, person
):
    client = as_user(lan)
    client.get(reverse("site-new"))
    for number in range(30):
        Unit.objects.create(commune=commune, name=f"Đơn vị {number}")
        person(f"p{number}", f"Người {number}", "leader", commune)
    with django_assert_max_num_queries(20):
        client.get(reverse("site-new"))
