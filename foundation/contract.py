"""What a view reads from its address, takes in and answers: said beside it, checked by the tests.

    @asks(access.SEE, "site")
    @require_safe
    @reads(SiteFilter, bbox=BOX, page=PAGE_NUMBER)
    def site_list(request): ...

`/openapi.json` is made of it (config/openapi/). Fields of forms speak for themselves; other words
are given with a JSON schema. A name between the slashes of the path may be narrowed in the same way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from django.forms import BaseForm
from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Schema = dict[str, Any]
Form = type[BaseForm]

HTML: Final = "text/html"
PLAIN: Final = "text/plain"
JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
JPEG: Final = "image/jpeg"
CSV: Final = "text/csv"
PDF: Final = "application/pdf"

TEXT: Final[Schema] = {"type": "string"}
KEY: Final[Schema] = {"type": "string", "format": "uuid"}
ROW: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
PAGE_NUMBER: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": 9999}
TICK: Final[Schema] = {"type": "string", "enum": ["1", "on", "true", "false"]}
DAY: Final[Schema] = {
    "type": "string",
    "pattern": r"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$",
    "examples": ["2026-06-30", "30/06/2026"],
}
FILE: Final[Schema] = {"type": "string", "format": "binary"}
BOX: Final[Schema] = {
    "type": "string",
    "pattern": r"^-?[0-9.]+,-?[0-9.]+,-?[0-9.]+,-?[0-9.]+$",
    "examples": ["105.8,20.9,105.9,21.0"],
    "description": "west,south,east,north in degrees (EPSG:4326)",
}


def one_of(words: Iterable[object]) -> Schema:
    return {"type": "string", "enum": [str(word) for word in words]}


def many(schema: Schema) -> Schema:
    """The word may stand several times: `?site=…&site=…`."""
    return {"type": "array", "items": schema}


@dataclass(frozen=True)
class Answer:
    """What comes back with a status: its kind, and its shape where it is data."""

    kind: str
    schema: Schema = field(default_factory=dict)


@dataclass(frozen=True)
class Contract:
    """`words` beside the fields of the forms `filters`; `bodies` as posted; `answers` by status."""

    filters: tuple[Form, ...] = ()
    words: dict[str, Schema] = field(default_factory=dict)
    bodies: tuple[Form, ...] = ()
    sent: dict[str, Schema] = field(default_factory=dict)
    answers: dict[int, Answer | None] = field(default_factory=dict)


def contract_of(view: Callable) -> Contract:
    return getattr(view, "contract", Contract())


def reads(*filters: Form, **words: Schema) -> Callable[[View], View]:
    """The words of the address that the view looks at, and no others."""

    def mark(view: View) -> View:
        view.contract = replace(contract_of(view), filters=filters, words=words)
        return view

    return mark


def takes(*bodies: Form, **sent: Schema) -> Callable[[View], View]:
    """The view shows a form (GET) and takes it (POST); under `require_POST`, it only takes it."""

    def mark(view: View) -> View:
        view.contract = replace(contract_of(view), bodies=bodies, sent=sent)
        return require_http_methods(["GET", "HEAD", "POST"])(view)

    return mark


def answers(
    kind: str = "", schema: Schema | None = None, *, status: int = 200, also: Iterable[int] = ()
) -> Callable[[View], View]:
    """`kind` comes with `status` instead of a page; `also` are statuses without a body."""

    def mark(view: View) -> View:
        known = contract_of(view)
        said: dict[int, Answer | None] = {status: Answer(kind, schema or {})} if kind else {}
        view.contract = replace(known, answers=known.answers | said | dict.fromkeys(also))
        return view

    return mark
