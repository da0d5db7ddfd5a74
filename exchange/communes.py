"""Communes from files, by their official code."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

import shapely
from django.contrib.gis.geos import MultiPolygon
from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Commune
from exchange.destinations import COMMUNES
from exchange.incoming import Progress, Sources, fit_rows, read_rows, silent
from exchange.names import COMMUNE_TYPES, PROVINCE_TYPES, full_code, split_name, type_code
from exchange.outcome import Outcome
from exchange.placing import to_geos
from exchange.repair import Want
from exchange.rows import Row
from exchange.values import UnfitValueError, cleaned
from foundation.vietnamese import fold

BATCH = 50  # boundaries are large


@transaction.atomic
def load_communes(sources: Sources, *, progress: Progress = silent) -> Outcome:
    """Bring communes in; one with the same code is updated where the file says otherwise.

    Raises MappingError; a file or row that can't come in is refused in the outcome.
    """
    outcome = Outcome()
    rows = read_rows(sources, COMMUNES, outcome, progress)
    whole = with_full_codes(rows, outcome)
    store(list(fit_rows(whole, Want.AREA, commune_values, by_code, outcome)), outcome)
    progress(_("Storing"), len(rows), len(rows))
    return outcome


def with_full_codes(rows: Iterable[Row], outcome: Outcome) -> Iterator[Row]:
    """Rows with the leading zeros of their code, which spreadsheets drop."""
    for row in rows:
        stated = str(row.values.get("code", ""))
        code = full_code(stated)
        if code != stated:
            outcome.mended.append(
                row.remark(_("Its code {stated} was completed to {code}.").format(stated=stated, code=code))
            )
        yield row.having(values=row.values | {"code": code})


def by_code(row: Row) -> Row:
    """Known by its code, whatever the source."""
    return row.having(source="", key=row.values["code"])


def commune_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values of a Commune; UnfitValueError when one is missing or unfit."""
    if not values.get("code"):
        raise UnfitValueError(_("It has no official code."))
    full_name = str(values.get("full_name") or values.get("name") or "")
    type_in_name, name = split_name(full_name, COMMUNE_TYPES)
    if not name:
        raise UnfitValueError(_("It has no name."))
    fields = {field: value for field, value in values.items() if field in COMMUNES.fields}
    if "name" in values:
        name = split_name(str(values["name"]), COMMUNE_TYPES)[1]
    kind = type_code(str(values["type"]), COMMUNE_TYPES) if "type" in values else type_in_name
    fields |= {"name": name} | ({"type": kind} if kind else {})
    if "province_name" in fields:
        fields["province_name"] = split_name(str(fields["province_name"]), PROVINCE_TYPES)[1]
    return cleaned(fields, Commune)


def store(rows: list[Row], outcome: Outcome) -> None:
    known = Commune.objects.select_for_update().in_bulk([row.key for row in rows], field_name="code")
    new, changed = [], []
    for row in rows:
        commune = known.get(row.key)
        if commune is None:
            new.append(Commune(**row.values, boundary=to_geos(row.shape)))
        elif update(commune, row):
            changed.append(commune)
        else:
            outcome.unchanged += 1
    Commune.objects.bulk_create(new, batch_size=BATCH)
    Commune.objects.bulk_update(changed, [*COMMUNES.fields, "search_key", "boundary"], batch_size=BATCH)
    outcome.created += len(new)
    outcome.updated += len(changed)


def update(commune: Commune, row: Row) -> bool:
    """Bring `commune` up to the row; False when it says so already. `is_demo` stays."""
    same_place = bytes(commune.boundary.wkb) == shapely.to_wkb(row.shape)
    if same_place and all(getattr(commune, field) == value for field, value in row.values.items()):
        return False
    for field, value in row.values.items():
        setattr(commune, field, value)
    commune.boundary = cast(MultiPolygon, to_geos(row.shape))
    commune.search_key = fold(commune.name)
    return True
