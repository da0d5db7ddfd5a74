"""Photos are sent ahead of their form, once, and seen by those who may."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from hazards import services
from hazards.errors import PhotoGoneError, PhotoUsedError
from hazards.models import Photo
from hazards.models.photo import SIZES
from tests import pictures as made

pytestmark = pytest.mark.django_db


def sent(data: bytes, name: str = "ao.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


@pytest.fixture
def stage(as_user):
    """`stage(lan, made.jpeg())` sends a picture as `photos.js` does."""

    def post(user, data: bytes, key: object = None, name: str = "ao.jpg"):
        answers = {"id": str(key or uuid.uuid4()), "photo": sent(data, name)}
        return as_user(user).post(reverse("photo-stage"), answers)

    return post


@pytest.fixture
def staged(lan):
    """`staged()` is a photo that Lan has sent; `staged(2)` another one."""

    def make(seed: int = 1, by=None) -> Photo:
        return services.stage_photo(uuid.uuid4(), sent(made.jpeg(seed)), by=by or lan).photo

    return make


def files() -> list[str]:
    """Names of everything in the storage that belongs to photos in the database or to none."""
    folders = default_storage.listdir("photos")[0] if default_storage.exists("photos") else []
    return sorted(name for folder in folders for name in default_storage.listdir(f"photos/{folder}")[1])


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_taken_in_and_its_place_and_day_are_told(stage, lan):
    response = stage(lan, made.jpeg())
    assert response.status_code == 201
    photo = Photo.objects.get()
    assert response.json() == {
        "id": str(photo.pk),
        "thumbnail": f"/hazards/photos/{photo.pk}/small.jpg",
        "large": f"/hazards/photos/{photo.pk}/large.jpg",
        "place": "20.905000, 105.805000",
        "day": "12/05/2026",
        "hints": [],
    }
    assert (photo.site, photo.created_by, photo.width) == (None, lan, 640)
    assert files() == [f"{photo.pk}-large.jpg", f"{photo.pk}-small.jpg"]


def test_no_stored_file_tells_where_it_was_taken(staged):
    photo = staged()
    for size in SIZES:
        content = default_storage.open(photo.file_name(size)).read()
        assert b"Exif" not in content
        assert b"secret" not in content


def test_sent_twice_it_is_stored_once_and_answered_alike(stage, lan):
    key = uuid.uuid4()
    first, second = stage(lan, made.jpeg(), key), stage(lan, made.jpeg(), key)
    assert first.json() == second.json()
    assert second.status_code == 201
    assert Photo.objects.count() == 1
    assert len(files()) == 2


def test_another_picture_under_the_same_key_is_refused(stage, lan, minh):
    key = uuid.uuid4()
    stage(lan, made.jpeg(1), key)
    assert stage(lan, made.jpeg(2), key).status_code == 409
    assert Photo.objects.get().width == 640


def test_somebody_elses_key_gives_nothing_away(stage, lan, tuan):
    key = uuid.uuid4()
    stage(lan, made.jpeg(), key)
    response = stage(tuan, made.jpeg(), key)
    assert response.status_code == 409
    assert list(response.json()) == ["error"]


@pytest.mark.parametrize(
    ("data", "name", "status", "words"),
    [
        (made.PDF, "ao.jpg", 400, "not a picture"),
        (made.encoded(made.scene(), "GIF"), "ao.gif", 400, "not a picture"),
        (made.jpeg()[:9000], "ao.jpg", 400, "damaged or incomplete"),
        (made.bomb(), "ao.png", 413, "too many pixels"),
        (made.jpeg() + bytes(20 * 2**20), "ao.jpg", 413, "larger than 20 MB"),
        (b"", "ao.jpg", 400, "not a picture"),
    ],
    ids=["pdf", "gif", "half", "bomb", "large", "empty"],
)
def test_what_is_no_picture_is_refused_with_the_reason_and_leaves_nothing(
    stage, lan, data, name, status, words
):
    response = stage(lan, data, name=name)
    assert response.status_code == status
    assert words in response.json()["error"]
    assert not Photo.objects.exists()
    assert files() == []


def test_a_picture_without_key_or_file_is_refused(as_user, lan):
    address = reverse("photo-stage")
    for answers in ({}, {"id": "ao"}, {"id": str(uuid.uuid4())}, {"photo": sent(made.jpeg())}):
        assert as_user(lan).post(address, answers).status_code == 400


def test_who_may_add_no_photos_sends_none(stage, minh, hoa):
    assert stage(minh, made.jpeg()).status_code == stage(hoa, made.jpeg()).status_code == 403
    assert not Photo.objects.exists()


def test_a_person_has_only_so_many_photos_waiting(stage, lan, settings):
    settings.PHOTOS_STAGED = 2
    for seed in (1, 2):
        stage(lan, made.jpeg(seed))
    response = stage(lan, made.jpeg(3))
    assert response.status_code == 409
    assert "2 of your pictures wait" in response.json()["error"]


def test_a_row_that_fails_leaves_no_file_behind(lan, monkeypatch):
    def full(name, content):
        if name.endswith("small.jpg"):
            raise OSError("No space left on device")
        return save(name, content)

    save = default_storage.save
    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError, match="No space"):
        services.stage_photo(uuid.uuid4(), sent(made.jpeg()), by=lan)
    assert not Photo.objects.exists()
    assert files() == []


def test_files_left_by_a_process_that_died_are_written_anew(lan):
    key = uuid.uuid4()
    default_storage.save(Photo(pk=key).file_name("large"), sent(b"half a pict"))
    photo = services.stage_photo(key, sent(made.jpeg()), by=lan).photo
    assert default_storage.open(photo.file_name("large")).read()[:2] == b"\xff\xd8"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_picture_sent_by_two_windows_at_once_is_one_photo(lan):
    key, found = uuid.uuid4(), []

    def send():
        from django.db import connection

        try:
            found.append(services.stage_photo(key, sent(made.jpeg()), by=lan).photo.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [key] * 3
    assert Photo.objects.count() == 1
    assert len(files()) == 2


# --- who sees what ------------------------------------------------------------------------


def status_of(client, photo: Photo, size: str = "small") -> int:
    return client.get(reverse("photo-file", args=[photo.pk, size])).status_code


def test_a_photo_that_waits_for_its_form_is_seen_by_its_sender_alone(as_user, staged, lan, minh, client):
    photo = staged()
    assert status_of(as_user(lan), photo) == 200
    assert status_of(as_user(minh), photo) == 404
    assert status_of(client, photo) == 302  # to the log-in


def test_a_stored_photo_is_seen_by_whoever_may_see_the_site(as_user, staged, pond, lan, minh, hoa, tuan):
    photo = staged()
    services.attach_photos([photo.pk], site=pond, by=lan)
    assert [status_of(as_user(reader), photo) for reader in (lan, minh, hoa)] == [200] * 3
    assert status_of(as_user(tuan), photo) == 404


def test_a_withdrawn_photo_is_seen_by_nobody(as_user, staged, pond, lan):
    photo = staged()
    services.attach_photos([photo.pk], site=pond, by=lan)
    photo.refresh_from_db()
    photo.withdraw(reason="Nhầm ảnh", seen_version=photo.version)
    assert status_of(as_user(lan), photo) == 404


@pytest.mark.parametrize("of", ["site", "measure"])
def test_a_photo_leaves_with_what_it_belongs_to(as_user, staged, pond, fence, lan, of):
    photo = staged()
    services.attach_photos([photo.pk], site=pond, measure=fence, by=lan)
    {"site": pond, "measure": fence}[of].withdraw(reason="Nhầm", seen_version=1)
    assert status_of(as_user(lan), photo) == 404


def test_a_photo_is_given_out_as_a_picture_and_kept_by_the_browser(as_user, staged, lan):
    photo, client = staged(), as_user(lan)
    address = reverse("photo-file", args=[photo.pk, "large"])
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'inline; filename="{photo.pk}-large.jpg"'
    assert response["Cache-Control"] == "private, max-age=3600"
    assert response.content[:2] == b"\xff\xd8"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_there_are_two_sizes_and_a_lost_file_is_not_found(as_user, staged, lan):
    photo, client = staged(), as_user(lan)
    assert status_of(client, photo, "original") == 404
    default_storage.delete(photo.file_name("large"))
    assert status_of(client, photo, "large") == 404


def test_only_the_sender_drops_a_waiting_photo(
    as_user, staged, lan, minh, django_capture_on_commit_callbacks
):
    photo = staged()
    address = reverse("photo-drop", args=[photo.pk])
    as_user(minh).post(address)
    assert Photo.objects.exists()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert as_user(lan).post(address).status_code == 204
    assert not Photo.objects.exists()
    assert not Photo.history.exists()
    assert files() == []


def test_a_stored_photo_cannot_be_dropped(as_user, staged, pond, lan):
    photo = staged()
    services.attach_photos([photo.pk], site=pond, by=lan)
    as_user(lan).post(reverse("photo-drop", args=[photo.pk]))
    assert Photo.objects.filter(site=pond).exists()
    assert len(files()) == 2


# --- attaching ----------------------------------------------------------------------------


def test_attaching_twice_is_attaching_once(staged, pond, fence, lan):
    photo = staged()
    for _ in range(2):
        services.attach_photos([photo.pk], site=pond, measure=fence, stage="after", by=lan)
    photo.refresh_from_db()
    assert (photo.site, photo.measure, photo.stage, photo.version) == (pond, fence, "after", 2)


def test_a_photo_belongs_to_one_thing(staged, pond, fence, lan):
    photo = staged()
    services.attach_photos([photo.pk], site=pond, by=lan)
    with pytest.raises(PhotoUsedError):
        services.attach_photos([photo.pk], site=pond, measure=fence, by=lan)


def test_somebody_elses_photo_is_not_attached_nor_any_beside_it(staged, pond, lan, tuan):
    own, foreign = staged(1), staged(2, by=tuan)
    with pytest.raises(PhotoGoneError):
        services.attach_photos([own.pk, foreign.pk], site=pond, by=lan)
    assert not Photo.objects.stored().exists()


def test_photos_whose_form_was_never_saved_are_cleared_away(
    staged, pond, lan, capsys, django_capture_on_commit_callbacks
):
    old, stored, new = staged(1), staged(2), staged(3)
    services.attach_photos([stored.pk], site=pond, by=lan)
    long_ago = timezone.now() - timedelta(days=31)
    Photo.objects.exclude(pk=new.pk).update(created_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("drop_staged_photos")
    assert set(Photo.objects.all()) == {stored, new}
    assert not default_storage.exists(old.file_name("large"))
    assert "1 " in capsys.readouterr().out
