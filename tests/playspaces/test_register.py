"""The register of play spaces: what Sơn finds in it, takes away, and what others may see."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.utils import timezone

from playspaces.models import Closure, EquipmentFault, EquipmentInspection, PlaySpace
from tests.shapes import point

pytestmark = pytest.mark.django_db
ADDRESS = "/play-spaces/"


def names(page) -> list[str]:
    return [row.space.name for row in page.context["rows"]]


@pytest.fixture
def rows(as_son, playground, pool):
    """`rows(state="open")` are the names that the list shows for these words."""
    return lambda **words: names(as_son.get(ADDRESS, words))


def test_both_places_are_listed_by_name(rows, pool, playground):
    assert rows() == [pool.name, playground.name]


@pytest.mark.parametrize("words", [{"q": "be boi"}, {"kind": "swimming_pool"}, {"children": "0"}])
def test_a_filter_leaves_the_pool_alone(rows, pool, words):
    PlaySpace.objects.filter(pk=pool.pk).update(for_children=False)
    assert rows(**words) == [pool.name]


def test_a_place_of_another_village_is_left_out(rows, pool, playground, other_village):
    PlaySpace.objects.filter(pk=pool.pk).update(village=other_village)
    assert rows(village=other_village.pk) == [pool.name]


def test_each_state_is_told_on_its_day(rows, pool, playground):
    PlaySpace.objects.filter(pk=pool.pk).update(opened_on=date(2026, 3, 1), closed_on=date(2026, 6, 1))
    Closure.objects.create(playspace=pool, since=date(2026, 4, 1), until=date(2026, 4, 9), reason="Sửa bể")
    for day, state in [
        ("2026-02-28", "planned"),
        ("2026-03-01", "open"),
        ("2026-04-08", "not_usable"),
        ("2026-04-09", "open"),
        ("2026-06-01", "closed"),
    ]:
        assert pool.name in rows(as_of=day, state=state), day


def test_a_closed_place_comes_last(rows, pool, playground):
    PlaySpace.objects.filter(pk=pool.pk).update(closed_on=date(2026, 6, 1))
    assert rows() == [playground.name, pool.name]


def test_a_place_near_a_pond_is_flagged_and_listed_until_the_pond_is_safe(as_son, rows, playground, pond):
    PlaySpace.objects.filter(pk=playground.pk).update(geom=point(11.5, 10.5))
    assert rows(danger="1") == [playground.name]
    assert pond.name in as_son.get(ADDRESS, {"danger": "1"}).content.decode()
    pond.eliminated_on = timezone.localdate()
    pond.save()
    assert rows(danger="1") == []


def test_a_danger_in_the_next_commune_is_told_without_its_name(as_son, playground, pond, other_commune):
    PlaySpace.objects.filter(pk=playground.pk).update(geom=point(11.5, 10.5))
    pond.commune, pond.village = other_commune, None
    pond.save()
    for page in (as_son.get(ADDRESS, {"danger": "1"}), as_son.get(f"{ADDRESS}{playground.pk}/")):
        assert pond.name not in page.content.decode()
    page = as_son.get(f"{ADDRESS}{playground.pk}/")
    assert page.context["shown"].hidden_dangers == 1
    assert "danger-near" in page.content.decode()


def test_a_closed_place_is_near_no_danger(rows, playground, pond):
    PlaySpace.objects.filter(pk=playground.pk).update(geom=point(11.5, 10.5), closed_on=date(2026, 1, 1))
    assert rows(danger="1") == []


def test_what_is_broken_or_was_not_inspected_in_time_is_found(rows, playground, pool):
    today = timezone.localdate()
    for space in (playground, pool):
        EquipmentInspection.objects.create(playspace=space, on=today)
    assert rows(care="1") == []
    EquipmentFault.objects.create(playspace=pool, item="Thang lỏng", found_on=today)
    late = today - timedelta(days=playground.kind.inspection_interval_days + 1)
    playground.inspections.update(on=late)
    assert rows(care="1") == [pool.name, playground.name]


def test_a_withdrawn_place_is_in_no_list(rows, pool, playground):
    pool.withdraw(reason="Hai lần", seen_version=1)
    assert rows() == [playground.name]


def test_the_number_of_queries_does_not_follow_the_number_of_places(
    as_son, commune, village, playground, pond, django_assert_max_num_queries
):
    for number in range(30):
        space = PlaySpace.objects.create(
            kind=playground.kind,
            name=f"Sân {number}",
            geom=point(10 + number, 11.2),
            commune=commune,
            village=village,
        )
        EquipmentFault.objects.create(playspace=space, item="Xích đu")
    as_son.get(ADDRESS)
    with django_assert_max_num_queries(14):
        assert len(names(as_son.get(ADDRESS))) == 31


@pytest.mark.parametrize(
    "words", [{"village": "x\0"}, {"as_of": "30/02/2026"}, {"kind": "\0"}, {"page": "-1"}, {"q": "a\0"}]
)
def test_absurd_words_are_told_and_narrow_nothing(rows, pool, playground, words):
    assert rows(**words) == [pool.name, playground.name]


def test_the_list_leaves_as_a_spreadsheet_without_formulas(as_son, playground):
    PlaySpace.objects.filter(pk=playground.pk).update(name="=1+1")
    answer = as_son.get(f"{ADDRESS}export/")
    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][0] == "'=1+1"
    assert len(rows[0]) == len(rows[1])


def test_who_may_not_export_is_refused(client, hoa, playground):
    client.force_login(hoa)
    assert client.get(ADDRESS).status_code == 200
    assert client.get(f"{ADDRESS}export/").status_code == 403


def test_a_neighbour_finds_nothing_here(client, tuan, playground):
    client.force_login(tuan)
    assert names(client.get(ADDRESS)) == []
    assert client.get(f"{ADDRESS}{playground.pk}/").status_code == 404
    assert client.get(f"{ADDRESS}{playground.pk}/card/").status_code == 404


def test_who_only_reads_is_offered_no_deed(client, hoa, playground):
    client.force_login(hoa)
    page = client.get(f"{ADDRESS}{playground.pk}/").content.decode()
    assert f"{playground.pk}/edit/" not in page
    for deed in ("edit", "close", "withdraw", "closures/new", "inspections/new", "photos/new"):
        assert client.get(f"{ADDRESS}{playground.pk}/{deed}/").status_code == 403
    assert client.get(f"{ADDRESS}new/").status_code == 403
