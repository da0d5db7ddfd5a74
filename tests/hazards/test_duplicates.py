"""The pond by the path is on the register already: this one, or another?"""

import uuid

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from areas import crs
from hazards.models import HazardKind, HazardSite, Photo
from tests.shapes import point, square

pytestmark = pytest.mark.django_db


def east_of(pond, metres: float) -> Point:
    """A point so many metres on the ground from the middle of the pond's eastern edge."""
    _west, south, east, north = pond.geom.extent
    lon, lat, _back = crs.GEOD.fwd(east, (south + north) / 2, 90, metres)
    return Point(lon, lat, srid=4326)


@pytest.fixture
def log(as_user, answers, lan):
    """Lan sends the form of a new pond."""

    def post(shape, **changed):
        sent = answers(geometry=shape.geojson, **changed)
        return as_user(lan).post(reverse("site-new"), sent)

    return post


@pytest.fixture
def nearby(as_user, lan):
    """What the form shows while it is being filled in."""

    def post(shape, kind="pond", **more) -> str:
        sent = {"geometry": shape.geojson, "kind": HazardKind.objects.get(code=kind).pk} | more
        return as_user(lan).post(reverse("site-duplicates"), sent).content.decode()

    return post


@pytest.mark.parametrize(("metres", "is_near"), [(1, True), (49.9, True), (50.1, False)])
def test_the_distance_counts_to_the_nearest_edge(nearby, pond, metres, is_near):
    assert (pond.name in nearby(east_of(pond, metres))) is is_near


def test_distance_direction_and_status_are_told(nearby, pond):
    html = nearby(east_of(pond, 30))
    for words in ("30 m to the west", "unprotected", "This one", "another place"):
        assert words in html, words


def test_inside_the_pond_it_is_at_the_same_spot(nearby, pond):
    assert "at the same spot" in nearby(point(10.5, 10.5))


def test_two_polygons_are_compared_edge_to_edge(nearby, pond):
    _west, south, east, _north = pond.geom.extent
    lon, _lat, _back = crs.GEOD.fwd(east, south, 90, 49.9)
    shift = lon - east
    neighbour = square(11, 10, 1)
    moved = neighbour.clone()
    moved = type(neighbour)([(x + shift, y) for x, y in neighbour.coords[0]], srid=4326)
    assert pond.name in nearby(moved)
    further = type(neighbour)([(x + shift * 1.004, y) for x, y in neighbour.coords[0]], srid=4326)
    assert pond.name not in nearby(further)


def test_another_kind_is_another_danger(nearby, pond):
    assert pond.name not in nearby(east_of(pond, 10), kind="canal")


def test_a_withdrawn_one_is_not_asked_about_and_an_eliminated_one_stands_apart(nearby, log, pond):
    HazardSite.objects.filter(pk=pond.pk).update(eliminated_on="2026-05-01")
    html = nearby(east_of(pond, 10))
    assert "Gone for good near here" in html and "This one" not in html
    assert log(east_of(pond, 10)).status_code == 302
    pond.refresh_from_db()
    pond.withdraw(reason="Nhầm", seen_version=1)
    assert pond.name not in nearby(east_of(pond, 10))


def test_nothing_is_asked_until_place_and_kind_are_known(as_user, lan, pond):
    for sent in ({}, {"kind": "1"}, {"kind": "x", "geometry": pond.geom.geojson}, {"geometry": "{"}):
        assert "This one" not in as_user(lan).post(reverse("site-duplicates"), sent).content.decode()


def test_a_new_place_beside_an_old_one_is_stored_once_answered(log, pond):
    spot, key = east_of(pond, 10), str(uuid.uuid4())
    response = log(spot, id=key)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Please say below" in html and "Is it one of these?" in html
    assert 'value="Ao cá ông Tư"' in html and 'data-field="depth_m"' in html
    assert HazardSite.objects.count() == 1
    assert log(spot, id=key, another=str(pond.pk)).status_code == 302
    assert log(spot, id=key, another=str(pond.pk)).status_code == 302
    assert HazardSite.objects.count() == 2


def test_the_answer_holds_for_exactly_those_that_were_seen(log, pond):
    spot = east_of(pond, 10)
    HazardSite.objects.create(kind=pond.kind, name="Ao vừa ghi", geom=spot, commune=pond.commune)
    html = log(spot, another=str(pond.pk)).content.decode()
    assert "Ao vừa ghi" in html
    assert HazardSite.objects.count() == 2


def test_the_answer_stays_while_the_form_is_filled_in(nearby, pond):
    assert " checked" in nearby(east_of(pond, 10), another=str(pond.pk))
    assert " checked" not in nearby(east_of(pond, 10))


def test_the_distance_is_a_setting(nearby, pond, settings):
    settings.DUPLICATE_RADIUS_M = 120
    assert pond.name in nearby(east_of(pond, 100))


def test_this_one_leads_to_the_stored_entry_and_takes_the_photos_along(as_user, lan, pond):
    photo = Photo.objects.create(
        created_by=lan, width=10, height=10, sent_sha256="0" * 64, hash_a=1, hash_b=2, hash_c=3, hash_d=4
    )
    address = reverse("site-same", args=[pond.pk])
    assert as_user(lan).post(address, {"photos": str(photo.pk)}).url == reverse("site", args=[pond.pk])
    photo.refresh_from_db()
    assert photo.site is None
    as_user(lan).post(address, {"photos": str(photo.pk), "photos-too": "1"})
    photo.refresh_from_db()
    assert photo.site == pond
    assert as_user(lan).post(address, {"photos": "nonsense", "photos-too": "1"}).status_code == 302


def test_a_neighbours_pond_is_not_shown(as_user, tuan, pond):
    sent = {"geometry": pond.geom.geojson, "kind": pond.kind_id}
    assert pond.name not in as_user(tuan).post(reverse("site-duplicates"), sent).content.decode()
    assert as_user(tuan).post(reverse("site-same", args=[pond.pk])).status_code == 404


def test_a_photo_of_a_withdrawn_measure_is_not_shown(nearby, pond, fence):
    photo = Photo.objects.create(
        site=pond, measure=fence, width=10, height=10, sent_sha256="0" * 64, hash_a=1, hash_b=2, hash_c=3,
        hash_d=4,
    )  # fmt: skip
    assert str(photo.pk) in nearby(pond.geom)
    fence.withdraw(reason="Ghi nhầm", seen_version=1)
    assert str(photo.pk) not in nearby(pond.geom)
