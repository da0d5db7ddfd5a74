"""What a file may say of a play space beyond its name and kind."""

from datetime import date

import pytest

from exchange.destinations import PLAY_SPACES
from exchange.features import feature_values, kinds_by_name
from exchange.values import UnfitValueError

pytestmark = pytest.mark.django_db


def read(**values):
    return feature_values(
        {"kind": "playground", "name": "Sân"} | values,
        destination=PLAY_SPACES,
        kinds=kinds_by_name(PLAY_SPACES),
    )


def test_the_details_of_a_file_are_kept():
    values = read(
        closed_on="25/10/2026",
        age_from="6",
        age_to="15",
        capacity="40",
        opening_hours="17 h",
        is_lit="có",
        shade="some",
    )
    assert (values["closed_on"], values["age_from"], values["age_to"]) == (date(2026, 10, 25), 6, 15)
    assert (values["capacity"], values["is_lit"], values["shade"]) == (40, True, "some")


@pytest.mark.parametrize(
    "wrong",
    [
        {"opened_on": "02/01/2026", "closed_on": "01/01/2026"},
        {"age_from": "12", "age_to": "6"},
        {"age_from": "-1"},
        {"capacity": "0"},
        {"shade": "đầy"},
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_a_reason(wrong):
    with pytest.raises(UnfitValueError):
        read(**wrong)
