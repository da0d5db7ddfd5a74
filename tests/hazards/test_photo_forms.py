"""Photos in the forms: posted with them by a browser without scripts, or sent ahead."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hazards import services
from hazards.models import HazardSite, Inspection, Measure, Photo
from tests import pictures as made
from tests.shapes import square

pytestmark = pytest.mark.django_db
ELSEWHERE = square(30, 30, 1).geojson  # not where the pond of the cast lies


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(data: bytes, name: str = "ao.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def keys_in(page: str) -> str:
    """What the form, shown again, holds in its hidden field."""
    return re.search(r'name="photos" value="([^"]*)"', page)[1]


@pytest.fixture
def sent_ahead(lan):
    return lambda seed=1: services.stage_photo(uuid.uuid4(), file(made.jpeg(seed)), by=lan).photo


@pytest.fixture
def answers_of(pond, fence, measure_kind, answers):
    """The complete answers of each form, by the name of its address."""
    return {
        "site-new": ([], answers(geometry=ELSEWHERE)),
        "site-edit": ([pond.pk], answers(version=1, name="Ao cá")),
        "measure-new": ([pond.pk], {"id": uuid.uuid4(), "kind": measure_kind("cover").pk, "state": "installed", "on": "01/03/2026"}),
        "measure-record": ([fence.pk], {"version": 1, "step": "damaged", "on": "01/03/2026"}),
        "inspection-new": ([pond.pk], {"id": uuid.uuid4(), "on": "01/03/2026", f"measure_{fence.pk}": "sound"}),
        "photo-add": ([pond.pk], {"id": uuid.uuid4()}),
    }  # fmt: skip


FORMS = ["site-new", "site-edit", "measure-new", "measure-record", "inspection-new", "photo-add"]


@pytest.mark.parametrize("name", FORMS)
def test_photos_sent_ahead_go_with_the_form(send, lan, answers_of, sent_ahead, name):
    photos = [sent_ahead(1), sent_ahead(2)]
    args, answers = answers_of[name]
    send(lan, name, *args, **answers, photos=" ".join(str(photo.pk) for photo in photos))
    stored = Photo.objects.stored()
    assert set(stored) == set(photos)
    of = {(photo.measure_id is not None, photo.inspection_id is not None) for photo in stored}
    assert of == {(name.startswith("measure"), name.startswith("inspection"))}


@pytest.mark.parametrize("name", FORMS)
def test_files_posted_with_the_form_are_stored_with_it(send, lan, answers_of, name):
    args, answers = answers_of[name]
    files = [file(made.jpeg(1)), file(made.heic(2), "IMG_1.HEIC")]
    send(lan, name, *args, htmx=False, **answers, **{"photo-files": files})
    assert Photo.objects.stored().count() == 2


@pytest.mark.parametrize("name", FORMS)
def test_a_double_click_stores_the_photos_once(send, lan, answers_of, name):
    args, answers = answers_of[name]
    for _ in range(2):
        send(lan, name, *args, htmx=False, **answers, **{"photo-files": [file(made.jpeg(1))]})
    assert Photo.objects.count() == 1


def test_a_file_that_is_no_picture_is_named_and_the_rest_of_the_form_kept(send, lan, answers):
    files = [file(made.PDF, "bao-cao.jpg"), file(made.jpeg()), file(made.bomb(), "to.png")]
    page = send(lan, "site-new", htmx=False, **answers(), **{"photo-files": files}).content.decode()
    assert "bao-cao.jpg: This is not a picture" in page
    assert "to.png: This picture has too many pixels" in page
    assert 'value="Ao cá ông Tư"' in page
    assert not HazardSite.objects.exists()
    (photo,) = Photo.objects.all()
    assert keys_in(page) == str(photo.pk)
    assert reverse("photo-file", args=[photo.pk, "small"]) in page
    assert "Taken at 20.905000, 105.805000" in page


def test_a_photo_stays_when_another_field_has_to_be_corrected(send, lan, answers):
    page = send(lan, "site-new", htmx=False, **answers(likelihood=""), **{"photo-files": [file(made.jpeg())]})
    keys = keys_in(page.content.decode())
    send(lan, "site-new", htmx=False, **answers(), photos=keys)
    assert HazardSite.objects.get().photos.get().pk == uuid.UUID(keys)


def test_a_photo_can_be_left_out_without_scripts(send, lan, answers, sent_ahead):
    one, other = sent_ahead(1), sent_ahead(2)
    left_out = {"photos-left-out": [str(one.pk)]}
    send(lan, "site-new", htmx=False, **answers(), photos=f"{one.pk} {other.pk}", **left_out)
    assert HazardSite.objects.get().photos.get() == other


@pytest.mark.parametrize("keys", ["ao", "0 1", "5f1b8a52-439e-4b99-bc31-4af5484277e4"])
def test_a_photo_that_is_no_longer_there_is_told_and_saving_again_works(send, lan, answers, keys):
    page = send(lan, "site-new", htmx=False, **answers(), photos=keys).content.decode()
    assert "A picture is no longer there" in page
    assert not HazardSite.objects.exists()
    send(lan, "site-new", htmx=False, **answers(), photos="")
    assert HazardSite.objects.exists()


def test_somebody_elses_photo_cannot_be_taken(send, lan, tuan, answers):
    foreign = services.stage_photo(uuid.uuid4(), file(made.jpeg()), by=tuan).photo
    page = send(lan, "site-new", htmx=False, **answers(), photos=str(foreign.pk)).content.decode()
    assert "A picture is no longer there" in page
    assert str(foreign.pk) not in page
    assert not Photo.objects.stored().exists()


def test_a_photo_of_another_place_is_refused_and_nothing_half_stored(send, lan, pond, answers, sent_ahead):
    photo = sent_ahead()
    services.attach_photos([photo.pk], site=pond, by=lan)
    new = answers(geometry=ELSEWHERE)
    page = send(lan, "site-new", htmx=False, **new, photos=str(photo.pk)).content.decode()
    assert "already belongs to something else" in page
    assert keys_in(page) == ""
    assert HazardSite.objects.get() == pond


def test_a_form_takes_only_so_many(send, lan, answers, settings):
    settings.PHOTOS_PER_FORM = 2
    files = {"photo-files": [file(made.jpeg(seed)) for seed in (1, 2, 3)]}
    page = send(lan, "site-new", htmx=False, **answers(), **files).content.decode()
    assert "A form takes 2 photos" in page
    assert len(keys_in(page).split()) == 2


def test_photos_of_a_measure_say_before_or_after(send, lan, pond, measure_kind, sent_ahead):
    answers = {"kind": measure_kind("fence").pk, "state": "planned", "on": "01/03/2026"}
    send(lan, "measure-new", pond.pk, **answers, photos=str(sent_ahead(1).pk), photos_stage="before")
    fence = Measure.objects.get()
    step = {"version": fence.version, "step": "installed", "on": "01/04/2026"}
    send(lan, "measure-record", fence.pk, **step, photos=str(sent_ahead(2).pk), photos_stage="after")
    assert list(fence.photos.values_list("stage", flat=True)) == ["before", "after"]


def test_adding_photos_needs_a_photo_and_the_right_to(send, lan, minh, pond):
    assert "at least one picture" in send(lan, "photo-add", pond.pk).content.decode()
    assert send(minh, "photo-add", pond.pk).status_code == 403


def test_a_refused_step_leaves_its_photo_waiting(send, lan, fence, sent_ahead):
    photo = sent_ahead()
    send(lan, "measure-record", fence.pk, version=7, step="damaged", on="01/03/2026", photos=str(photo.pk))
    photo.refresh_from_db()
    assert photo.site is None
    assert not Inspection.objects.exists()
