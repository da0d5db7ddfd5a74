"""What strangers may know of a dangerous place: where, of what kind, how dangerous, and if it is protected.

Nothing else of a site leaves here: no owner, no words of staff, no name of what may be a home.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.gis.db.models.functions import AsGeoJSON, PointOnSurface
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from areas.models import Commune, Village
from hazards.kinds import HazardKind
from hazards.models import HazardSite
from hazards.naming import of_a_household
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel, risk_level
from hazards.status import Status
from maps.geojson import DECIMALS, collection, feature

MOST: Final = 2_000

# What a status means to somebody who passes by.
IN_PLAIN_WORDS: Final = {
    Status.UNPROTECTED: _("Nothing protects children here yet."),
    Status.IN_PROGRESS: _("Not protected yet: work is under way."),
    Status.INSPECTION_DUE: _("Protected; to be checked again."),
    Status.PROTECTED: _("Protected."),
}


@dataclass(frozen=True)
class Warning:
    """`name` is that of a public place; of a household's, the kind says enough."""

    key: str
    at: str
    name: str
    kind: str
    icon: str
    village: str
    risk: RiskLevel
    status: str

    @property
    def title(self) -> str:
        return self.name or str(capfirst(self.kind))

    @property
    def lon_lat(self) -> tuple[float, float]:
        lon, lat = json.loads(self.at)["coordinates"]
        return lon, lat

    @property
    def words(self) -> str:
        return str(IN_PLAIN_WORDS[Status(self.status)])


def warned_of(commune: Commune, day: date) -> HazardSiteQuerySet:
    """Sites that endanger children on `day`: the least protected first, then the most dangerous."""
    sites = HazardSite.objects.existing_on(day).filter(commune=commune)
    return (
        sites.with_status(day).with_risk().with_status_place().order_by("status_place", "-risk_score", "pk")
    )


def warnings(sites: HazardSiteQuerySet) -> list[Warning]:
    """One query, whatever their number. Only what is named here is fetched."""
    rows = sites.values(
        "pk", "name", "status", "likelihood", "severity", "kind__name_vi", "kind__name_en", "kind__icon",
        "village__name", "village__type",
        spot=AsGeoJSON(PointOnSurface("geom"), precision=DECIMALS), of_a_household=of_a_household(),
    )  # fmt: skip
    return [warning(row) for row in rows]


def warning(row: Mapping[str, Any]) -> Warning:
    kind = HazardKind(name_vi=row["kind__name_vi"], name_en=row["kind__name_en"])
    village = row["village__name"] and Village(name=row["village__name"], type=row["village__type"])
    return Warning(
        key=str(row["pk"]),
        at=row["spot"],
        name="" if row["of_a_household"] else row["name"],
        kind=kind.name,
        icon=row["kind__icon"],
        village=village.full_name if village else "",
        risk=risk_level(row["likelihood"], row["severity"]),
        status=row["status"],
    )


def as_geojson(found: list[Warning]) -> bytes:
    return collection(
        feature(
            one.key, one.at, name=one.title, icon=one.icon, village=one.village, risk=str(one.risk.label),
            status=one.status, words=one.words,
        )
        for one in found
    )  # fmt: skip
