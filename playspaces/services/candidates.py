"""Deeds on places for new play spaces: add one, change it, propose some on public land."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

import shapely
from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from areas import crs
from areas.models import Commune, Village
from areas.nearness import pairs_within
from areas.placing import VillageSource
from hazards.services.storing import store_once
from playspaces.coverage import with_coverage
from playspaces.dangers import dangers_near, shapes_of
from playspaces.generating import STEP_M, spots_in
from playspaces.models import Candidate, PlaySpaceKind, PublicLand

ANSWERS: Final = ["name", "geom", "commune_id", "village_id", "kind_id", "cost", "note", "created_by_id"]
PUBLIC_LAND: Final = "public-land"  # the source of a candidate that was proposed
NAME_LENGTH: Final = 160


def add_candidate(candidate: Candidate) -> bool:
    """Store a new place; False when it was stored already. KeyTakenError."""
    return store_once(candidate, same=ANSWERS)


def edit_candidate(candidate: Candidate, *, seen_version: int) -> None:
    """Save changes; StaleVersionError when someone else saved first."""
    candidate.save_edit(seen_version=seen_version)


@dataclass
class Proposed:
    """What came of it: places added; and how many spots were left out, by why."""

    added: list[Candidate] = field(default_factory=list)
    parcels: int = 0
    too_small: int = 0
    known: int = 0
    taken: int = 0
    covered: int = 0
    dangerous: int = 0
    outside: int = 0


@transaction.atomic
def propose_on_public_land(
    commune: Commune, *, cost: Decimal | None, kind: PlaySpaceKind | None, day: date, by: User
) -> Proposed:
    """Places on public land in villages without a play point, away from unprotected dangers.

    A spot that was proposed before is not proposed again, even if it was withdrawn or moved since;
    nor one where somebody has a candidate already. Seven queries, whatever the number of parcels, and
    those that store.
    """
    Commune.objects.select_for_update().values_list("pk").get(pk=commune.pk)  # one proposes at a time
    made = Proposed()
    villages = list(with_coverage(Village.objects.filter(commune=commune).existing_on(day), day))
    spots = []
    for parcel in PublicLand.objects.in_force().filter(commune=commune).order_by("pk"):
        made.parcels += 1
        inside = spots_in(shapely.from_wkb(bytes(parcel.geom.wkb)))
        made.too_small += not len(inside)
        for number, spot in enumerate(inside, start=1):
            spots.append(proposed(parcel, number, len(inside), spot, commune, cost=cost, kind=kind, by=by))
    known = set(
        Candidate.objects.filter(commune=commune, source=PUBLIC_LAND).values_list("source_ref", flat=True)
    )
    fresh = [spot for spot in spots if spot.source_ref not in known]
    made.known = len(spots) - len(fresh)
    fresh = apart_from_others(fresh, commune, made)
    settle(fresh, villages)
    covered = {village.pk for village in villages if village.is_covered}
    made.outside = sum(spot.village_id is None for spot in fresh)
    made.covered = sum(spot.village_id in covered for spot in fresh)
    wanted = [spot for spot in fresh if spot.village_id is not None and spot.village_id not in covered]
    near = dangers_near(wanted, day=day)
    made.dangerous = len(near)
    made.added = [spot for spot in wanted if spot.pk not in near]
    bulk_create_with_history(made.added, Candidate, default_user=by)
    return made


def apart_from_others(spots: list[Candidate], commune: Commune, made: Proposed) -> list[Candidate]:
    """Those farther than half a step of the grid from every candidate in force. One query."""
    others = shapes_of(list(Candidate.objects.in_force().filter(commune=commune).only("geom")))
    if not spots or not len(others):
        return spots
    taken = set(pairs_within(shapes_of(spots), others, STEP_M / 2).starts.tolist())
    made.taken = len(taken)
    return [spot for number, spot in enumerate(spots) if number not in taken]


def proposed(
    parcel: PublicLand,
    number: int,
    of: int,
    spot: shapely.Point,
    commune: Commune,
    *,
    cost: Decimal | None,
    kind: PlaySpaceKind | None,
    by: User,
) -> Candidate:
    name = parcel.name or _("Public land")
    name = (f"{name} ({number})" if of > 1 else name)[:NAME_LENGTH]
    return Candidate(
        name=name,
        geom=Point(spot.x, spot.y, srid=crs.STORAGE),
        commune=commune,
        cost=cost,
        kind=kind,
        origin=Candidate.Origin.GENERATED,
        source=PUBLIC_LAND,
        source_ref=f"{parcel.pk}/{number}",
        created_by=by,
    )


def settle(spots: list[Candidate], villages: list[Village]) -> None:
    """Give each spot the village in whose boundary it lies, else, of those without, the nearest centre."""
    if not spots:
        return
    points = shapes_of(spots)
    bounded = [village for village in villages if village.boundary]
    areas = [shapely.from_wkb(bytes(village.boundary.wkb)) for village in bounded]
    where, which = shapely.STRtree(areas).query(points, predicate="intersects")
    for spot, village in zip(where[::-1], which[::-1], strict=True):  # the first of several stays
        spots[spot].village, spots[spot].village_source = bounded[village], VillageSource.BOUNDARY
    centred = [village for village in villages if village.centre and not village.boundary]
    if not centred:
        return
    centres = shapely.STRtree([shapely.from_wkb(bytes(village.centre.wkb)) for village in centred])
    for spot, nearest in zip(spots, centres.nearest(points), strict=True):
        if spot.village is None:
            spot.village, spot.village_source = centred[nearest], VillageSource.NEAREST
