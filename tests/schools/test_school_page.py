"""What Hoa finds on the page of her school, and on the way there."""

import pytest

from areas.models import Village
from roads.models import Road
from tests.shapes import area, line, point, square


@pytest.fixture
def as_hoa(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def road(db):
    """Along the south of the school, from the west to the village in the east."""
    return Road.objects.create(
        geom=line((0, 19), (20.5, 19), (60, 19)), kind="path", source="t", source_ref="1"
    )


@pytest.fixture
def across(other_village):
    """Lạc Thị, whose meeting house stands at the end of the road."""
    other_village.centre = point(60, 19)
    other_village.save()
    return other_village


def shown(client, school, **words):
    return client.get(f"/schools/{school.pk}/", words)


def test_dangers_stand_in_their_order_with_metres_and_direction(as_hoa, school, make_site):
    make_site("Hố nông", point(21.5, 20.5), likelihood=1, severity=1)
    make_site("Ao sâu", point(26, 20.5))
    page = shown(as_hoa, school).context["page"]
    assert [line.danger.name for line in page.near] == ["Ao sâu", "Hố nông"]
    assert [(band.radius_m, band.open, band.all) for band in page.bands] == [
        (200, 1, 1),
        (500, 1, 1),
        (1_000, 2, 2),
    ]
    assert "520 m về phía đông" in shown(as_hoa, school).content.decode()


def test_page_of_another_day_shows_that_day_and_asks_for_nothing(as_hoa, school, make_site):
    make_site("Ao sâu", point(22, 20.5))
    assert shown(as_hoa, school, as_of="2025-12-31").context["page"].near == []
    answer = shown(as_hoa, school, as_of="2026-02-01")
    assert len(answer.context["page"].near) == 1
    assert not answer.context["may_acknowledge"]
    assert shown(as_hoa, school, as_of="31/02/2026").status_code == 400


def test_danger_beside_the_way_from_a_village_is_listed_however_far(as_hoa, school, make_site, across, road):
    school.draws_from.add(across)
    make_site("Mương cạnh đường", point(40, 19.2))
    make_site("Ao xa đường", point(40, 21))
    page = shown(as_hoa, school).context["page"]
    assert [route.village for route in page.routes.found] == [across]
    assert page.near == []
    (far,) = page.far
    assert far.danger.name == "Mương cạnh đường"
    (way,) = far.danger.on_ways
    assert (way.village, way.metres) == (across, pytest.approx(22, abs=1))


def test_near_danger_says_whose_way_it_lies_on(as_hoa, school, make_site, across, road):
    school.draws_from.add(across)
    make_site("Mương cạnh đường", point(24, 19))
    (near,) = shown(as_hoa, school).context["page"].near
    assert [way.village for way in near.danger.on_ways] == [across]


def test_way_ends_at_the_nearest_gate(school, road, village):
    from schools.routes import routes_to
    from tests.conftest import TODAY

    village.centre = point(5, 19)
    village.save()
    school.gates.create(geom=point(20, 20.5))
    school.gates.create(geom=point(20.5, 20))
    (route,) = routes_to(school, TODAY).found
    assert route.line.coords[-1] == pytest.approx(school.gates.last().geom.coords)


def test_village_without_place_or_beyond_walking_is_named(as_hoa, school, commune, road):
    nameless = Village.objects.create(commune=commune, name="Không rõ")
    far = Village.objects.create(commune=commune, name="Xa", boundary=area(square(150, 0, 5)))
    school.draws_from.add(nameless, far)
    page = shown(as_hoa, school).context["page"]
    assert set(page.routes.without) == {nameless, far}


def test_without_roads_the_page_says_so(as_hoa, school):
    assert "chưa nạp mạng lưới đường" in shown(as_hoa, school).content.decode()


def test_number_of_dangers_changes_no_number_of_queries(
    as_hoa, school, make_site, across, road, django_assert_max_num_queries
):
    school.draws_from.add(across)
    for number in range(10):
        make_site(f"Ao {number}", point(22 + number, 19))
    shown(as_hoa, school)
    with django_assert_max_num_queries(40):
        assert len(shown(as_hoa, school).context["page"].lines) == 10


def test_hoa_comes_straight_to_her_school(as_hoa, school, teacher, make_school):
    assert as_hoa.get("/schools/mine/")["Location"] == f"/schools/{school.pk}/"
    teacher.schools.create(school=make_school("THCS Đại Áng"))
    assert as_hoa.get("/schools/mine/").content.decode().count('class="soft">Tiểu học') == 2
    teacher.schools.all().delete()
    assert "chưa gắn với trường nào" in as_hoa.get("/schools/mine/").content.decode()


def test_card_on_the_map_counts_and_leads_to_the_page(as_hoa, school, make_site):
    make_site("Ao sâu", point(22, 20.5))
    card = as_hoa.get(f"/schools/{school.pk}/card/").content.decode()
    assert "1 / 1 trong 200 m" in card
    assert f'href="/schools/{school.pk}/"' in card
