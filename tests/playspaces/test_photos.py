"""Pictures of a play space: taken in cleaned, given out to whoever may see the place."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from playspaces.models import EquipmentFault, PlaySpacePhoto
from tests import pictures

pytestmark = pytest.mark.django_db


def picture(seed: int = 1, name: str = "san.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pictures.jpeg(seed), "image/jpeg")


@pytest.fixture
def send(as_son, playground):
    return lambda *files, **words: as_son.post(
        f"/play-spaces/{playground.pk}/photos/new/", {"photos": list(files)} | words
    )


def test_several_pictures_are_kept_without_what_the_camera_wrote(send, as_son, son, playground):
    send(picture(1), picture(2))
    first, second = PlaySpacePhoto.objects.all()
    assert {first.playspace, second.playspace} == {playground}
    assert first.created_by == son
    for size in ("large", "small"):
        answer = as_son.get(f"/play-spaces/photos/{first.pk}/{size}.jpg")
        assert answer["Content-Type"] == "image/jpeg"
        assert not Image.open(BytesIO(answer.content)).getexif()


def test_the_same_file_twice_is_one_picture(send):
    send(picture(1), picture(1))
    send(picture(1))
    assert PlaySpacePhoto.objects.count() == 1


def test_a_picture_can_show_a_fault(send, as_son, playground):
    fault = EquipmentFault.objects.create(playspace=playground, item="Ghế gãy")
    send(picture(), fault=fault.pk)
    assert PlaySpacePhoto.objects.get().fault == fault
    assert "Ghế gãy" in as_son.get(f"/play-spaces/{playground.pk}/").content.decode()


def test_one_file_that_is_no_picture_refuses_all_with_its_name(send):
    page = send(picture(), SimpleUploadedFile("thu.jpg", b"not a picture", "image/jpeg"))
    assert "thu.jpg" in page.context["form"].errors["photos"][0]
    assert not PlaySpacePhoto.objects.exists()


def test_without_a_file_there_is_a_sentence(send):
    assert send().context["form"].errors["photos"]


def test_an_empty_file_gets_a_sentence(send):
    assert send(SimpleUploadedFile("x.jpg", b"")).context["form"].errors["photos"]


def test_too_many_files_get_a_sentence(send, settings):
    settings.PHOTOS_PER_FORM = 1
    assert send(picture(1), picture(2)).context["form"].errors["photos"]
    assert not PlaySpacePhoto.objects.exists()


def test_a_failure_leaves_no_file_behind(send, monkeypatch):
    kept = []

    def save(name, content):
        if kept:
            raise OSError("disk full")
        kept.append(default_storage._save(name, content))
        return kept[-1]

    monkeypatch.setattr(default_storage, "save", save)
    with pytest.raises(OSError, match="disk full"):
        send(picture(5))
    assert kept
    assert not default_storage.exists(kept[0])
    assert not PlaySpacePhoto.objects.exists()


def test_a_picture_is_for_who_may_see_the_place(send, client, tuan, hoa):
    send(picture())
    address = f"/play-spaces/photos/{PlaySpacePhoto.objects.get().pk}/small.jpg"
    client.force_login(hoa)
    assert client.get(address).status_code == 200
    client.force_login(tuan)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_a_picture_that_was_taken_away_is_gone_and_can_be_sent_anew(send, as_son):
    send(picture())
    photo = PlaySpacePhoto.objects.get()
    as_son.post(f"/play-spaces/photos/{photo.pk}/withdraw/", {"version": 1, "reason": "Sân khác"})
    assert as_son.get(f"/play-spaces/photos/{photo.pk}/small.jpg").status_code == 404
    send(picture())
    assert PlaySpacePhoto.objects.in_force().count() == 1


def test_no_other_size_is_given_out(send, as_son):
    send(picture())
    assert as_son.get(f"/play-spaces/photos/{PlaySpacePhoto.objects.get().pk}/huge.jpg").status_code == 404
