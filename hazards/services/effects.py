"""How sites stand before and after a deed, and what therefore happened to them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.gis.geos import GEOSGeometry
from django.utils import timezone

from accounts.models import User
from hazards.events import Change, Deed, SiteEvent, happened
from hazards.models import HazardSite
from hazards.status import OPEN, WITH_MEASURES, Status

BATCH: Final = 500


@dataclass(frozen=True)
class Standing:
    status: Status
    reopened_on: date | None
    is_withdrawn: bool
    geom: GEOSGeometry


def standings(sites: Iterable[HazardSite]) -> dict[object, Standing]:
    """How stored `sites` stand today, by key. One query for each 500 of them."""
    found = {}
    keys = [site.pk for site in sites]
    for start in range(0, len(keys), BATCH):
        rows = HazardSite.objects.filter(pk__in=keys[start : start + BATCH]).with_status(timezone.localdate())
        for key, status, reopened_on, withdrawn_at, geom in rows.values_list(
            "pk", "status", "reopened_on", "withdrawn_at", "geom"
        ):
            found[key] = Standing(Status(status), reopened_on, withdrawn_at is not None, geom)
    return found


def event_between(site: HazardSite, before: Standing, after: Standing) -> SiteEvent | None:
    """What a deed did to `site`; None for nothing that somebody nearby has to know."""
    if after.is_withdrawn:
        return None
    if before.is_withdrawn:
        return None if after.status == Status.ELIMINATED else SiteEvent(site, Change.LOGGED)
    for group, change in (
        (OPEN, Change.REOPENED),
        (WITH_MEASURES, Change.PROTECTED),
        ((Status.ELIMINATED,), Change.ELIMINATED),
    ):
        if after.status in group and before.status not in group:
            return SiteEvent(site, change)
    if after.status != Status.ELIMINATED and bytes(before.geom.wkb) != bytes(after.geom.wkb):
        return SiteEvent(site, Change.MOVED, was_at=before.geom)
    return None


def came_in(sites: Iterable[HazardSite]) -> list[SiteEvent]:
    """New sites, but those whose danger was over before they were written down."""
    today = timezone.localdate()
    return [
        SiteEvent(site, Change.LOGGED)
        for site in sites
        if site.eliminated_on is None or site.eliminated_on > today
    ]


@contextmanager
def importing(new: list[HazardSite], changed: list[HazardSite], *, by: User | None) -> Iterator[None]:
    """Around the writing of what an import brings: tells of it as one deed."""
    before = standings(changed)
    yield
    after = standings(changed)
    happened(Deed([*came_in(new), *events(changed, before, after)], by, is_import=True))


def events(
    sites: Iterable[HazardSite], before: Mapping[object, Standing], after: Mapping[object, Standing]
) -> list[SiteEvent]:
    both = (event_between(site, before[site.pk], after[site.pk]) for site in sites)
    return [event for event in both if event]
