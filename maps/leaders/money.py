"""What measures cost: of a commune by who pays, of several communes by commune."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from areas.models import Commune
from hazards.models import Measure
from hazards.prices import NOTHING, Money, Price, Prices, prices, prices_by
from maps.leaders.lists import CityLists, Lists


@dataclass(frozen=True)
class MoneyLine:
    """Sums from one source of money, of one commune, or of all; each with the list of its sites."""

    name: str
    sums: list[tuple[Money, Price, str]]
    commune: Commune | None = None


def money(lists: Lists) -> list[MoneyLine]:
    """All of it, then by who pays, the largest first. Two queries."""
    asked = ([lists.commune], lists.since, lists.day)
    names = dict(Measure.Funding.choices)
    by_source = prices_by("funding", *asked)
    largest = sorted(by_source, key=lambda source: -by_source[source][Money.SPENT].amount)
    rows: list[tuple[str, dict[str, Any], Prices]] = [(_("in all"), {}, prices(*asked))]
    rows += [
        (str(names.get(source, _("source not said"))), {"funding": source or "none"}, by_source[source])
        for source in largest
    ]
    return [
        MoneyLine(name, [(kind, price, lists.to(money=kind, **words)) for kind, price in found.items()])
        for name, words, found in rows
    ]


def money_by_commune(communes: Sequence[Commune], day: date, since: date) -> list[MoneyLine]:
    """A line for each, in their order. One query."""
    found = prices_by("site__commune", [commune.pk for commune in communes], since, day)
    lists = {commune.pk: Lists(commune, day, since) for commune in communes}
    return [
        MoneyLine(
            commune.full_name,
            [
                (kind, price, lists[commune.pk].to(money=kind))
                for kind, price in found.get(commune.pk, NOTHING).items()
            ],
            commune,
        )
        for commune in communes
    ]


def in_all(lines: Iterable[MoneyLine], lists: CityLists) -> MoneyLine:
    """The sums of `lines`, with the list of their sites."""
    sums = [(kind, price, lists.to(money=kind)) for kind, price in sums_of(lines).items()]
    return MoneyLine(_("in all"), sums)


def sums_of(lines: Iterable[MoneyLine]) -> dict[Money, Price]:
    """The sums of `lines`, of which each has its own sites."""
    found = dict(NOTHING)
    for line in lines:
        for kind, price, _href in line.sums:
            before = found[kind]
            found[kind] = Price(before.amount + price.amount, before.sites + price.sites)
    return found
