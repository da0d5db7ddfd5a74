"""What a clerk sends, and what comes back."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hazards.models import HazardKind, MeasureKind
from tests.shapes import square


@pytest.fixture
def answers(village):
    """A complete form for a new pond; `answers(name="…")` changes an answer."""

    def fill(**changed) -> dict[str, object]:
        return {
            "id": str(uuid.uuid4()),
            "geometry": square(10, 10, 1).geojson,
            "coordinates": "",
            "kind": HazardKind.objects.get(code="pond").pk,
            "name": "Ao cá ông Tư",
            "likelihood": "4",
            "severity": "5",
            "depth_m": "1,8",
            "bank": "steep",
            "found_on": "01/02/2026",
        } | changed

    return fill


@pytest.fixture
def measure_kind():
    return lambda code: MeasureKind.objects.get(code=code)


@pytest.fixture
def send(as_user):
    """`send(lan, "measure-new", pond.pk, kind=…)` posts a form as htmx does."""

    def post(user, address, *args, htmx=True, **data):
        headers = {"hx-request": "true"} if htmx else {}
        return as_user(user).post(reverse(address, args=args), data, headers=headers)

    return post


@pytest.fixture
def log(as_user, lan):
    """`log(answers())` sends the form of a new place, as Lan."""

    def post(answers, user=lan):
        return as_user(user).post(reverse("site-new"), answers)

    return post


@pytest.fixture
def edit(as_user, answers):
    """`edit(lan, pond, name="…")` sends the form of a stored place, at the version of `pond`."""

    def post(user, site, **changed):
        sent = answers(**({"version": site.version} | changed))
        return as_user(user).post(reverse("site-edit", args=[site.pk]), sent)

    return post


@pytest.fixture
def count_queries():
    """`count_queries(lambda: …)`: how many it costs."""

    def count(ask) -> int:
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    return count
