"""Whatever stands in an address, a header or a body, a page answers it or refuses it; it never breaks down.

Which pages there are and which words they read comes from the document of our addresses.
"""

import json
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.openapi.addresses import Address, addresses
from config.openapi.document import words_of
from config.openapi.schemas import of_forms
from foundation import rates
from tests.conftest import PASSWORD

# Python turns no longer text into a number: as few as it can be told, so that an address has room for more.
DIGITS = sys.int_info.str_digits_check_threshold
# All together shorter than the longest address that is let in (settings.ADDRESS_MAX_BYTES).
NASTY = [
    "\0", "Ao\0cá", "%s%d%(x)s", "'\";--", "<script>alert(1)</script>", "‮ạ̣́" * 5, "\U0001f600",
    "-1", "1e9", "1" * 30, "9" * DIGITS * 2, "²", "NaN",
    "00000000-0000-0000-0000-000000000000", "x" * 900,
]  # fmt: skip
DAYS = ["0001-01-01", "9999-12-31", "2026-02-30", "31/02/2026", "2026-06", "today", "30/06/99999"]
BOXES = [
    "1,2,3", "1,2,3,4,5", "nan,nan,nan,nan", "-inf,-inf,inf,inf", "1e999,0,1e999,1", "180,90,-180,-90",
    "105,20,105,20", "-180,-90,180,90", "105.8,20.9,105.8000000000001,20.9000000000001", ",,,", "105;20;106;21",
]  # fmt: skip
ELSEWHERE = ["https://evil.example/", "//evil.example", "javascript:alert('evil')", "\\\\evil.example"]
BOX = "105.8,20.9,105.9,21.0"
DEEP = "[" * 10_000 + "]" * 10_000
SHAPES = [
    DEEP, '{"type":"Feature","geometry":' * 2_000 + "null" + "}" * 2_000, "{", "null", "[]", "NaN",
    '{"type":"Point","coordinates":[NaN,20.9]}', '{"type":"Point","coordinates":[1e999,20.9]}',
    '{"type":"Point","coordinates":[105.8,"20.9"]}', '{"type":"Point","coordinates":[105.8]}',
    '{"type":"Point","coordinates":null}', '{"type":"Point"}', '{"type":"\\u0000","coordinates":[1,2]}',
    '{"type":"Polygon","coordinates":[[]]}', '{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}',
    '{"type":"GeometryCollection","geometries":[]}', '{"type":"Point","coordinates":[%s,1]}' % ("9" * 400),
]  # fmt: skip
HEADERS = {
    "HX-Current-URL": ["http://[", "//[::1", "\\", "x" * 5_000, "http://localhost:99999999/hazards/"],
    "HX-Target": ["x" * 5_000, "a b", "../form", "<b>"],
    "HX-Request": ["true", "x"],
    "Accept-Language": ["x" * 5_000, "vi;q=NaN", ",,,;;;", "zz-ZZ-ZZ;q=1e999", "*"],
    "If-None-Match": ['"', "*", 'W/"' + "x" * 5_000, ",,,"],
    "If-Modified-Since": ["yesterday", "Thu, 01 Jan 99999 00:00:00 GMT"],
    "Referer": ["http://[", "javascript:1", "x" * 5_000],
    "Range": ["bytes=5-1", "bytes=-", "x"],
    "X-Forwarded-For": ["x", ",,,", "::1%lo", "9" * 500],
    "Cookie": ["sessionid=\x01; csrftoken=%00", "x" * 5_000, "=;=;=", "saved-draft=%ff; django_language=zz\x7f"],
}  # fmt: skip


PAGES = {address.name: address for address in addresses() if "get" in address.methods}
FORMS = {address.name: address for address in addresses() if "post" in address.methods}


@pytest.fixture(autouse=True)
def few_digits():
    usual = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(DIGITS)
    yield
    sys.set_int_max_str_digits(usual)


@pytest.fixture
def reader(client, an, settings):
    """An's browser, which sees a breakdown as a page, and may send as much as it likes."""
    settings.RATES = dict.fromkeys(rates.known, "off")
    client.raise_request_exception = False
    client.force_login(an)
    return client


def usual_of(address: Address) -> dict[str, str]:
    """Without a box, the pages that need one go no further."""
    return {"bbox": BOX} if "bbox" in words_of(address) else {}


def reading(word: str) -> list[Address]:
    return [address for address in PAGES.values() if word in words_of(address)]


@pytest.mark.parametrize("page", PAGES)
def test_nasty_words_in_the_address_never_break_a_page(reader, world, page):
    """Each word gets every value; all words of a page are asked at once, each with another value."""
    address = PAGES[page]
    usual, words = usual_of(address), [word for word in words_of(address) if word != "bbox"]
    broken = []
    for turn in range(len(NASTY) if words else 1):
        asked = {word: NASTY[(turn + place) % len(NASTY)] for place, word in enumerate([*words, "unknown"])}
        status = reader.get(world.path_of(address), usual | asked).status_code
        if status >= 500 or status == 414:
            broken.append({word: value[:40] for word, value in asked.items()})
    assert broken == []


def test_no_day_breaks_a_page(reader, world):
    for address in reading("as_of"):
        asked = [usual_of(address) | {"as_of": day} for day in DAYS]
        statuses = {reader.get(world.path_of(address), words).status_code for words in asked}
        assert statuses <= {200, 400}, address.name


