"""What a person is told about a place and its choices before anything is sent."""

import pytest

from tests.shapes import point

pytestmark = pytest.mark.django_db


def test_a_collaborator_is_told_at_once_of_a_place_in_another_village(
    send, person, commune, village, other_village
):
    an = person("an", "An", "village_collaborator", commune, village)
    own, elsewhere = point(5, 5).geojson, point(60, 10).geojson
    words = "places of your own village"
    assert words not in send(an, "site-place", geometry=own).content.decode()
    assert words in send(an, "site-place", geometry=elsewhere).content.decode()
    chosen = send(an, "site-place", geometry=elsewhere, village=village.pk).content.decode()
    assert words not in chosen


def test_an_empty_choice_says_what_it_means(as_user, lan):
    html = as_user(lan).get("/hazards/new/").content.decode()
    assert "---------" not in html
    assert "Not known" in html and "Nobody yet" in html
