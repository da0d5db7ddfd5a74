"""How much one request may bring along, and the words that refuse more."""

import json
import math

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from areas.drawing import DrawingError, read_drawing
from config import settings as our_settings
from hazards.models import HazardSite
from tests.shapes import at

SITE = {"name": "Ao làng", "kind": "pond"}


@pytest.fixture
def lans(client, lan) -> Client:
    client.force_login(lan)
    return client


def refused(answer) -> tuple[int, bool]:
    """The status, and whether it comes in words on a page of ours."""
    return answer.status_code, 'class="card"' in answer.content.decode()


class TestAddress:
    def test_filters_within_reason_are_taken(self, lans, pond):
        assert lans.get(reverse("site-list"), {"kind": ["pond"] * 100}).status_code == 200

    def test_address_too_long_is_refused_in_words(self, lans, settings):
        settings.ADDRESS_MAX_BYTES = 1_000
        answer = lans.get(reverse("site-list"), {"q": "x" * 1_000})
        assert refused(answer) == (414, True)
        assert "Địa chỉ của trang này quá dài" in answer.content.decode()

    def test_too_many_filters_are_refused_in_words(self, lans, settings):
        settings.ADDRESS_MAX_WORDS = 20
        assert lans.get(reverse("site-list"), {"kind": ["pond"] * 20}).status_code == 200
        answer = lans.get(reverse("site-list"), {"kind": ["pond"] * 21})
        assert refused(answer) == (400, True)
        assert "bớt bộ lọc" in answer.content.decode()

    def test_part_of_a_page_gets_the_sentence_alone(self, lans, settings):
        settings.ADDRESS_MAX_WORDS = 20
        answer = lans.get(reverse("map-list"), {"kind": ["pond"] * 21}, headers={"HX-Request": "true"})
        assert (answer.status_code, answer["Content-Type"][:10]) == (400, "text/plain")

    def test_page_far_beyond_the_last_is_the_last(self, lans, pond):
        for page in ("999999999", "-1", "1e9", "x"):
            assert lans.get(reverse("site-list"), {"page": page}).status_code == 200


class TestBody:
    def test_stranger_has_little_to_send(self, client, db, settings):
        settings.STRANGERS_MAX_BYTES = 2_000
        assert client.post(reverse("report"), {"words": "x" * 1_000}).status_code == 200
        answer = client.post(reverse("report"), {"words": "x" * 3_000})
        assert refused(answer) == (413, True)
        assert "Gửi quá nhiều dữ liệu trong một lần" in answer.content.decode()

    def test_body_too_large_is_refused_before_it_is_read(self, lans, settings):
        """What is announced decides: nothing of it has to arrive."""
        settings.BODY_MAX_BYTES = settings.STRANGERS_MAX_BYTES = 10_000
        answer = lans.post(
            reverse("site-new"), b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="10001"
        )
        assert refused(answer) == (413, True)

    def test_text_of_a_form_has_an_end(self, lans, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000
        answer = lans.post(reverse("site-new"), SITE | {"description": "x" * 6_000})
        assert refused(answer) == (413, True)
        assert not HazardSite.objects.exists()

    def test_fields_of_a_form_have_an_end(self, lans, settings):
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
        assert refused(lans.post(reverse("site-new"), {"x": ["1"] * 51})) == (413, True)

    def test_files_of_a_form_have_an_end(self, lans, settings):
        settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
        files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(3)]
        assert refused(lans.post(reverse("site-new"), {"photos": files})) == (413, True)

    def test_the_token_is_still_asked_for(self, lan, settings):
        """A form within the limits is looked at as ever."""
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(lan)
        assert strict.post(reverse("site-new"), SITE).status_code == 403

    def test_script_is_told_in_json(self, lans, settings):
        settings.BODY_MAX_BYTES = settings.STRANGERS_MAX_BYTES = 100
        sent = {"photo": SimpleUploadedFile("ao.jpg", b"x" * 500)}
        answer = lans.post(reverse("photo-stage"), sent, headers={"accept": "application/json"})
        assert (answer.status_code, "error" in answer.json()) == (413, True)

    @pytest.mark.parametrize("length", ["-5", "many", "", "²", "1" * 400])
    def test_length_that_is_none_breaks_nothing(self, lans, length):
        answer = lans.post(
            reverse("site-new"), b"", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=length
        )
        assert answer.status_code in {200, 413}


class TestShape:
    def drawn(self, corners: int) -> str:
        ring = [
            at(10 + math.cos(2 * math.pi * n / corners), 10 + math.sin(2 * math.pi * n / corners))
            for n in range(corners)
        ]
        return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})

    def test_shape_of_many_corners_is_taken(self):
        assert read_drawing(self.drawn(300), most_points=301).is_valid

    def test_shape_of_more_is_refused(self):
        with pytest.raises(DrawingError, match="too_many_points"):
            read_drawing(self.drawn(300), most_points=300)

    def test_text_too_long_for_a_shape_is_not_even_read(self, monkeypatch):
        monkeypatch.setattr("json.loads", None)
        with pytest.raises(DrawingError, match="too_many_points"):
            read_drawing("[" * 601, most_points=10)

    def test_form_says_so_by_the_setting(self, lans, pond, settings):
        settings.SHAPE_MAX_POINTS = 5
        page = lans.post(reverse("site-new"), SITE | {"geometry": self.drawn(20)}).content.decode()
        assert "quá nhiều góc" in page


class TestSetting:
    def test_number_is_read(self, monkeypatch):
        monkeypatch.setenv("ANTOAN_X", " 7 ")
        assert our_settings.number("ANTOAN_X", 5) == 7
        monkeypatch.setenv("ANTOAN_X", "")
        assert our_settings.number("ANTOAN_X", 5) == 5

    @pytest.mark.parametrize("said", ["many", "-1", "0", "1.5", "²"])
    def test_anything_else_stops_the_start_in_words(self, monkeypatch, said):
        monkeypatch.setenv("ANTOAN_X", said)
        with pytest.raises(ImproperlyConfigured, match="ANTOAN_X is"):
            our_settings.number("ANTOAN_X", 5)
