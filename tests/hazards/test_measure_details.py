"""What is known of a measure beside its days: recorded with it, told later, changed by two at once."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from hazards.models import Finding, Measure
from tests.shapes import line, point

pytestmark = pytest.mark.django_db


def day(ago: int) -> str:
    return f"{timezone.localdate() - timedelta(days=ago):%d/%m/%Y}"


@pytest.fixture
def household(commune) -> Unit:
    return Unit.objects.create(commune=commune, name="Hộ ông Tư", type=Unit.Type.OWNER)


@pytest.fixture
def add(send, lan, pond, measure_kind):
    def post(user=lan, **changed):
        answers = {"kind": measure_kind("fence").pk, "state": "installed", "on": day(1)} | changed
        return send(user, "measure-new", pond.pk, **answers)

    return post


@pytest.fixture
def edit(send, lan):
    """Lan changes a detail of a measure; what she leaves alone is sent as it stood."""

    def post(measure, user=lan, version=None, **changed):
        answers = {"installed_on": "01/02/2026", "version": version or measure.version} | changed
        return send(user, "measure-edit", measure.pk, **answers)

    return post


def test_a_planned_sign_is_stored_with_all_that_is_known_of_it(add, lan, unit, measure_kind):
    response = add(
        kind=measure_kind("warning_sign").pk,
        state="planned",
        on=day(0),
        quantity="2",
        coordinates="20.9100, 105.8100",
        cost="12,5 triệu",
        funding="donation",
        contractor="Tổ cơ khí Đại Áng",
        responsible_unit=unit.pk,
        responsible_person=lan.pk,
        note="Cao 2 m",
    )
    assert "HX-Trigger" in response
    sign = Measure.objects.get()
    assert sign.geom.equals_exact(point(10, 10), 1e-9)
    assert (sign.cost, sign.funding, sign.contractor) == (12_500_000, "donation", "Tổ cơ khí Đại Áng")
    assert (sign.responsible_unit, sign.responsible_person, sign.quantity) == (unit, lan, 2)
    card = response.content.decode()
    assert "12,500,000 đ" in card
    assert "Planned: 12,500,000 đ" in card
    assert "Work by Tổ cơ khí Đại Áng" in card


def test_a_fence_is_drawn_as_a_line(add):
    add(geometry=line((10, 10), (11, 10), (11, 11)).geojson)
    assert Measure.objects.get().geom.geom_type == "LineString"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"cost": "nhiều"}, "amount in đồng"),
        ({"cost": "125"}, "Did you mean 125 nghìn"),
        ({"cost": "9.999.999.999.999"}, "too large"),
        ({"cost": "1" * 30}, "too large"),
        ({"cost": f"{'1' * 25} tỷ"}, "too large"),
        ({"quantity": "-1"}, "not below 0"),
        ({"coordinates": "cạnh đình"}, "could not be read"),
        ({"coordinates": "20.95, 105.81"}, "m from the dangerous place"),
        ({"geometry": point(40, 40).geojson}, "within 500 m"),
        ({"geometry": "{}"}, "could not be read"),
        ({"funding": "treasure"}, "treasure"),
        ({"responsible_unit": "999999"}, "valid choice"),
        ({"contractor": "x" * 161}, "160"),
    ],
)
def test_a_bad_detail_is_refused_at_its_field_and_the_rest_is_kept(add, changed, words):
    page = add(note="Cao 1,2 m", **changed).content.decode()
    assert words in page
    assert 'value="Cao 1,2 m"' in page
    assert not Measure.objects.exists()


def test_a_later_fact_brings_the_cost_along(add, send, lan, pond):
    add(state="planned", on=day(9), contractor="Tổ mộc")
    fence = Measure.objects.get()
    send(
        lan, "measure-record", fence.pk, step="installed", on=day(1), version=1, cost="3 triệu", quantity="40"
    )
    fence.refresh_from_db()
    assert (fence.cost, fence.quantity, fence.contractor) == (3_000_000, 40, "Tổ mộc")


def test_a_repair_changes_the_cost_all_in_all(fence, send, lan):
    Measure.objects.filter(pk=fence.pk).update(cost=2_000_000)
    send(lan, "measure-record", fence.pk, step="damaged", on=day(3), version=1)
    send(lan, "measure-record", fence.pk, step="repaired", on=day(1), version=2, cost="2.500.000")
    fence.refresh_from_db()
    assert fence.cost == 2_500_000
    costs = fence.history.order_by("history_id").values_list("cost", flat=True)
    assert list(costs) == [None, 2_000_000, 2_500_000]


def test_the_same_step_sent_again_with_another_cost_is_not_passed_over(fence, send, lan):
    words = {"step": "damaged", "on": day(3), "version": 1}
    assert "HX-Trigger" in send(lan, "measure-record", fence.pk, **words, cost="1 triệu")
    assert "HX-Trigger" in send(lan, "measure-record", fence.pk, **words, cost="1.000.000")
    assert "HX-Trigger" not in send(lan, "measure-record", fence.pk, **words, cost="2 triệu")
    assert Finding.objects.count() == 1


def test_contractors_of_earlier_measures_are_proposed(as_user, lan, pond, fence):
    Measure.objects.filter(pk=fence.pk).update(contractor="Tổ cơ khí Đại Áng")
    page = as_user(lan).get(reverse("measure-new", args=[pond.pk])).content.decode()
    assert '<option value="Tổ cơ khí Đại Áng">' in page


def test_households_are_offered_to_those_alone_who_may_know_them(
    as_user, lan, pond, household, person, commune, village
):
    an = person("an", "An", "village_collaborator", commune, village)
    address = reverse("measure-new", args=[pond.pk])
    assert "Hộ ông Tư" in as_user(lan).get(address).content.decode()
    assert "Hộ ông Tư" not in as_user(an).get(address).content.decode()


def test_a_household_in_charge_of_a_measure_is_named_to_those_alone_who_may_know_it(
    as_user, lan, hoa, fence, household
):
    Measure.objects.filter(pk=fence.pk).update(responsible_unit=household)
    address = reverse("site-card", args=[fence.site_id])
    assert "Hộ ông Tư" in as_user(lan).get(address).content.decode()
    page = as_user(hoa).get(address).content.decode()
    assert "Hộ ông Tư" not in page
    assert "owner or household" in page


# --- changed afterwards ----------------------------------------------------------------------


def test_details_are_changed_afterwards(fence, edit):
    assert "HX-Trigger" in edit(fence, cost="5 triệu", quantity="35,5", note="Lưới B40")
    fence.refresh_from_db()
    assert (fence.cost, fence.quantity, fence.note, fence.version) == (
        5_000_000,
        Decimal("35.5"),
        "Lưới B40",
        2,
    )


def test_a_stale_edit_shows_both_versions_and_loses_nothing(fence, edit, person, commune):
    binh = person("binh", "Bình", "economic_staff", commune)
    edit(fence, user=binh, cost="5 triệu")
    page = edit(fence, version=1, cost="7 triệu", contractor="Tổ mộc").content.decode()
    assert "Bình changed this measure" in page
    assert "<td>7,000,000 đ</td><td>5,000,000 đ</td>" in page
    assert "<td>Tổ mộc</td><td>–</td>" in page
    assert 'value="Tổ mộc"' in page
    assert 'name="version" value="2"' in page
    fence.refresh_from_db()
    assert (fence.cost, fence.contractor) == (5_000_000, "")


def test_after_both_versions_were_seen_a_second_save_is_deliberate(fence, edit):
    edit(fence, cost="5 triệu")
    assert "HX-Trigger" not in edit(fence, version=1, cost="7 triệu")
    assert "HX-Trigger" in edit(fence, version=2, cost="7 triệu")
    fence.refresh_from_db()
    assert fence.cost == 7_000_000


def test_a_fence_cannot_have_been_put_up_after_it_was_found_damaged(fence, edit):
    Finding.objects.create(measure=fence, on=timezone.localdate() - timedelta(days=30), condition="damaged")
    assert "an earlier one" in edit(fence, installed_on=day(10)).content.decode()


def test_a_plan_keeps_its_day(add, send, lan):
    add(state="planned", on=day(0))
    plan = Measure.objects.get()
    assert "give the date" in send(lan, "measure-edit", plan.pk, version=1, planned_on="").content.decode()
    assert "HX-Trigger" in send(lan, "measure-edit", plan.pk, version=1, planned_on="01/12/2026")


def test_a_reader_changes_nothing_and_a_neighbour_finds_nothing(fence, edit, minh, tuan):
    assert edit(fence, user=minh).status_code == 403
    assert edit(fence, user=tuan).status_code == 404


def test_a_double_click_on_save_with_all_details_stores_one_measure(add, unit):
    words = {
        "id": str(uuid.uuid4()),
        "cost": "3 triệu",
        "coordinates": "20.91, 105.81",
        "responsible_unit": unit.pk,
    }
    assert "HX-Trigger" in add(**words)
    assert "HX-Trigger" in add(**words)
    assert Measure.objects.count() == 1
