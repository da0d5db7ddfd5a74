"""What is seen of a site's photos, by whom, and which picture stands for two places."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hazards import services
from hazards.models import HazardSite, Inspection, Photo
from tests import pictures as made
from tests.shapes import square

pytestmark = pytest.mark.django_db
SAME = "The same picture"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(lan):
    """`photo(pond, 2, measure=fence)` is a stored photo of scene 2."""

    def make(site, seed: int = 1, data: bytes | None = None, by=None, **of) -> Photo:
        sent = SimpleUploadedFile("ao.jpg", data or made.jpeg(seed))
        found = services.stage_photo(uuid.uuid4(), sent, by=by or lan).photo
        services.attach_photos([found.pk], site=site, by=by or lan, **of)
        found.refresh_from_db()
        return found

    return make


@pytest.fixture
def canal(pond, village) -> HazardSite:
    """Another site of the commune."""
    return HazardSite.objects.create(
        kind=pond.kind, name="Kênh Hòa Bình", geom=square(20, 20, 1), commune=pond.commune, village=village,
        found_on=date(2026, 1, 1), likelihood=3, severity=5,
    )  # fmt: skip


@pytest.fixture
def see(as_user):
    return lambda user, name, *args, **query: (
        as_user(user).get(reverse(name, args=args), query).content.decode()
    )


def test_the_page_groups_photos_by_place_measure_and_inspection(see, lan, pond, fence, photo):
    look = Inspection.objects.create(site=pond, on=date(2026, 5, 1))
    shots = [
        photo(pond, 1),
        photo(pond, 2, measure=fence, stage="before"),
        photo(pond, 3, measure=fence, stage="after"),
        photo(pond, 4, inspection=look),
    ]
    page = see(lan, "site", pond.pk)
    places = [page.index(reverse("photo-file", args=[shot.pk, "small"])) for shot in shots]
    assert places == sorted(places)
    assert "Inspection of 01/05/2026" in page
    assert 'alt="Photo of Ao cá Đại Áng, 12/05/2026"' in page
    assert SAME not in page


def test_the_card_shows_the_newest_and_leads_to_all(see, lan, pond, photo):
    for seed in range(7):
        photo(pond, seed)
    page = see(lan, "site-card", pond.pk)
    assert page.count("small.jpg") == 6
    assert "All 7 photos" in page
    assert reverse("photo-add", args=[pond.pk]) in page


def test_a_reader_sees_photos_and_adds_none(see, minh, pond, photo):
    photo(pond)
    page = see(minh, "site-card", pond.pk)
    assert "small.jpg" in page
    assert reverse("photo-add", args=[pond.pk]) not in page


def test_on_an_earlier_day_later_photos_are_not_shown(see, lan, pond, photo):
    Photo.objects.filter(pk=photo(pond).pk).update(created_at=timezone.now() - timedelta(days=2))
    today = timezone.localdate()
    assert "small.jpg" in see(lan, "site-card", pond.pk, as_of=str(today - timedelta(days=2)))
    assert "small.jpg" not in see(lan, "site-card", pond.pk, as_of=str(today - timedelta(days=3)))


def test_the_same_picture_at_two_sites_is_pointed_out_with_the_other_one(see, lan, pond, canal, photo):
    photo(pond, 1)
    photo(canal, data=made.webp(1))
    for one, other in ((pond, canal), (canal, pond)):
        page = see(lan, "site", one.pk)
        assert SAME in page
        assert reverse("site", args=[other.pk]) in page


def test_another_picture_is_not_pointed_out(see, lan, pond, canal, photo):
    photo(pond, 1)
    photo(canal, 2)
    assert SAME not in see(lan, "site", pond.pk)


def test_pictures_of_one_colour_are_not_taken_for_the_same(see, lan, pond, canal, photo):
    grey = [made.encoded(made.Image.new("RGB", (300, 200), (shade,) * 3)) for shade in (90, 91)]
    photo(pond, data=grey[0])
    photo(canal, data=grey[1])
    assert SAME not in see(lan, "site", pond.pk)


def test_a_site_elsewhere_is_not_named_to_who_may_not_see_it(
    see, lan, tuan, other_commune, pond, canal, photo
):
    HazardSite.objects.filter(pk=canal.pk).update(commune=other_commune, village=None)
    photo(canal, 1, by=tuan)
    photo(pond, 1)
    page = see(lan, "site", pond.pk)
    assert SAME not in page
    assert "Kênh Hòa Bình" not in page


def test_the_same_picture_before_and_after_is_pointed_out(see, lan, pond, fence, photo):
    photo(pond, 1, measure=fence, stage="before")
    photo(pond, data=made.png(1), measure=fence, stage="after")
    assert "The same picture stands as before and as after." in see(lan, "site", pond.pk)


def test_it_is_said_while_sending(as_user, lan, pond, photo):
    photo(pond, 1)
    answers = {"id": str(uuid.uuid4()), "photo": SimpleUploadedFile("ao.webp", made.webp(1))}
    (hint,) = as_user(lan).post(reverse("photo-stage"), answers).json()["hints"]
    assert hint["words"] == "The same picture is used for Ao cá Đại Áng."
    assert hint["address"] == reverse("site", args=[pond.pk])


def test_similar_photos_are_those_within_three_bits(pond, photo):
    first, others = photo(pond, 1), []
    for bits in (0b111, 0b111 << 16 | 0, 0b1111, 1 << 63 | 1 << 40 | 1):
        other = photo(pond, 1)
        other.perceptual_hash = first.perceptual_hash ^ bits
        other.save()
        others.append(other)
    assert {row.pk for row in Photo.objects.similar_to(first)} == {
        row.pk for row in others if (row.perceptual_hash ^ first.perceptual_hash).bit_count() <= 3
    }


def test_the_gallery_costs_the_same_with_one_photo_and_with_many(as_user, lan, pond, fence, photo):
    client = as_user(lan)
    look = Inspection.objects.create(site=pond, on=date(2026, 5, 1))
    photo(pond, 1, measure=fence, stage="before")
    client.get(reverse("site", args=[pond.pk]))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("site", args=[pond.pk]))
    for seed in range(2, 8):
        photo(pond, seed, **[{}, {"measure": fence, "stage": "after"}, {"inspection": look}][seed % 3])
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("site", args=[pond.pk]))
    assert len(many) == len(few)


def test_a_photo_has_a_page_with_its_neighbours(see, lan, pond, photo):
    first, second = photo(pond, 1), photo(pond, 2)
    page = see(lan, "photo", first.pk)
    assert reverse("photo-file", args=[first.pk, "large"]) in page
    assert reverse("photo", args=[second.pk]) in page
    assert reverse("photo-withdraw", args=[first.pk]) in page
    assert "taken on 12/05/2026" in page


def test_a_stranger_finds_no_page(as_user, tuan, pond, photo):
    assert as_user(tuan).get(reverse("photo", args=[photo(pond).pk])).status_code == 404


def test_a_photo_is_taken_back_with_a_reason_and_stays_on_record(send, see, lan, pond, photo):
    shot = photo(pond)
    assert "say what was wrong" in send(lan, "photo-withdraw", shot.pk, version=2).content.decode()
    send(lan, "photo-withdraw", shot.pk, version=2, reason="Chụp nhầm ao khác")
    assert "small.jpg" not in see(lan, "site-card", pond.pk)
    shot.refresh_from_db()
    assert shot.withdrawn_reason == "Chụp nhầm ao khác"


def test_a_photo_is_not_taken_back_on_an_old_version_nor_by_a_reader(send, lan, minh, pond, photo):
    shot = photo(pond)
    answer = send(lan, "photo-withdraw", shot.pk, version=1, reason="Nhầm")
    assert "Someone changed this" in answer.content.decode()
    assert send(minh, "photo-withdraw", shot.pk, version=2, reason="Nhầm").status_code == 403
    shot.refresh_from_db()
    assert shot.withdrawn_at is None
