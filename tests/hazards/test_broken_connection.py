"""The line drops in the middle of sending: nothing is stored, and sending again works."""

import socket
import uuid
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hazards.models import HazardSite, Photo
from tests import pictures as made

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EDGE = "edge-of-a-part"
TOKEN = "a" * 32


@pytest.fixture
def lan_client(lan) -> Client:
    client = Client()
    client.force_login(lan)
    return client


@pytest.fixture
def send(live_server, lan_client):
    """`send(path, body, share=0.5)`: the first half of `body` arrives, then the line is dead."""

    def go(path: str, body: bytes, share: float = 1.0) -> bytes:
        address = urlsplit(live_server.url)
        session = lan_client.cookies[settings.SESSION_COOKIE_NAME].value
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {len(body)}\r\n"
            f"X-CSRFToken: {TOKEN}\r\n"
            f"Cookie: {settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}\r\n\r\n"
        )
        with socket.create_connection((address.hostname, address.port), timeout=20) as line:
            line.sendall(head.encode() + body[: round(len(body) * share)])
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))

    return go


def parts(answers: dict[str, object], **files: bytes) -> bytes:
    lines = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in answers.items()
    ]
    for name, content in files.items():
        lines += [
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="ao.jpg"\r\n'.encode()
        ]
        lines += [b"Content-Type: image/jpeg\r\n\r\n", content, b"\r\n"]
    return b"".join(lines) + f"--{EDGE}--\r\n".encode()


# A picture may be followed by a film that a phone adds: cut there, it still decodes.
@pytest.mark.parametrize("tail", [b"", bytes(200_000)], ids=["in the picture", "behind the picture"])
def test_half_a_picture_is_not_stored_and_the_whole_one_is_under_the_same_key(send, lan, tail):
    key = uuid.uuid4()
    body = parts({"id": key}, photo=made.jpeg() + tail)
    answer = send(reverse("photo-stage"), body, share=0.6)
    assert b" 201 " not in answer
    assert not Photo.objects.exists()
    assert b" 201 " in send(reverse("photo-stage"), body)
    assert Photo.objects.get().pk == key


def test_half_a_form_changes_nothing(send, lan, pond):
    HazardSite.objects.filter(pk=pond.pk).update(description="Bờ dốc, không có rào")
    answers = {
        "csrfmiddlewaretoken": TOKEN,
        "version": 1,
        "geometry": pond.geom.geojson,
        "kind": pond.kind_id,
        "name": pond.name,
        "likelihood": 4,
        "severity": 5,
        "found_on": "01/01/2026",
        "description": "Bờ dốc, đã có rào" * 50,
    }
    send(reverse("site-edit", args=[pond.pk]), parts(answers), share=0.7)
    pond.refresh_from_db()
    assert (pond.version, pond.description) == (1, "Bờ dốc, không có rào")
