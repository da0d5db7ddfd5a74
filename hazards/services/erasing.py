"""Contacts go when their time is over, or when the person asks: docs/decisions/0008-erasing-contacts.md.

Names and phones alone: the row, its author, its day and its place in history stay.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest

from accounts.erasing import forget_people, forget_unit, left_before
from accounts.models import Unit, User
from audit.log import Deed, record
from foundation.days import months_before
from hazards.contacts import OWNER, REPORTER, OldSite, history_over, households_over, reports_over, sites_over
from hazards.models import HazardSite, Report
from hazards.person_data import HISTORY, PEOPLE, REPORTS, SITES, UNITS, Person, keys_by_kind

BATCH: Final = 500
# Whose it was is forgotten, that it is somebody's is not: the name of a home is for no stranger.
NOBODYS: Final[dict[str, object]] = {**dict.fromkeys(OWNER, ""), "is_household": True}
MODELS: Final[dict[str, type[Model]]] = {
    SITES: HazardSite, HISTORY: OldSite, REPORTS: Report, UNITS: Unit, PEOPLE: User,
}  # fmt: skip


def erase_old(today: date, *, only_count: bool = False) -> dict[str, int]:
    """Erase every contact whose time is over; how many rows of each. Done twice, it finds nothing.

    Each batch is a transaction of its own: broken off, it goes on the next day.
    """
    before = months_before(today, settings.CONTACT_MONTHS)
    over = {
        # Households first: whether one still answers for something is seen from its sites.
        "units": households_over(before),
        "sites": sites_over(before),
        "history": history_over(before),
        "reports": reports_over(before, months_before(today, 2 * settings.CONTACT_MONTHS)),
        "people": left_before(before),
    }
    if only_count:
        return {name: rows.count() for name, rows in over.items()}
    erased = {name: erase(name, rows) for name, rows in over.items()}
    if any(erased.values()):
        record(Deed.ERASED, what="contacts", rows={name: count for name, count in erased.items() if count})
    return erased


@transaction.atomic
def erase_people(people: Collection[Person], *, reason: str, request: HttpRequest) -> dict[str, int]:
    """Erase what is stored about `people` because they ask; how many rows of each.

    The security log says why and how many, never whose.
    """
    erased: dict[str, int] = {}
    for name, keys in keys_by_kind(people).items():
        for at in range(0, len(keys), BATCH):
            some = keys[at : at + BATCH]
            erase_batch(name, MODELS[name]._default_manager.filter(pk__in=some), some)
        erased[name] = len(keys)
    record(Deed.ERASED, request=request, what="person_data", reason=reason, rows=erased)
    return erased


def erase(name: str, rows: QuerySet) -> int:
    """Empty the contacts of `rows`, in batches; how many there were."""
    done = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        erase_batch(name, rows.model._default_manager.filter(pk__in=keys), keys)
        done += len(keys)
    return done


@transaction.atomic
def erase_batch(name: str, batch: QuerySet, keys: Collection) -> None:
    if name == "units":
        for unit in Unit.objects.filter(pk__in=keys):
            forget_unit(unit)
    elif name == "people":
        forget_people(batch)
    elif name == "reports":
        batch.update(**dict.fromkeys(REPORTER, ""), version=F("version") + 1)
    elif batch.model is HazardSite:
        # A form opened before is stale now, and does not bring the contact back.
        batch.update(**NOBODYS, version=F("version") + 1)
    else:
        batch.update(**dict.fromkeys(OWNER, ""))
        # Else the next change of the site would seem to have made it a household's.
        batch.filter(id__in=HazardSite.objects.filter(is_household=True).values("pk")).update(
            is_household=True
        )
