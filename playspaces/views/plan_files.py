"""The picks of a plan as files to take away."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from audit.log import record_export
from foundation.contract import CSV, GEOJSON, answers
from foundation.spreadsheets import csv_download
from playspaces.models import Scenario
from playspaces.plan_answer import as_geojson, picks_of
from playspaces.views.plan_reach import may_in_all, scenario_for


@asks(access.EXPORT, "plan")
@require_safe
@answers(CSV)
def plan_csv(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A line for each place, in the order of the plan; that it was taken is written down."""
    scenario = scenario_for(request, access.EXPORT, pk)
    write_down(request, scenario)
    with_adds = may_see_adds(request, scenario)
    heads = [
        _("Number"),
        _("Name"),
        _("Village"),
        _("Commune"),
        _("Cost (VND)"),
        _("Longitude"),
        _("Latitude"),
    ]
    rows: list[list[Any]] = [[*heads, *([_("Adds")] if with_adds else [])]]
    for picked in picks_of(scenario):
        candidate = picked.candidate
        row = [
            picked.pick.position,
            candidate.name,
            candidate.village.name if candidate.village else "",
            candidate.commune.name,
            picked.pick.cost,
            round(candidate.geom.x, 6),
            round(candidate.geom.y, 6),
        ]
        rows.append([*row, *([round(picked.pick.adds, 1)] if with_adds else [])])
    return csv_download(rows, file_name(scenario))


@asks(access.EXPORT, "plan")
@require_safe
@answers(GEOJSON)
def plan_geojson(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same as a layer for other programs; written down too."""
    scenario = scenario_for(request, access.EXPORT, pk)
    write_down(request, scenario)
    text = as_geojson(picks_of(scenario), with_adds=may_see_adds(request, scenario))
    name = f"{file_name(scenario)}.geojson"
    return HttpResponse(
        text, content_type=GEOJSON, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def write_down(request: HttpRequest, scenario: Scenario) -> None:
    communes = list(scenario.communes.defer("boundary"))
    record_export(request, what="plan", rows=scenario.picks.count(), communes=communes, about=scenario.name)


def may_see_adds(request: HttpRequest, scenario: Scenario) -> bool:
    counts_villages = scenario.counted == Scenario.Counted.VILLAGES
    return counts_villages or may_in_all(request, access.SEE, "head_count", scenario.communes.all())


def file_name(scenario: Scenario) -> str:
    return f"plan-{str(scenario.pk)[:8]}-{scenario.day:%Y-%m-%d}"
