"""Roads and populated areas from files: the ground on which distances and plans are computed.

Nobody edits them here, so that a file has the last word on what it states; they keep no history.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np
import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely import STRtree

from areas.distance import flat
from areas.models import Commune
from exchange.destinations import Destination
from exchange.features import with_key
from exchange.incoming import Progress, Sources, fit_rows, read_rows, silent
from exchange.outcome import Outcome
from exchange.placing import from_geos, to_geos
from exchange.register import BATCH, chunks
from exchange.repair import Want
from exchange.rows import Row
from exchange.values import cleaned

NEAR_M: Final = 2_000  # beyond the border: schools and play spaces of neighbours lie within that


@transaction.atomic
def load_ground(destination: Destination, sources: Sources, *, progress: Progress = silent) -> Outcome:
    """Bring in what lies in a commune or within NEAR_M metres of one; the same file again changes nothing.

    Raises MappingError; a file or row that can't come in is refused in the outcome.
    """
    outcome = Outcome()
    rows = read_rows(sources, destination, outcome, progress)
    clean = partial(cleaned, model=destination.model)
    known = list(fit_rows(rows, destination.want, clean, with_key, outcome))
    near = near_communes(known)
    outcome.far_away += len(known) - len(near)
    store(destination, list(in_lines(near) if destination.want is Want.ROAD else near), outcome)
    progress(_("Storing"), len(near), len(near))
    return outcome


def near_communes(rows: list[Row]) -> list[Row]:
    """Rows within NEAR_M metres of a commune, in their order. Costs a query."""
    communes = from_geos(list(Commune.objects.values_list("boundary", flat=True)))
    if not rows or not len(communes):
        return []
    wide = [flat(commune).buffer(NEAR_M) for commune in communes]
    _commune, near = STRtree([flat(row.shape) for row in rows]).query(wide, predicate="intersects")
    return [rows[at] for at in np.unique(near)]


def in_lines(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row of several lines as one for each line."""
    for row in rows:
        parts = shapely.get_parts(row.shape)
        if len(parts) == 1:
            yield row
        else:
            for number, part in enumerate(parts, start=1):
                yield with_key(row.having(shape=part, key=f"{row.key}/{number}"))


def store(destination: Destination, rows: list[Row], outcome: Outcome) -> None:
    """Create what is new and bring up what differs, known by source and key; counts them in `outcome`."""
    held = stored(destination, rows)
    new, changed = [], []
    for row in rows:
        thing = held.get((row.source, row.key))
        if thing is None:
            new.append(
                destination.model(
                    source=row.source, source_ref=row.key, geom=to_geos(row.shape), **row.values
                )
            )
        elif update(thing, row):
            changed.append(thing)
        else:
            outcome.unchanged += 1
    destination.model.objects.bulk_create(new, batch_size=BATCH)
    destination.model.objects.bulk_update(changed, [*destination.fields, "geom"], batch_size=BATCH)
    outcome.created += len(new)
    outcome.updated += len(changed)


def stored(destination: Destination, rows: list[Row]) -> dict[tuple[str, str], Any]:
    """What is there already, by source and key. Costs a query for each 500 rows of a source."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row.source, []).append(row.key)
    return {
        (source, thing.source_ref): thing
        for source, all_keys in keys.items()
        for some in chunks(all_keys)
        for thing in destination.model.objects.filter(source=source, source_ref__in=some)
    }


def update(thing: Any, row: Row) -> bool:
    """Bring `thing` up to the row; False when it says so already."""
    same_place = bytes(thing.geom.wkb) == shapely.to_wkb(row.shape)
    if same_place and all(getattr(thing, field) == value for field, value in row.values.items()):
        return False
    for field, value in row.values.items():
        setattr(thing, field, value)
    thing.geom = to_geos(row.shape)
    return True
