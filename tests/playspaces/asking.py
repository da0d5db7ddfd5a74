"""Candidate places, and plans asked for among them."""

import uuid

from django.utils import timezone

from playspaces.models import Candidate, Scenario
from tests.shapes import point


def candidate(commune, village, x, cost, name="Bãi đất", **facts) -> Candidate:
    return Candidate.objects.create(
        name=name,
        geom=point(x, 12),
        commune=commune,
        village=village,
        cost=cost,
        village_source="boundary",
        **facts,
    )


def question(**words) -> dict:
    return {
        "id": uuid.uuid4(), "goal": "target", "target_percent": "50", "budget": "", "counted": "villages",
        "reached": "village", "radius_m": "1000", "day": f"{timezone.localdate():%d/%m/%Y}",
        "leave_out_dangerous": "on", **words,
    }  # fmt: skip


def ask(client, user, commune, **words) -> Scenario:
    client.force_login(user)
    response = client.post("/plans/new/", {"communes": [commune.pk], **question(**words)})
    assert response.status_code == 302, response.context["form"].errors
    return Scenario.objects.get(pk=response.url.split("/")[2])


def picked(scenario) -> list[str]:
    return [pick.candidate.name for pick in scenario.picks.all()]
