"""Pictures are given out by the web server in front, where the settings say so; rights are asked all the same."""

import uuid
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config import security_checks
from hazards import services
from tests import pictures as made


@pytest.fixture
def photo(lan):
    return services.stage_photo(uuid.uuid4(), SimpleUploadedFile("ao.jpg", made.jpeg()), by=lan).photo


@pytest.fixture
def ask(client, photo):
    def get(user, size="large", **headers):
        client.force_login(user)
        return client.get(reverse("photo-file", args=[photo.pk, size]), headers=headers)

    return get


def test_the_app_sends_it_by_itself(ask, lan):
    answer = ask(lan)
    assert answer.content.startswith(b"\xff\xd8")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nginx_is_pointed_at_the_file(ask, lan, photo, settings):
    settings.SENDFILE, settings.SENDFILE_PREFIX = "nginx", "/protected-media/"
    answer = ask(lan)
    assert answer.content == b""
    assert answer["X-Accel-Redirect"] == f"/protected-media/{photo.file_name('large')}"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'inline; filename="{photo.pk}-large.jpg"'


def test_apache_is_pointed_at_the_file(ask, lan, photo, settings):
    settings.SENDFILE = "apache"
    named = Path(ask(lan)["X-Sendfile"])
    assert named.is_relative_to(settings.MEDIA_ROOT)
    assert named.is_file()


def test_nobody_else_is_pointed_anywhere(ask, tuan, settings):
    settings.SENDFILE = "nginx"
    answer = ask(tuan)
    assert answer.status_code == 404
    assert "X-Accel-Redirect" not in answer


@pytest.mark.parametrize("sender", ["", "nginx", "apache"])
def test_file_that_is_gone_is_not_there(ask, lan, photo, settings, sender):
    settings.SENDFILE = sender
    default_storage.delete(photo.file_name("large"))
    assert ask(lan).status_code == 404


def test_part_of_a_picture_is_not_asked_for_in_vain(ask, lan):
    """We send the whole where a part is asked for, as the standard allows."""
    answer = ask(lan, range="bytes=0-9")
    assert answer.status_code == 200
    assert len(answer.content) > 10


def test_sender_that_nobody_knows_is_an_error(settings):
    assert security_checks.sender_of_files_is_known(None) == []
    settings.SENDFILE = "iis"
    assert [error.id for error in security_checks.sender_of_files_is_known(None)] == ["antoan.E007"]
