"""What other rooms know beside a site or a report; this room does not know them.

A room that has something to say registers it when it starts, and the page of the site, or of the
report, shows it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.models import User
from hazards.models import HazardSite, Report


@dataclass(frozen=True)
class Line:
    """A sentence; `leads_to` is an address of ours, `note` what is said after it."""

    sentence: str
    leads_to: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the page of a site."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Origin:
    """Who a report comes from; `source` is how a site made of it was learnt of."""

    line: Line
    source: HazardSite.InformationSource


PartTeller = Callable[[HazardSite, str, User], Part | None]
OriginTeller = Callable[[Report, User], Origin | None]
_parts: list[PartTeller] = []
_origins: list[OriginTeller] = []


def tell_beside(teller: PartTeller) -> PartTeller:
    """`teller(site, status, reader)` gives what `reader` may know of it; None for nothing."""
    if teller not in _parts:
        _parts.append(teller)
    return teller


def tell_origin(teller: OriginTeller) -> OriginTeller:
    if teller not in _origins:
        _origins.append(teller)
    return teller


def beside(site: HazardSite, status: str, reader: User) -> list[Part]:
    return [part for teller in _parts if (part := teller(site, status, reader))]


def origin_of(report: Report, reader: User) -> Origin | None:
    return next((origin for teller in _origins if (origin := teller(report, reader))), None)
