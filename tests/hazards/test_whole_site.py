"""The page of a site: all that is known of it, to those who may know."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hazards.models import Finding, HazardKind, HazardSite, Incident, Inspection, Measure
from tests.shapes import point

pytestmark = pytest.mark.django_db
MOST_QUERIES = 40


@pytest.fixture
def page(as_user, pond):
    def get(user, **query) -> str:
        return as_user(user).get(reverse("site", args=[pond.pk]), query).content.decode()

    return get


@pytest.fixture
def household_pond(pond, unit, lan):
    pond.is_household, pond.owner_name, pond.owner_phone = True, "Ông Tư Hải", "0912 345 678"
    pond.depth_m, pond.bank, pond.near_path = Decimal("1.8"), "steep", True
    pond.responsible_unit, pond.responsible_person = unit, lan
    pond.deadline, pond.information_source = date(2026, 9, 2), "resident"
    pond.save()
    return pond


def test_the_page_tells_everything_a_clerk_needs(page, lan, household_pond, fence):
    html = page(lan)
    for words in (
        "very high", "Likelihood 4/5", "Harm 5/5", "1.8 m", "steep", "beside a path that children use",
        "a household", "Ông Tư Hải", 'href="tel:0912345678"', "Phòng Kinh tế", "Nguyễn Thị Lan",
        "02/09/2026", "a resident", "01/01/2026", "installed on 01/02/2026",
    ):  # fmt: skip
        assert words in html, words
    assert f"{reverse('map')}?site={household_pond.pk}" in html


def test_the_owner_is_for_those_who_deal_with_owners(page, hoa, household_pond):
    html = page(hoa)
    assert "a household" in html
    assert "Ông Tư Hải" not in html
    assert not re.search(r"(?<![\w-])0912", html)


def test_a_construction_site_has_no_depth_and_no_bank(page, lan, pond):
    assert "Bank" in page(lan)
    pond.kind = HazardKind.objects.get(code="construction")
    pond.save()
    assert "Bank" not in page(lan)
    assert "Depth" not in page(lan)


def test_measures_are_told_with_their_whole_life_and_their_cost(page, lan, pond, fence, measure_kind):
    fence.cost, fence.funding, fence.contractor = 12_500_000, "commune", "Hợp tác xã Đại Áng"
    fence.planned_on, fence.removed_on = date(2026, 1, 15), date(2026, 5, 1)
    fence.save()
    Finding.objects.create(measure=fence, on=date(2026, 4, 1), condition="damaged", note="Gãy hai cọc")
    sign = measure_kind("warning_sign")
    Measure.objects.create(
        site=pond,
        kind=sign,
        planned_on=date(2026, 7, 1),
        cost=500_000,
        funding="donation",
        geom=point(10, 10),
    )
    html = page(lan)
    for words in (
        "planned for 15/01/2026", "installed on 01/02/2026", "damaged, 01/04/2026: Gãy hai cọc",
        "removed on 01/05/2026", "12,500,000 đ", "Hợp tác xã Đại Áng", "500,000 đ", "has a place of its own",
        "donations and social contributions",
    ):  # fmt: skip
        assert words in html, words


def test_another_day_shows_what_was_known_then(page, lan, fence):
    html = page(lan, as_of="2026-01-15")
    assert "as of 15/01/2026" in html
    assert "installed on" not in html
    assert "was not known yet" in page(lan, as_of="2025-01-15")


def test_accidents_nearby_are_counted_for_those_who_may_know(page, lan, hoa, pond, commune):
    for spot in (point(10.5, 10.5), point(12, 10.5), point(20, 20)):
        Incident.objects.create(
            on=date(2026, 3, 1), kind="drowning", outcome="unharmed", geom=spot, commune=commune
        )
    assert "2 accidents are recorded within 200 m." in page(lan)
    assert "accident" not in page(hoa).lower()


def test_what_is_recorded_on_the_page_comes_back_as_the_page(as_user, lan, pond, measure_kind):
    here = f"http://testserver{reverse('site', args=[pond.pk])}"
    headers = {"hx-request": "true", "hx-current-url": here}
    answers = {"kind": measure_kind("fence").pk, "state": "installed", "on": "01/02/2026"}
    response = as_user(lan).post(reverse("measure-new", args=[pond.pk]), answers, headers=headers)
    assert response["HX-Retarget"] == "#site-card"
    assert "whole-site" in response.content.decode()
    elsewhere = headers | {"hx-current-url": "http://testserver/map/"}
    response = as_user(lan).get(reverse("site-card", args=[pond.pk]), headers=elsewhere)
    assert "whole-site" not in response.content.decode()


def test_a_reader_has_nothing_to_press(page, minh, fence):
    html = page(minh)
    assert 'class="button' not in html.split('id="site-card"')[1]


def test_the_page_is_not_for_a_neighbour(as_user, tuan, pond):
    assert as_user(tuan).get(reverse("site", args=[pond.pk])).status_code == 404


def test_the_cost_does_not_grow_with_what_the_site_holds(
    as_user, lan, household_pond, measure_kind, unit, django_assert_num_queries
):
    client, address = as_user(lan), reverse("site", args=[household_pond.pk])
    fill(household_pond, measure_kind, unit, lan)
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    assert len(first) <= MOST_QUERIES
    fill(household_pond, measure_kind, unit, lan)
    with django_assert_num_queries(len(first)):
        client.get(address)


def fill(site: HazardSite, measure_kind, unit, author) -> None:
    """Five measures with findings, and ten inspections."""
    for code in ("fence", "cover", "lifebuoy", "warning_sign", "fence"):
        measure = Measure.objects.create(
            site=site, kind=measure_kind(code), installed_on=date(2026, 2, 1), cost=1000, responsible_unit=unit,
            responsible_person=author, geom=point(10, 10),
        )  # fmt: skip
        for day in (1, 2):
            look = Inspection.objects.create(site=site, on=date(2026, 3, day), created_by=author)
            Finding.objects.create(measure=measure, inspection=look, on=look.on, condition="sound")
