"""Giving out a stored picture: by the web server in front, where the settings name one, else by ourselves.

Whoever calls this has asked for rights; the web server only sends what we point at.
"""

from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified

# Names of ANTOAN_SENDFILE → the header that points at a file.
HEADERS: Final = {"nginx": "X-Accel-Redirect", "apache": "X-Sendfile"}
# A picture never changes; whether one may see it does, and a shared phone changes hands.
HOUR_S: Final = 60 * 60


def send_picture(name: str, *, shown_as: str) -> HttpResponse:
    """The JPEG called `name` in the storage, to be shown; FileNotFoundError if it is not there.

    `name` is ours alone: never one that somebody sent.
    """
    response = pointing_at(name) if settings.SENDFILE else HttpResponse(content_of(name))
    response["Content-Type"] = "image/jpeg"
    response["Content-Disposition"] = f'inline; filename="{shown_as}"'
    response["Content-Encoding"] = "identity"  # a JPEG gains nothing from being compressed again
    response["X-Content-Type-Options"] = "nosniff"
    return response


def send_kept_picture(request: HttpRequest, name: str, *, tag: str) -> HttpResponse:
    """A JPEG that never changes, known as `tag`: 304 when the browser has it; Http404 if it is not there."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": f"private, max-age={HOUR_S}"}
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    try:
        response = send_picture(name, shown_as=f"{tag}.jpg")
    except FileNotFoundError:
        raise Http404 from None
    for header, value in headers.items():
        response[header] = value
    return response


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def pointing_at(name: str) -> HttpResponse:
    """An empty answer: the web server puts the file in its place, and sends parts of it where asked."""
    if not default_storage.exists(name):
        raise FileNotFoundError(name)
    where = (
        f"{settings.SENDFILE_PREFIX}{quote(name)}"
        if settings.SENDFILE == "nginx"
        else default_storage.path(name)
    )
    return HttpResponse(headers={HEADERS[settings.SENDFILE]: where})
