"""What can be imported, and which fields an import may fill."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from areas.models import Commune, PopulatedArea, Village
from exchange.repair import Want
from hazards.models import HazardSite
from playspaces.models import Candidate, PlaySpace, PublicLand
from roads.models import Road
from schools.models import School


@dataclass(frozen=True)
class Destination:
    """`noun` is its word on the command line and names its mapping files.

    `kind` is the field that points to a look-up table, `extra` what a file may say that no
    field holds as it stands, `unique` what no two records may share, `in_order` pairs of which the
    second is never below the first, `given` what a new record gets whatever the file says, `want`
    what its place may be. Without `needs_kind` a file may leave the kind open.
    """

    noun: str
    model: type[Any]
    fields: tuple[str, ...]
    kind: str = ""
    extra: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, Any], ...] = ()
    want: Want = Want.PLACE
    needs_kind: bool = True

    @property
    def names(self) -> set[str]:
        """Everything that a mapping may name."""
        return {*self.fields, *self.extra, *([self.kind] if self.kind else [])}

    def kinds(self) -> QuerySet:
        """The look-up table that `kind` points to; with one, that is."""
        return self.model._meta.get_field(self.kind).related_model._default_manager.all()


COMMUNES: Final = Destination(
    "areas",
    Commune,
    ("code", "name", "type", "province_code", "province_name", "area_km2", "population", "credit"),
    extra=("full_name",),
)
VILLAGES: Final = Destination(
    "villages",
    Village,
    ("code", "name", "type", "founded_on", "dissolved_on"),
    extra=("full_name", "commune_code"),
)
HAZARDS: Final = Destination(
    "hazards",
    HazardSite,
    (
        "name", "description", "depth_m", "bank", "access", "is_household",
        "likelihood", "severity", "deadline", "found_on",
    ),
    kind="kind",
)  # fmt: skip
PLAY_SPACES: Final = Destination(
    "playspaces",
    PlaySpace,
    (
        "name", "for_children", "opened_on", "closed_on", "age_from", "age_to", "capacity", "opening_hours",
        "is_lit", "shade",
    ),
    kind="kind",
    in_order=(("opened_on", "closed_on"), ("age_from", "age_to")),
)  # fmt: skip
SCHOOLS: Final = Destination(
    "schools",
    School,
    (
        "name", "code", "pupils", "address", "contact_name", "phone", "email", "opened_on", "closed_on",
    ),
    kind="level",
    unique=("code",),
    in_order=(("opened_on", "closed_on"),),
)  # fmt: skip

PUBLIC_LAND: Final = Destination("publicland", PublicLand, ("name",), want=Want.GROUND)
CANDIDATES: Final = Destination(
    "candidates",
    Candidate,
    ("name", "cost", "note"),
    kind="kind",
    given=(("origin", Candidate.Origin.IMPORTED),),
    want=Want.SPOT,
    needs_kind=False,
)
ROADS: Final = Destination("roads", Road, ("kind", "name", "is_walkable"), want=Want.ROAD)
POPULATED: Final = Destination("populated", PopulatedArea, (), want=Want.GROUND)

FEATURES: Final = {place.noun: place for place in (HAZARDS, PLAY_SPACES, SCHOOLS, PUBLIC_LAND, CANDIDATES)}
GROUND: Final = {place.noun: place for place in (ROADS, POPULATED)}
