"""The two targets, from facts of the day alone."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from areas.models import ChildCount, Target
from hazards.models import Finding
from hazards.status import Condition
from maps.indicators import Share, indicators
from playspaces.models import Closure
from tests.conftest import TODAY


def test_fence_moves_the_drowning_target(commune, pond, fence):
    assert indicators(commune, date(2026, 1, 15)).drowning_protected.percent == 0
    assert indicators(commune, TODAY).drowning_protected.percent == 100


def test_inspection_due_counts_in_the_headline_and_not_in_the_strict_share(commune, pond, fence):
    figures = indicators(commune, date(2026, 12, 1))
    assert figures.drowning_protected.numerator == 1
    assert figures.drowning_protected_strict.numerator == 0


def test_damaged_fence_takes_the_site_out_again(commune, pond, fence):
    Finding.objects.create(measure=fence, on=date(2026, 6, 1), condition=Condition.DAMAGED)
    assert indicators(commune, TODAY).drowning_protected.numerator == 0


def test_household_ponds_are_counted_apart_and_stay_in_the_headline(commune, pond, fence):
    pond.pk, pond.is_household = uuid4(), True
    pond.save(force_insert=True)
    figures = indicators(commune, TODAY)
    shares = (figures.drowning_protected, figures.drowning_public, figures.drowning_household)
    assert [(share.numerator, share.denominator) for share in shares] == [(1, 2), (1, 1), (0, 1)]


def test_eliminated_site_leaves_the_denominator(commune, pond):
    pond.eliminated_on = TODAY
    pond.save()
    figures = indicators(commune, TODAY)
    assert figures.drowning_protected.denominator == 0
    assert figures.drowning_protected.percent is None
    assert not figures.drowning_protected.is_reached


def test_village_is_covered_by_an_open_play_space(commune, village, other_village, playground):
    share = indicators(commune, TODAY).villages_covered
    assert (share.numerator, share.denominator) == (1, 2)
    assert indicators(commune, date(2024, 12, 31)).villages_covered.numerator == 0


def test_play_space_under_repair_covers_nobody(commune, village, playground):
    Closure.objects.create(playspace=playground, since=date(2026, 6, 1), until=date(2026, 7, 1), reason="sửa")
    assert indicators(commune, TODAY).villages_covered.numerator == 0
    assert indicators(commune, date(2026, 7, 1)).villages_covered.numerator == 1


def test_play_space_not_for_children_covers_nobody(commune, village, playground):
    playground.for_children = False
    playground.save()
    assert indicators(commune, TODAY).villages_covered.numerator == 0


def test_dissolved_village_leaves_the_denominator(commune, village, other_village):
    other_village.dissolved_on = date(2026, 1, 1)
    other_village.save()
    assert indicators(commune, TODAY).villages_covered.denominator == 1
    assert indicators(commune, date(2025, 12, 31)).villages_covered.denominator == 2


def test_children_are_weighed_by_the_latest_count_and_a_missing_count_is_told(
    commune, village, other_village, playground
):
    ChildCount.objects.create(village=village, year=2025, children=300)
    ChildCount.objects.create(village=village, year=2026, children=320)
    figures = indicators(commune, TODAY)
    assert (figures.children_covered.numerator, figures.children_covered.denominator) == (320, 320)
    assert figures.villages_without_count == 1
    assert indicators(commune, date(2025, 6, 1)).children_covered.numerator == 300


def test_overdue_is_past_its_deadline_and_not_protected(commune, pond, fence):
    pond.deadline = date(2026, 1, 20)
    pond.save()
    assert indicators(commune, date(2026, 1, 20)).overdue == 0
    assert indicators(commune, date(2026, 1, 21)).overdue == 1
    assert indicators(commune, TODAY).overdue == 0


def test_targets_carry_their_source(commune):
    share = indicators(commune, TODAY).villages_covered
    assert share.target.value == 65
    assert "Ngọc Hồi năm 2026" in share.target.source


def test_target_of_a_year_between_two_is_the_next_to_reach(db):
    assert Target.objects.for_year("communes_covered", "city", 2027).year == 2030
    assert Target.objects.for_year("communes_covered", "city", 2031).year == 2030


def test_share_of_nothing_has_no_percentage():
    assert Share(0, 0).percent is None


def test_figures_cost_a_fixed_number_of_queries(commune, pond, playground, django_assert_num_queries):
    with django_assert_num_queries(5):
        indicators(commune, TODAY)


def test_command_prints_the_same_figures_as_json(commune, pond, fence, playground, capsys):
    call_command("indicators", "--commune", "00679", "--as-of", "2026-06-30", "--json")
    assert json.loads(capsys.readouterr().out) == indicators(commune, TODAY).as_json()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--commune", "99999"], "No commune has the code “99999”"),
        (["--commune", "00679", "--as-of", "tomorrow"], "is not a day"),
        (["--commune", "00679", "--as-of", "2026-02-31"], "is not a day"),
    ],
)
def test_command_says_what_is_wrong(commune, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("indicators", *arguments)
