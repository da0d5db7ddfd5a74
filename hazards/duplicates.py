"""Is it on the register already? Entries of the same kind close to a place that is being logged."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Prefetch
from django.utils import timezone

from accounts import access
from accounts.models import User
from hazards.kinds import HazardKind
from hazards.lateness import mark_late
from hazards.models import HazardSite, Photo
from hazards.status import Status
from hazards.wording import way_in_words


@dataclass(frozen=True)
class Duplicate:
    """`where` is how far away and in which direction, seen from the new place."""

    site: HazardSite
    where: str
    photo: Photo | None

    @property
    def is_gone(self) -> bool:
        return self.site.status == Status.ELIMINATED


def duplicates_near(
    shape: GEOSGeometry, kind: HazardKind, reader: User, *, besides: UUID | None = None
) -> list[Duplicate]:
    """Entries of `kind` within DUPLICATE_RADIUS_M metres, the nearest first. Three queries at most."""
    reach = HazardSite.objects.in_force().filter(access.within_reach(reader, access.SEE, "site"), kind=kind)
    photos = Prefetch("photos", Photo.objects.shown().order_by("created_at"))
    sites = reach.exclude(pk=besides).select_related("kind", "village").prefetch_related(photos)
    today = timezone.localdate()
    near = list(sites.with_status(today).near(shape, settings.DUPLICATE_RADIUS_M))
    if near:
        mark_late(near, today)
    return [Duplicate(site, way_in_words(site.way), next(iter(site.photos.all()), None)) for site in near]


def is_answered(found: Collection[Duplicate], seen: Collection[str]) -> bool:
    """Whether the person said “another place” of each of them that is still there."""
    return {str(one.site.pk) for one in found if not one.is_gone} <= set(seen)
