"""Two sites side by side, for a person who decides whether they are one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.text import capfirst

from accounts.models import User
from areas.distance import Way, way
from hazards.conflict import in_words, listed
from hazards.models import HazardSite
from hazards.secrets import closed
from hazards.services.merging import MOVED, TAKEABLE, is_empty
from hazards.small_map import plain

SHOWN: Final = (
    "kind", "name", "village", "found_on", "likelihood", "severity", "depth_m", "bank", "access", "near_path",
    "near_homes", "is_household", "owner_name", "owner_phone", "information_source", "responsible_unit",
    "responsible_person", "deadline", "eliminated_on", "required_measures", "description",
    "internal_note",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """`words` of each site, in their order; `can_take` when just one of them knows it."""

    name: str
    label: str
    words: Sequence[str]
    can_take: bool

    @property
    def differs(self) -> bool:
        return len(set(self.words)) > 1


def facts_of(sites: Sequence[HazardSite], reader: User) -> list[Fact]:
    """Facts that either of two sites has, as `reader` may know them."""
    hidden = closed(reader, sites[0].commune_id)
    rows = []
    for name in SHOWN:
        empty = [name in TAKEABLE and is_empty(site, name) for site in sites]
        if name in hidden or all(empty):
            continue
        words = [
            "–" if gone else words_for(site, name, reader) for site, gone in zip(sites, empty, strict=True)
        ]
        label = capfirst(str(HazardSite._meta.get_field(name).verbose_name))
        rows.append(Fact(name, label, words, any(empty)))
    return [row for row in rows if set(row.words) != {"–"}]


def words_for(site: HazardSite, name: str, reader: User) -> str:
    if name == "required_measures":
        return listed(site.required_measures.all())
    if name == "depth_m" and site.depth_m is not None:
        return number_format(f"{site.depth_m.normalize():f}")
    return in_words(site, name, reader)


def counts_of(site: HazardSite) -> dict[str, int]:
    """How many records would move with it, by sort. Four queries."""
    return {name: getattr(site, name).in_force().count() for name in MOVED}


def way_between(one: HazardSite, other: HazardSite) -> Way:
    return way(plain(one.geom), plain(other.geom))
