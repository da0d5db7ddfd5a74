"""The money of measures, of many sites at once: spent and planned, by who pays. In đồng.

The same rule stands for the measures of one site in `costs.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, TextChoices
from django.utils.translation import gettext_lazy as _

from hazards.models import Measure
from hazards.querysets import by_day, not_by
from hazards.spans import Communes


class Money(TextChoices):
    SPENT = "spent", _("spent")
    SPENT_SINCE = "spent_since", _("spent since the day chosen")
    PLANNED = "planned", _("planned, not spent yet")


def priced(money: str, since: date, day: date) -> Q:
    """Condition on measures whose cost is known, for `money` of `Money`; "" for all that have a price.

    A measure is paid for when it is installed. What was planned and given up costs nothing, nor does what
    nobody planned before it stood; what was not known by `day` does not count.
    """
    spent = by_day("installed_on", day)
    still = not_by("installed_on", day) & not_by("removed_on", day)
    planned = Q(planned_on__isnull=False, recorded_on__lte=day) & still
    which = {
        Money.SPENT: spent,
        Money.SPENT_SINCE: spent & Q(installed_on__gt=since),
        Money.PLANNED: planned,
    }.get(money, spent | planned)  # type: ignore[call-overload]  # any other word: all
    # Said first and of all: the index `measure_price` holds no others.
    return Q(cost__isnull=False, withdrawn_at=None) & which


def sites_with(money: str, sources: Sequence[str], since: date, day: date, site: str = "pk") -> Exists:
    """Condition on rows whose field `site` is a site: one of its measures has a price, from one of
    `sources` where any is named."""
    measures = Measure.objects.filter(priced(money, since, day), site=OuterRef(site))
    return Exists(measures.filter(funding__in=sources) if sources else measures)


@dataclass(frozen=True)
class Price:
    """An amount, and how many sites it is for."""

    amount: Decimal = Decimal(0)
    sites: int = 0


Prices = dict[Money, Price]
NOTHING: Final[Prices] = dict.fromkeys(Money, Price())


def prices(communes: Communes, since: date, day: date) -> Prices:
    """What the measures at the sites of `communes` known on `day` cost. One query."""
    row = priced_measures(communes, since, day).aggregate(**sums(since, day))
    return as_prices(row)


def prices_by(field: str, communes: Communes, since: date, day: date) -> dict[Any, Prices]:
    """The same by `funding`, or by another field of measures. One query.

    A site with measures from two sources counts at each.
    """
    measures = priced_measures(communes, since, day)
    rows = measures.order_by().values(field).annotate(**sums(since, day))
    return {row[field]: as_prices(row) for row in rows}


def priced_measures(communes: Communes, since: date, day: date) -> QuerySet:
    of_sites = Q(site__withdrawn_at=None, site__found_on__lte=day)
    if communes is not None:
        of_sites &= Q(site__commune__in=communes)
    return Measure.objects.filter(of_sites, priced("", since, day))


def sums(since: date, day: date) -> dict[str, Any]:
    asked = {money: priced(money, since, day) for money in Money}
    amounts = {f"{money}_amount": Sum("cost", filter=which, default=0) for money, which in asked.items()}
    sites = {f"{money}_sites": Count("site", filter=which, distinct=True) for money, which in asked.items()}
    return amounts | sites


def as_prices(row: dict[str, Any]) -> Prices:
    return {money: Price(Decimal(row[f"{money}_amount"]), row[f"{money}_sites"]) for money in Money}
