"""The questions as data: whole, in both languages, and old editions stay."""

from itertools import pairwise

import pytest

from schools.models import SchoolLevel
from schools.self_check import (
    GENERAL,
    KINDERGARTEN,
    UnknownEditionError,
    codes,
    edition,
    edition_for,
    editions,
)


def test_each_edition_asks_each_question_once_in_both_languages():
    for one in editions().values():
        asked = list(codes(one.groups))
        assert len(asked) == len(set(asked))
        for group in one.groups:
            assert group.name.vi
            assert group.name.en
            for question in group.questions:
                assert question.words.vi.endswith("."), question.code
                assert question.words.en.endswith("."), question.code
                assert question.levels <= {GENERAL, KINDERGARTEN}
                assert len(question.code) <= 60


def test_editions_follow_each_other():
    years = [one.from_school_year for one in editions().values()]
    assert all(first < second for first, second in pairwise(years))


@pytest.mark.django_db
def test_a_school_of_any_level_is_asked_something_in_every_group():
    for level in SchoolLevel.objects.all():
        for one in editions().values():
            assert [group.code for group in one.for_level(level.code)] == [group.code for group in one.groups]
            assert one.documents_for(level.code)


def test_a_year_is_asked_by_the_last_edition_before_it():
    assert edition_for(2030).number == list(editions())[-1]
    assert edition_for(1990).number == next(iter(editions()))


def test_an_edition_that_is_not_there_is_named():
    with pytest.raises(UnknownEditionError):
        edition("1990.1")
