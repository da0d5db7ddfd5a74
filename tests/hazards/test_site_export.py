"""The list of sites as a file: of a commune at once, of many communes in the background."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership, Unit
from audit.models import Event
from deliveries import services, store
from deliveries.models import Delivery
from hazards.models import HazardKind, HazardSite
from tests.shapes import point

pytestmark = pytest.mark.django_db


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def taken(as_user):
    """The lines of the commune's file: `taken(minh, status="unprotected")`."""

    def take(user, **words) -> list[dict[str, str]]:
        answer = as_user(user).get(reverse("site-export"), words)
        assert answer.status_code == 200
        return lines(b"".join(answer.streaming_content))

    return take


@pytest.fixture
def delivered(as_user):
    """The lines of the file of all communes."""

    def order(user, query="") -> list[dict[str, str]]:
        answer = as_user(user).post(f"{reverse('site-export-all')}?{query}")
        assert answer.url == "/deliveries/"
        delivery = Delivery.objects.get(user=user)
        assert delivery.state == "done", delivery.sentence
        return lines(store.fetch(delivery.pk).read())

    return order


@pytest.fixture
def canal(other_commune) -> HazardSite:
    return HazardSite.objects.create(
        kind=HazardKind.objects.get(code="canal"),
        name="=Mương Tả",
        geom=point(110, 10),
        commune=other_commune,
        found_on=date(2026, 3, 1),
    )


@pytest.fixture
def city(person):
    return person("thanh", "Đỗ Thanh", "city_viewer")


def test_minh_takes_the_list_with_its_filters(pond, fence, minh, as_user, taken, empty_log):
    (row,) = taken(minh)
    assert (row["Name"], row["Status"], row["Found on"]) == (pond.name, "inspection due", "01/01/2026")
    assert row["Measures in place"] == "1"
    assert 20.8 < float(row["Latitude"].replace(",", ".")) < 21.1
    assert 105.7 < float(row["Longitude"].replace(",", ".")) < 106
    assert taken(minh, status="unprotected") == []
    (before,) = taken(minh, status="unprotected", as_of="2026-01-15")
    assert before["Key"] == str(pond.pk)
    assert [event.details["rows"] for event in Event.objects.filter(deed="exported")] == [1, 0, 1]


def test_list_that_is_shown_has_as_many_rows(pond, minh, as_user, taken, commune):
    for number in range(55):
        HazardSite.objects.create(
            kind=pond.kind,
            name=f"Ao {number}",
            geom=point(20, 20),
            commune=commune,
            found_on=date(2026, 1, 1),
        )
    shown = as_user(minh).get(reverse("site-list")).context["table"].page.paginator.count
    assert len(taken(minh)) == shown == 56


def test_no_person_or_household_is_named(household_pond, lan, minh, commune, taken):
    household_pond.responsible_unit = Unit.objects.create(
        commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER
    )
    household_pond.responsible_person = lan
    household_pond.internal_note = "Đã nhắc ba lần"
    household_pond.save()
    told = str(taken(lan)) + str(taken(minh))
    for word in ("Bảy", "0912345678", "Nguyễn Thị Lan", "nhắc"):
        assert word not in told


def test_who_may_not_export_is_refused(pond, hoa, minh, tuan, as_user):
    assert as_user(hoa).get(reverse("site-export")).status_code == 403
    assert as_user(hoa).post(reverse("site-export-all")).status_code == 403
    assert "table.csv" not in as_user(hoa).get(reverse("site-list")).content.decode()
    page = as_user(minh).get(reverse("site-list")).content.decode()
    assert "table.csv" in page
    assert "table/all/" not in page  # one commune is all there is


def test_city_gets_the_sites_of_all_communes(pond, canal, city, as_user, delivered):
    assert "table/all/" in as_user(city).get(reverse("site-list")).content.decode()
    assert {row["Name"] for row in delivered(city)} == {pond.name, "'=Mương Tả"}
    assert Delivery.objects.get().title.startswith("Hazard sites of 2 communes, as of ")


def test_a_household_in_the_name_of_its_pond_goes_to_who_may_know_it_alone(
    household_pond, lan, city, canal, taken, delivered
):
    HazardSite.objects.update(name="Ao nhà ông Bảy")
    assert [row["Name"] for row in taken(lan)] == ["Ao nhà ông Bảy"]
    names = {row["Code of the commune"]: row["Name"] for row in delivered(city)}
    assert names[household_pond.commune.code] == "Pond"
    assert names[canal.commune.code] == "Ao nhà ông Bảy"  # of nobody's


def test_words_of_one_commune_do_not_narrow_the_city(pond, canal, city, village, delivered):
    assert len(delivered(city, f"village={village.pk}&person=1&kind=canal")) == 1


def test_no_site_is_said_in_words(pond, canal, city, as_user):
    as_user(city).post(f"{reverse('site-export-all')}?kind=well")
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sentence) == ("failed", "No site of these communes matches.")


def test_tuan_gets_his_own_commune_alone(pond, canal, tuan, delivered):
    assert [row["Name"] for row in delivered(tuan)] == ["'=Mương Tả"]


def test_city_viewer_whose_post_ends_while_it_waits_gets_nothing(pond, canal, city, as_user, monkeypatch):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    as_user(city).post(reverse("site-export-all"))
    Membership.objects.filter(user=city).update(until=date(2026, 1, 1))
    delivery = Delivery.objects.select_related("user").get()
    services.make(delivery)
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert str(delivery.pk) not in store.names()


def test_file_of_the_city_is_closed_to_who_now_works_in_one_commune(
    pond, canal, city, commune, as_user, delivered
):
    delivered(city)
    Membership.objects.filter(user=city).update(commune=commune)
    assert as_user(city).get(f"/deliveries/{Delivery.objects.get().pk}/file/").status_code == 403
