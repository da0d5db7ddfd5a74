"""The form proposes a risk while it is filled in, says why, and leaves the choice to the person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hazards.models import HazardKind, Incident
from tests.shapes import point, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def drowning(commune, village):
    """`drowning(days_ago=…, x=…)`: a child drowned at (x, 10), with what only the register may know."""

    def happened(days_ago: int = 400, x: float = 10.5, **changed) -> Incident:
        facts = {
            "on": timezone.localdate() - timedelta(days=days_ago),
            "kind": "drowning",
            "outcome": "died",
            "age_band": "0-4",
            "sex": "girl",
            "geom": point(x, 10.5),
            "commune": commune,
            "village": village,
        }
        return Incident.objects.create(**facts | changed)

    return happened


@pytest.fixture
def proposal(send, lan, answers):
    """The fragment for the answers of a new pond with some changed."""

    def ask(user=lan, **changed):
        return send(user, "site-risk", **answers(**({"likelihood": "", "severity": ""} | changed)))

    return ask


def test_the_proposal_stands_with_its_reasons(proposal):
    page = proposal(near_path="on", access="open").content.decode()
    assert "Proposed: likelihood 5, harm 5 – <strong>very high</strong>" in page
    assert "Usual for “Pond”" in page
    assert "Children use a path beside it." in page
    assert "likelihood +1" in page
    assert "Use this proposal" in page


def test_before_the_kind_is_chosen_nothing_is_proposed(proposal):
    page = proposal(kind="").content.decode()
    assert "Choose the kind of danger" in page
    assert "Use this proposal" not in page


def test_what_was_chosen_stands_beside_what_is_proposed(proposal):
    page = proposal(likelihood="2", severity="2").content.decode()
    assert "You chose: likelihood 2, harm 2 – <strong>low</strong>" in page
    page = proposal(likelihood="4", severity="5").content.decode()
    assert "You chose what is proposed." in page
    assert "Use this proposal" not in page


def test_what_the_kind_does_not_ask_does_not_count(proposal):
    construction = HazardKind.objects.get(code="construction").pk
    page = proposal(kind=construction, bank="vertical", depth_m="5").content.decode()
    assert "Proposed: likelihood 3, harm 4" in page


def test_a_drowning_nearby_counts_and_tells_nothing_of_the_child(proposal, drowning):
    drowning()
    page = proposal(bank="", access="closed", depth_m="").content.decode()
    assert "in recent years." in page
    assert "likelihood at least 4" in page
    assert "A child died near here." in page
    assert not any(word in page for word in ("girl", "under 5", "0-4"))


@pytest.mark.parametrize("far", [{"days_ago": 2000}, {"x": 14}, {"kind": "burn"}])
def test_what_is_long_ago_far_away_or_of_another_sort_does_not_count(proposal, drowning, far):
    drowning(**far)
    assert "recent years" not in proposal().content.decode()


def test_a_withdrawn_accident_does_not_count(proposal, drowning):
    drowning().withdraw(reason="wrong place", seen_version=1)
    assert "recent years" not in proposal().content.decode()


def test_nobody_searches_for_accidents_where_they_log_no_places(
    proposal, drowning, tuan, other_commune, minh
):
    drowning()
    assert "recent years" not in proposal(user=tuan).content.decode()
    assert proposal(user=minh).status_code == 403


def test_a_collaborator_learns_nothing_of_accidents(proposal, drowning, person, commune, village):
    drowning()
    cuc = person("cuc", "Vũ Thị Cúc", "village_collaborator", commune, village)
    page = proposal(user=cuc).content.decode()
    assert "Proposed: likelihood" in page
    assert "recent years" not in page


@pytest.mark.parametrize(
    "nonsense",
    [{"depth_m": "deep"}, {"depth_m": "1e999999"}, {"bank": "\0"}, {"access": "x"}, {"geometry": "{}"},
     {"coordinates": "here"}, {"is_household": "maybe"}, {"likelihood": "9"}],
)  # fmt: skip
def test_what_can_not_be_read_counts_as_not_known(proposal, nonsense):
    assert "Proposed: likelihood" in proposal(**nonsense).content.decode()


@pytest.mark.parametrize("key", ["9" * 30, "x", "-1"])
def test_a_forged_kind_is_no_kind(proposal, key):
    assert "Choose the kind of danger" in proposal(kind=key).content.decode()


def test_without_scripts_the_refused_form_shows_the_proposal(log, answers):
    page = log(answers(likelihood="", severity="", near_homes="on")).content.decode()
    assert "Please choose how likely an accident is." in page
    assert "Proposed: likelihood 5, harm 5" in page
    assert "Homes are close." in page


def test_the_stored_answers_are_weighed_when_a_place_is_opened(as_user, lan, pond):
    page = as_user(lan).get(reverse("site-edit", args=[pond.pk])).content.decode()
    assert "Proposed: likelihood 3, harm 5" in page
    assert "You chose: likelihood 4, harm 5" in page


def test_near_asks_the_index_and_measures_exactly(drowning):
    close, far = drowning(x=10.5), drowning(x=14)
    found = Incident.objects.near(square(10, 10, 1), 200)
    assert [event.pk for event in found] == [close.pk]
    assert found[0].way.metres == 0
    assert {event.pk for event in Incident.objects.near(square(10, 10, 1), 400)} == {close.pk, far.pk}


def test_the_proposal_costs_a_fixed_number_of_queries(
    as_user, lan, answers, drowning, django_assert_max_num_queries
):
    for _number in range(20):
        drowning()
    client = as_user(lan)
    with django_assert_max_num_queries(9):
        client.post(reverse("site-risk"), answers())
