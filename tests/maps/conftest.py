"""Maps as somebody takes them along."""

import pytest
from django.urls import reverse

from schools.models import School, SchoolLevel
from tests.conftest import TODAY
from tests.shapes import point


@pytest.fixture
def take(client):
    """`take(user, "remediation", …)` is the status and the text of the file, or of the page that refuses."""

    def ask(user, name, **words):
        client.force_login(user)
        answer = client.post(reverse(f"take-{name}"), {"as_of": TODAY.isoformat(), **words})
        return answer.status_code, answer.content.decode()

    return ask


@pytest.fixture
def school(commune, village) -> School:
    return School.objects.create(
        level=SchoolLevel.objects.first(),
        name="Tiểu học Đại Áng",
        geom=point(12, 12),
        commune=commune,
        village=village,
    )
