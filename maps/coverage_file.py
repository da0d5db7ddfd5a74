"""The coverage of many communes as one file, made in the background."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from deliveries.makers import Made, Progress, maker
from deliveries.rights import may_in_all
from deliveries.tables import csv_made
from maps.coverage_table import village_lines
from maps.nearness import By, Nearness, nearness

COVERAGE: Final = "coverage_table"
STEPS: Final = len(By) + 1


def may_export(user: User, *, communes: list[int], day: str, with_children: bool) -> bool:
    if with_children and not may_in_all(user, access.SEE, "head_count", communes):
        return False
    return may_in_all(user, access.EXPORT, "play_space", communes)


@maker(COVERAGE, may=may_export)
def make_coverage_table(
    progress: Progress, user: User, *, communes: list[int], day: str, with_children: bool
) -> Made:
    """The same lines as the page gives for one commune; what the file costs is `export_rows`."""
    asked = list(Commune.objects.filter(pk__in=communes).order_by("code"))
    on = date.fromisoformat(day)
    nears = list(measured(progress, asked, on)) if with_children else None
    progress(STEPS - 1, STEPS, _("Writing the villages"))
    return csv_made(village_lines(asked, on, nears), f"coverage-{day}")


def measured(progress: Progress, communes: list[Commune], day: date) -> Iterator[Nearness]:
    for step, by in enumerate(By):
        progress(step, STEPS, _("Measuring %(way)s") % {"way": by.label})
        near = nearness(communes, day, by)
        if near is not None:
            yield near
