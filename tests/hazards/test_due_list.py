"""What is due this week, village by village; a round through some of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Unit
from hazards.models import HazardKind, HazardSite, Inspection
from tests.shapes import point

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def make(commune, village):
    """`make("Ao A", due_in=-3)`: a pond to be looked at again three days ago."""

    def make_site(name, due_in, x=10.0, y=10.0, **changed) -> HazardSite:
        kind = HazardKind.objects.get(code="pond")
        found_on = ago(kind.inspection_interval_days - due_in)
        words = {"commune": commune, "village": village, "found_on": found_on} | changed
        return HazardSite.objects.create(kind=kind, name=name, geom=point(x, y), **words)

    return make_site


@pytest.fixture
def listed(as_user, lan):
    """The page that Lan sees, and the names on it in their order."""

    def get(user=lan, **words):
        response = as_user(user).get(reverse("inspections"), words)
        return response, [site.name for site in response.context["page"]]

    return get


def test_overdue_places_stand_first(listed, make):
    make("Ao A", due_in=-1)
    make("Ao B", due_in=-20)
    make("Ao C", due_in=40)
    response, names = listed()
    assert names == ["Ao B", "Ao A"]
    page = response.content.decode()
    assert "20 days late" in page
    assert "never looked at" in page


def test_a_place_past_its_own_deadline_says_so_beside_its_inspection(listed, walked, make):
    site = make("Ao A", due_in=-1, deadline=ago(30))
    assert listed()[0].context["page"][0].days_late > 20
    assert "1 day late" in listed()[0].content.decode()
    assert walked(site).context["walk"].stops[0].site.days_late > 20


def test_each_tab_counts_what_it_shows(listed, make):
    make("Ao A", due_in=-1)
    make("Ao B", due_in=29)
    make("Ao C", due_in=200)
    response, names = listed(due="month")
    assert names == ["Ao A", "Ao B"]
    assert [tab["number"] for tab in response.context["tabs"]][::2] == [1, 2]
    assert listed(due="overdue")[1] == ["Ao A"]


def test_an_inspection_takes_a_place_off_the_list(listed, make):
    site = make("Ao A", due_in=-1)
    Inspection.objects.create(site=site, on=ago(0))
    assert listed()[1] == []
    assert "No place is due here" in listed()[0].content.decode()


def test_a_place_that_is_gone_or_withdrawn_is_not_due(listed, make):
    make("Ao A", due_in=-1, eliminated_on=ago(0))
    make("Ao B", due_in=-1, withdrawn_at=timezone.now())
    assert listed()[1] == []


def test_the_collaborators_own_village_stands_first(listed, make, person, commune, village, other_village):
    make("Ao A", due_in=-20, village=village)
    make("Ao L", due_in=-1, village=other_village, x=60)
    make("Ao K", due_in=-1, village=None)
    an = person("an", "An", "village_collaborator", commune, other_village)
    response, names = listed(an)
    assert names == ["Ao L", "Ao A", "Ao K"]
    assert response.content.decode().count('name="site"') == 1  # the others are not hers to inspect


def test_the_list_is_narrowed_to_a_village_a_unit_or_ones_own(
    listed, make, lan, unit, village, other_village
):
    make("Ao A", due_in=-1)
    make("Ao L", due_in=-1, village=other_village, x=60)
    make("Ao M", due_in=-1, responsible_unit=unit)
    make("Ao N", due_in=-1, responsible_person=lan)
    assert listed(village=other_village.pk)[1] == ["Ao L"]
    assert listed(unit=unit.pk)[1] == ["Ao M"]
    assert listed(mine="on")[1] == ["Ao N"]
    Membership.objects.filter(user=lan).update(unit=unit)
    assert listed(mine="on")[1] == ["Ao M", "Ao N"]


def test_a_household_in_charge_is_not_named_to_everybody(listed, make, hoa, commune):
    owner = Unit.objects.create(commune=commune, name="Hộ ông Tư", type=Unit.Type.OWNER)
    make("Ao A", due_in=-1, responsible_unit=owner)
    assert "Hộ ông Tư" in listed()[0].content.decode()
    assert "Hộ ông Tư" not in listed(hoa)[0].content.decode()


def test_a_reader_sees_the_list_and_has_nothing_to_press(listed, make, minh):
    make("Ao A", due_in=-1)
    page = listed(minh)[0].content.decode()
    assert "Ao A" in page
    assert "Inspect" not in page.split("<main")[1].replace("Inspections", "")


def test_a_neighbour_sees_the_own_commune_alone(listed, make, tuan):
    make("Ao A", due_in=-1)
    assert listed(tuan)[1] == []


def test_the_list_costs_the_same_whatever_it_holds(
    as_user, lan, make, village, other_village, django_assert_num_queries
):
    make("Ao A", due_in=-1)
    browser, address = as_user(lan), reverse("inspections")
    with django_assert_num_queries(QUERIES):
        browser.get(address)
    for number in range(8):
        make(f"Ao {number}", due_in=-number, village=other_village if number % 2 else village)
    with django_assert_num_queries(QUERIES):
        browser.get(address)


# session, user, workplace, posts, tabs, count, page, calendar, villages and units of the filters, bell
QUERIES = 12


# --- a round --------------------------------------------------------------------------------


@pytest.fixture
def walked(as_user, lan):
    def get(*sites, user=lan, **words):
        keys = [str(site.pk) if isinstance(site, HazardSite) else site for site in sites]
        return as_user(user).get(reverse("round"), {"site": keys} | words)

    return get


@pytest.fixture
def road(make):
    """Four ponds along a road from south to north, logged in another order."""
    return [make(f"Ao {y}", due_in=-1, y=float(y)) for y in (10, 40, 20, 30)]


def stops(response) -> list[str]:
    return [stop.site.name for stop in response.context["walk"].stops]


def test_the_stops_stand_in_walking_order_from_the_north(walked, road):
    response = walked(*road)
    assert stops(response) == ["Ao 40", "Ao 30", "Ao 20", "Ao 10"]
    assert "0 / 4" in response.content.decode()
    assert [round(stop.metres) for stop in response.context["walk"].stops] == [0, 1107, 1107, 1107]


def test_the_walk_begins_where_one_stands(walked, road):
    assert stops(walked(*road, at="20.905, 105.81")) == ["Ao 10", "Ao 20", "Ao 30", "Ao 40"]


def test_a_place_looked_at_today_is_ticked_and_stays_in_its_place(walked, road):
    Inspection.objects.create(site=road[1], on=ago(0))
    response = walked(*road)
    assert stops(response)[0] == "Ao 40"
    page = response.content.decode()
    assert "1 / 4" in page
    assert "Inspect stop 2" in page


def test_from_a_stop_one_comes_back_to_the_round(walked, road, as_user, lan):
    page = walked(*road).content.decode()
    assert f"/hazards/{road[0].pk}/inspections/new/?next=/hazards/round/%3Fsite%3D" in page
    address = f"{reverse('inspection-new', args=[road[0].pk])}?next=/hazards/round/%3Fsite%3D{road[0].pk}"
    response = as_user(lan).post(address, {"on": f"{ago(0):%d/%m/%Y}"})
    assert response.url == f"/hazards/round/?site={road[0].pk}"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_one_is_never_led_elsewhere(pond, as_user, lan, elsewhere):
    address = reverse("inspection-new", args=[pond.pk])
    response = as_user(lan).post(f"{address}?next={elsewhere}", {"on": f"{ago(0):%d/%m/%Y}"})
    assert response.url == reverse("site", args=[pond.pk])


def test_what_is_due_becomes_a_round_with_its_own_address(as_user, lan, road, make):
    make("Ao xa", due_in=90)
    response = as_user(lan).get(reverse("round"), {"due": "week"})
    assert response.url.count("site=") == 4


def test_a_round_has_sixty_stops_at_most_and_says_so(as_user, lan, make):
    for number in range(63):
        make(f"Ao {number}", due_in=-1)
    response = as_user(lan).get(reverse("round"), {"due": "week"}, follow=True)
    assert len(stops(response)) == 60
    assert "3 places are left" in response.content.decode()


def test_a_round_without_stops_leads_back(as_user, lan, commune):
    response = as_user(lan).get(reverse("round"), {"due": "week"}, follow=True)
    assert "nothing to walk to" in response.content.decode()


def test_places_that_one_may_not_see_are_left_out_with_a_word(walked, road, make, other_commune):
    far = make("Ao Thanh Trì", due_in=-1, commune=other_commune, village=None, x=110)
    page = walked(*road, far, "00000000-0000-0000-0000-000000000000", "nonsense").content.decode()
    assert "Ao Thanh Trì" not in page
    assert "2 places of this round are no longer" in page


def test_a_reader_sees_the_round_and_inspects_nothing(walked, road, minh):
    response = walked(*road, user=minh)
    assert stops(response)
    assert "inspections/new" not in response.content.decode()


def test_a_round_costs_the_same_whatever_it_holds(as_user, lan, road, django_assert_num_queries):
    browser, address = as_user(lan), reverse("round")
    with django_assert_num_queries(9):
        browser.get(address, {"site": [road[0].pk]})
    with django_assert_num_queries(9):
        browser.get(address, {"site": [site.pk for site in road]})


# --- where the inspector stood -----------------------------------------------------------------


def test_where_the_inspector_stood_is_kept_and_its_distance_told(send, lan, pond):
    page = send(
        lan, "inspection-new", pond.pk, on=f"{ago(0):%d/%m/%Y}", place="20.9100, 105.8097"
    ).content.decode()
    assert Inspection.objects.get().place.coords == (105.8097, 20.91)
    assert "This is 31 m from the place." in page
    assert "(31 m from the place)" in page


def test_far_away_is_a_hint_and_no_refusal(send, lan, pond):
    page = send(
        lan, "inspection-new", pond.pk, on=f"{ago(0):%d/%m/%Y}", place="20.95, 105.81"
    ).content.decode()
    assert Inspection.objects.exists()
    assert "Is it the right one?" in page


def test_the_distance_is_told_while_the_form_is_filled_in(as_user, lan, tuan, pond):
    address = reverse("inspection-place", args=[pond.pk])
    assert "31 m" in as_user(lan).get(address, {"place": "20.9100, 105.8097"}).content.decode()
    assert "could not be read" in as_user(lan).get(address, {"place": "ở đây"}).content.decode()
    assert as_user(lan).get(address).content == b""
    assert as_user(tuan).get(address).status_code == 404


def test_a_bad_place_is_refused_at_its_field(send, lan, pond):
    page = send(lan, "inspection-new", pond.pk, on=f"{ago(0):%d/%m/%Y}", place="ở đây").content.decode()
    assert "could not be read" in page
    assert not Inspection.objects.exists()
