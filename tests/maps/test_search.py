"""Search: with or without diacritics, in one's own commune, by name or by coordinates."""

import pytest

from areas.models import Village


@pytest.fixture
def find(client):
    """What a search shows."""

    def get(user, text):
        client.force_login(user)
        return client.get("/map/search/", {"q": text}).content.decode()

    return get


@pytest.mark.parametrize("text", ["ao ca", "AO CÁ", "đại á", "  dai   ang "])
def test_site_is_found_with_or_without_diacritics(find, lan, pond, text):
    assert f"site={pond.pk}" in find(lan, text)


def test_village_and_play_space_of_that_name_are_found_too(find, lan, village, playground):
    html = find(lan, "dai ang")
    assert f"village_card={village.pk}" in html
    assert f"playspace={playground.pk}" in html


def test_results_stand_in_vietnamese_order(find, lan, commune):
    for name in ("Đông", "Dương", "An Dân"):
        Village.objects.create(commune=commune, name=name)
    html = find(lan, "d")
    assert html.index("An Dân") < html.index("Dương") < html.index("Đông")


def test_result_says_where_to_go(find, lan, playground):
    assert 'data-lon="105.82000"' in find(lan, "san choi")


def test_village_without_a_place_is_found_all_the_same(find, lan, commune):
    village = Village.objects.create(commune=commune, name="Không rõ")
    assert f"village_card={village.pk}" in find(lan, "khong ro")


def test_neighbour_finds_nothing_here(find, tuan, pond, village):
    assert "data-key" not in find(tuan, "dai ang")


def test_withdrawn_site_is_not_found(find, lan, pond):
    pond.withdraw(reason="Nhập trùng", seen_version=pond.version)
    assert "data-word" not in find(lan, "ao ca")


def test_empty_search_shows_nothing(find, lan, pond):
    assert find(lan, "  ").strip() == ""


def test_pasted_coordinates_give_a_place_to_go_to(find, lan, commune):
    html = find(lan, "20,91234; 105,83210")
    assert 'data-lon="105.832100"' in html and 'data-lat="20.912340"' in html


@pytest.mark.parametrize("text", ["2311424.83 588641.24", "20°75'00\" 105°10'00\""])
def test_coordinates_that_cannot_be_are_explained(find, lan, commune, text):
    html = find(lan, text)
    assert "search-note" in html and "data-spot" not in html


def test_what_was_typed_is_shown_as_text(find, lan, commune):
    assert "<script>" not in find(lan, "<script>alert(1)</script>")
