"""Hazard sites, play spaces, schools, public land and candidates from files into the register."""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Any

import shapely
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from areas.placing import Place
from exchange.destinations import CANDIDATES, Destination
from exchange.incoming import Progress, Sources, fit_rows, read_rows, silent
from exchange.outcome import Outcome
from exchange.placing import locate_all
from exchange.register import store
from exchange.rows import Row
from exchange.values import UnfitValueError, cleaned, must_be_in_order
from foundation.vietnamese import fold

MAX_KEY = 120


@transaction.atomic
def load_features(
    destination: Destination, sources: Sources, *, by: User | None = None, progress: Progress = silent
) -> Outcome:
    """Bring features in, each to the commune it lies in; the same file again changes nothing.

    Raises MappingError; a file or row that can't come in is refused in the outcome.
    """
    outcome = Outcome()
    rows = read_rows(sources, destination, outcome, progress)
    clean = partial(feature_values, destination=destination, kinds=kinds_by_name(destination))
    keyed = partial(with_key, kind=destination.kind)
    fit = list(fit_rows(rows, destination.want, clean, keyed, outcome))
    placed = list(placed_rows(fit, outcome))
    progress(_("Placing in communes"), len(placed), len(placed))
    store(destination, placed, outcome, by)
    if destination is CANDIDATES:
        outcome.noted += [
            row.remark(_("It has no cost: plans leave it out.")) for row, _place in placed if not_priced(row)
        ]
    progress(_("Storing"), len(placed), len(placed))
    return outcome


def kinds_by_name(destination: Destination) -> dict[str, Model]:
    """Kinds by code and by either name, folded; none where there are no kinds."""
    return {
        fold(name): kind
        for kind in (destination.kinds() if destination.kind else ())
        for name in (kind.name_en, kind.name_vi, kind.code)
        if name
    }


def feature_values(
    values: dict[str, Any], *, destination: Destination, kinds: dict[str, Model]
) -> dict[str, Any]:
    """Values of a record, its kind looked up; UnfitValueError when one is unfit."""
    fields = {name: value for name, value in values.items() if name in destination.fields}
    fit = cleaned(fields, destination.model)
    for first, second in destination.in_order:
        must_be_in_order(fit, destination.model, first, second)
    return fit | kind_stated(values.get(destination.kind), destination, kinds)


def kind_stated(stated: Any, destination: Destination, kinds: dict[str, Model]) -> dict[str, Model]:
    """The kind under its field; nothing where it may be left open, and is. UnfitValueError."""
    if not stated and not (destination.kind and destination.needs_kind):
        return {}
    kind = kinds.get(fold(str(stated or "")))
    if kind is None:
        raise UnfitValueError(
            _("The kind “{kind}” is not known.").format(kind=stated) if stated else _("It says no kind.")
        )
    return {destination.kind: kind}


def with_key(row: Row, kind: str = "") -> Row:
    """A row without a key of its own is known by its place, and kind if it has one; too long a key
    is digested."""
    if not row.key:
        place = digest(shapely.to_wkb(shapely.normalize(row.shape)))
        known = row.values.get(kind)
        return row.having(key=f"{known.code}/{place}" if known else place)
    if len(row.key) > MAX_KEY:
        return row.having(key=digest(row.key.encode()))
    return row


def not_priced(row: Row) -> bool:
    return row.values.get("cost") is None


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]


def placed_rows(rows: list[Row], outcome: Outcome) -> Iterator[tuple[Row, Place]]:
    for row, place in zip(rows, locate_all([row.shape for row in rows]), strict=True):
        if place is None:
            outcome.refused.append(row.remark(_("It lies in none of the communes loaded here.")))
        else:
            yield row, place