def test_no_box_breaks_a_page(reader, world):
    for address in reading("bbox"):
        path = world.path_of(address)
        assert {reader.get(path, {"bbox": box}).status_code for box in [*BOXES, *NASTY]} <= {200, 400}


def test_a_commune_that_is_none_is_refused(reader):
    assert {reader.get(reverse("map-search"), {"commune": code}).status_code for code in NASTY} == {403}


# What is gone already is as good as ended; a link of nobody looks like one that is over.
AS_GOOD = {"photo-drop": {204}, "session-end": {200, 302}, "invitation": {200}}


def test_keys_that_are_none_lead_nowhere(reader, world):
    """Bad UUIDs, numbers larger than any row's, words that no address knows."""
    odd = {
        "uuid": ["00000000-0000-0000-0000-000000000000", "x", "00000000", "%00"],
        "int": ["0", "9223372036854775807", "9223372036854775808", "9" * 4_000, "-1", "²"],
        "slug": ["x", "-" * 2_000, "%00", "á"],
        "str": ["x", "x" * 2_000, "%00", "..", "%2e%2e%2f"],
    }
    found = {}
    for address in addresses():
        for name, kind in address.arguments.items():
            for key in odd[kind]:
                path = world.path_of(address, **{name: key})
                for method in address.methods:
                    status = getattr(reader, method)(path).status_code
                    if status not in {400, 404} | AS_GOOD.get(address.name, set()):
                        found[address.name, method, key[:30]] = status
    assert found == {}


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_breaks_a_page(reader, world, header):
    broken = []
    for number, address in enumerate(PAGES.values()):
        values = HEADERS[header]
        value = values[number % len(values)]
        others = {"HX-Request": "true"} if header.startswith("HX") and header != "HX-Request" else {}
        if reader.get(world.path_of(address), headers={header: value, **others}).status_code >= 500:
            broken.append((address.name, value[:40]))
    assert broken == []


@pytest.mark.parametrize("form", FORMS)
def test_nasty_fields_never_break_a_form(reader, world, form):
    """As words of an address: each field gets every value, together with others."""
    address = FORMS[form]
    fields = [*of_forms(address.contract.bodies), *address.contract.sent, "unknown"]
    broken = []
    for turn in range(0, len(NASTY), 2):
        sent = {field: NASTY[(turn + place) % len(NASTY)] for place, field in enumerate(fields)}
        if reader.post(world.path_of(address), sent).status_code >= 500:
            broken.append({field: value[:40] for field, value in sent.items()})
    assert broken == []


def test_no_shape_breaks_a_form_with_a_place(reader, world, an):
    """Each form gets a third of the shapes; where a shape is only looked at, all of them."""
    broken = []
    for number, address in enumerate(FORMS.values()):
        reader.force_login(an)
        shapes = SHAPES if address.methods == ["post"] else SHAPES[number % 3 :: 3]
        fields = {*of_forms(address.contract.bodies), *address.contract.sent}
        for field in fields & {"geometry", "geom", "drawing", "coordinates", "place"}:
            for shape in shapes:
                if reader.post(world.path_of(address), {field: shape}).status_code >= 500:
                    broken.append((address.name, field, shape[:40]))
    assert broken == []


BROKEN_BODIES = [
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data; boundary=x", b"--x\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n\xff\xfe'),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="photo"; filename="\0"\r\n\r\n'),
    ("multipart/form-data", b"--x--"),
    ("multipart/form-data; boundary=" + "x" * 500, b"--x--"),
    ("multipart/form-data; boundary=\xff", b"--x--"),
    ("application/x-www-form-urlencoded; charset=utf-99", b"a=1"),
    ("application/x-www-form-urlencoded", b"%ff=%ff&=&&&;%"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(2_000))),
    ("application/json", json.dumps({"id": None}).encode()),
    ("application/json", DEEP.encode()),
    ("\xff/\0", b"\xff\0"),
    ("", b"\0" * 100),
]  # fmt: skip


def test_no_broken_body_breaks_a_form(reader, world, an):
    """Each form gets every other body, its neighbour the rest."""
    broken = []
    for number, address in enumerate(FORMS.values()):
        reader.force_login(an)  # one of them ends the session
        for kind, body in BROKEN_BODIES[number % 2 :: 2]:
            answer = reader.generic("POST", world.path_of(address), body, content_type=kind)
            if answer.status_code >= 500:
                broken.append((address.name, kind[:40], body[:40]))
    assert broken == []


def test_no_file_breaks_a_form(reader, world, an):
    """A form takes files or passes them over."""
    contents = [b"", b"\xff\xd8\xff", b"GIF89a", b"\0" * 1_000, b"<svg onload='x'/>", b"PK\x03\x04"]
    broken = []
    for address in FORMS.values():
        reader.force_login(an)
        fields = [*of_forms(address.contract.bodies), *address.contract.sent, "photo", "files"]
        for content in contents[:: 1 if address.name == "photo-stage" else 3]:
            sent = {field: SimpleUploadedFile("a\u202egpj.exe", content) for field in fields}
            if reader.post(world.path_of(address), sent).status_code >= 500:
                broken.append((address.name, content[:10]))
    assert broken == []


def test_the_log_in_leads_nowhere_else(client, lan):
    sent = {"username": "lan", "password": PASSWORD}
    for target in [*ELSEWHERE, *NASTY]:
        client.logout()
        assert "evil" not in client.post(reverse("login"), sent | {"next": target}).get("Location", "")
