"""Villages of a run and those that the communes have: which is which, and what differs."""

from collections.abc import Iterable

import shapely
from django.utils.translation import gettext as _

from areas.models import Commune, Village
from exchange.destinations import VILLAGES
from exchange.outcome import Outcome
from exchange.placing import to_geos
from exchange.rows import Row
from foundation.vietnamese import fold

BATCH = 200


class UnclearVillageError(Exception):
    """A row that can't be told to be one village; the message says why."""


class KnownVillages:
    """Villages found by commune and code, or by commune and folded name."""

    def __init__(self, villages: Iterable[Village]):
        self.by_code: dict[tuple[int, str], Village] = {}
        self.by_name: dict[tuple[int, str], Village] = {}
        self.rows: dict[int, Row] = {}  # of this run, by the identity of their village
        for village in villages:
            self.add(village)

    def add(self, village: Village, row: Row | None = None) -> None:
        if village.code:
            self.by_code[village.commune_id, village.code] = village
        self.by_name[village.commune_id, fold(village.name)] = village
        if row:
            self.rows[id(village)] = row

    def find(self, row: Row, commune: Commune) -> Village | None:
        """The village that `row` is about, None for a new one; UnclearVillageError."""
        code = row.values.get("code", "")
        coded = self.by_code.get((commune.pk, code)) if code else None
        namesake = self.by_name.get((commune.pk, fold(row.values["name"])))
        village = coded or namesake
        if village and (first := self.rows.get(id(village))):
            raise UnclearVillageError(
                _("The same village stands already in row {row} of {file}.").format(
                    row=first.number, file=first.origin
                )
            )
        if namesake and (village is not namesake or namesake.code not in ("", code or namesake.code)):
            raise UnclearVillageError(
                _("Another village of {commune} has this name.").format(commune=commune)
            )
        return village


def store(homed: list[tuple[Row, Commune]], outcome: Outcome) -> None:
    """Create and update villages; counts them in `outcome`."""
    communes = {commune.pk for _row, commune in homed}
    known = KnownVillages(Village.objects.select_for_update().filter(commune__in=communes))
    new, changed = [], []
    for row, commune in homed:
        try:
            village = known.find(row, commune)
        except UnclearVillageError as error:
            outcome.refused.append(row.remark(str(error)))
            continue
        if village is None:
            village = new_village(row, commune)
            new.append(village)
        elif update(village, row):
            changed.append(village)
        else:
            outcome.unchanged += 1
        known.add(village, row)
    Village.objects.bulk_create(new, batch_size=BATCH)
    fields = [*VILLAGES.fields, "search_key", "boundary", "centre"]
    Village.objects.bulk_update(changed, fields, batch_size=BATCH)
    outcome.created += len(new)
    outcome.updated += len(changed)


def new_village(row: Row, commune: Commune) -> Village:
    """In a phường it is a tổ dân phố, unless the file says what it is."""
    urban = commune.type == Commune.Type.PHUONG
    usual = Village.Type.TO_DAN_PHO if urban else Village.Type.THON
    village = Village(commune=commune, **({"type": usual} | row.values))
    setattr(village, place_field(row), to_geos(row.shape))
    return village


def place_field(row: Row) -> str:
    return "centre" if row.shape.geom_type == "Point" else "boundary"


def update(village: Village, row: Row) -> bool:
    """Bring `village` up to the row; False when it says so already."""
    field = place_field(row)
    held = getattr(village, field)
    same_place = held is not None and bytes(held.wkb) == shapely.to_wkb(row.shape)
    if same_place and all(getattr(village, name) == value for name, value in row.values.items()):
        return False
    for name, value in row.values.items():
        setattr(village, name, value)
    setattr(village, field, to_geos(row.shape))
    village.search_key = fold(village.name)
    return True
