"""Places where a play space could be made: drawn, changed, withdrawn, proposed."""

import uuid

import pytest

from playspaces.models import Candidate, PublicLand
from tests.playspaces.asking import candidate
from tests.shapes import point, square


def spot(**words) -> dict:
    return {
        "id": uuid.uuid4(),
        "geometry": point(30, 5).geojson,
        "name": "Bãi trống",
        "cost": "350 triệu",
        **words,
    }


def test_place_is_drawn_changed_and_withdrawn(client, binh, hamlets):
    client.force_login(binh)
    words = spot()
    assert client.post("/plans/candidates/new/", words).status_code == 302
    assert client.post("/plans/candidates/new/", words).status_code == 302
    made = Candidate.objects.get()
    assert (made.village, made.cost, made.origin) == (hamlets[1], 350_000_000, "drawn")
    client.post(
        f"/plans/candidates/{made.pk}/edit/", {**spot(cost=""), "version": 1, "village": hamlets[2].pk}
    )
    made.refresh_from_db()
    assert (made.village, made.village_source, made.cost) == (hamlets[2], "hand", None)
    client.post(f"/plans/candidates/{made.pk}/withdraw/", {"version": 2, "reason": "Đã bán"})
    assert not Candidate.objects.in_force().exists()


def test_change_of_a_place_that_somebody_else_changed_shows_both_sides(client, binh, hamlets):
    client.force_login(binh)
    client.post("/plans/candidates/new/", spot())
    made = Candidate.objects.get()
    made.name = "Sân kho"
    made.save_edit(seen_version=1)
    response = client.post(f"/plans/candidates/{made.pk}/edit/", {**spot(name="Bãi cỏ"), "version": 1})
    assert ("Bãi cỏ", "Sân kho") in [(row.mine, row.stored) for row in response.context["differences"]]
    assert Candidate.objects.get().name == "Sân kho"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"geometry": ""}, "geometry"),
        ({"geometry": square(1, 1, 5).geojson}, "geometry"),
        ({"geometry": point(500, 500).geojson}, "geometry"),
        ({"name": " "}, "name"),
        ({"cost": "-1"}, "cost"),
        ({"cost": "9" * 39}, "cost"),
        ({"kind": "9" * 30}, "kind"),
        ({"village": "0"}, "village"),
    ],
)
def test_bad_place_gets_a_sentence_at_its_field(client, binh, hamlets, words, field):
    client.force_login(binh)
    response = client.post("/plans/candidates/new/", spot(**words))
    assert list(response.context["form"].errors) == [field]
    assert not Candidate.objects.exists()


def test_list_of_places_asks_the_database_as_often_for_many(
    client, binh, commune, places, django_assert_max_num_queries
):
    client.force_login(binh)
    for number in range(20):
        candidate(commune, places[0].village, 30 + number / 10, 1_000_000, f"Chỗ {number}")
    with django_assert_max_num_queries(16):
        assert client.get("/plans/candidates/").status_code == 200


def test_places_are_proposed_on_public_land_once(client, binh, commune, covered, pond):
    """In the covered village none, near the pond none; a large piece gives several."""
    pond.geom = square(60, 12, 0.1)
    pond.save()
    for name, shape in {
        "Trong thôn đã có": square(5, 5, 1),
        "Sân kho": square(30, 5, 1),
        "Bãi lớn": square(40, 5, 3),
        "Cạnh ao": square(60, 12, 0.5),
        "Mẩu đất": square(80, 5, 0.05),
    }.items():
        PublicLand.objects.create(name=name, geom=shape, commune=commune)
    client.force_login(binh)
    made = client.post("/plans/candidates/generate/", {"cost": "200 triệu"}).context["made"]

    assert {one.village for one in made.added} == {covered[1]}
    assert len([one for one in made.added if one.name.startswith("Bãi lớn")]) >= 3
    assert (made.covered, made.dangerous, made.too_small) == (1, 1, 1)
    assert all(one.cost == 200_000_000 and one.origin == "generated" for one in Candidate.objects.all())
    assert Candidate.history.count() == Candidate.objects.count()

    Candidate.objects.first().withdraw(reason="Không hợp", seen_version=1)
    again = client.post("/plans/candidates/generate/", {"cost": "1 tỷ"}).context["made"]
    assert (again.added, again.known) == ([], len(made.added))
