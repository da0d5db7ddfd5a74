"""Villages from files, as polygons (their boundary) or points (their centre)."""

from collections.abc import Iterator
from typing import Any

import shapely
from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Commune, Village
from exchange.destinations import VILLAGES
from exchange.incoming import Progress, Sources, cleaned_rows, mended_rows, read_rows, silent
from exchange.names import VILLAGE_TYPES, full_code, split_name, type_code
from exchange.outcome import Outcome
from exchange.placing import from_geos, locate_all
from exchange.repair import Want
from exchange.rows import Row
from exchange.values import UnfitValueError, cleaned
from exchange.village_register import store


@transaction.atomic
def load_villages(sources: Sources, *, progress: Progress = silent) -> Outcome:
    """Bring villages in, each known by its code in its commune, else by its name there.

    The commune is the one whose code the file gives, else the one that holds most of the
    village. Raises MappingError; what can't come in is refused in the outcome.
    """
    outcome = Outcome()
    rows = read_rows(sources, VILLAGES, outcome, progress)
    fit = list(cleaned_rows(mended_rows(rows, Want.VILLAGE, outcome), village_values, outcome))
    homed = list(with_commune(fit, outcome))
    store(homed, outcome)
    progress(_("Storing"), len(homed), len(homed))
    return outcome


def village_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values of a Village and `commune_code`; UnfitValueError when one is missing or unfit."""
    full_name = str(values.get("full_name") or values.get("name") or "")
    type_in_name, name = split_name(full_name, VILLAGE_TYPES)
    if "name" in values:
        name = split_name(str(values["name"]), VILLAGE_TYPES)[1]
    if not name:
        raise UnfitValueError(_("It has no name."))
    kind = type_code(str(values["type"]), VILLAGE_TYPES) if "type" in values else type_in_name
    fields = {field: value for field, value in values.items() if field in VILLAGES.fields}
    fields |= {"name": name} | ({"type": kind} if kind else {})
    return cleaned(fields, Village) | {"commune_code": full_code(str(values.get("commune_code", "")))}


def with_commune(rows: list[Row], outcome: Outcome) -> Iterator[tuple[Row, Commune]]:
    """Rows and their communes. A stated commune that the village doesn't touch is refused."""
    by_code = Commune.objects.in_bulk({row.values["commune_code"] for row in rows} - {""}, field_name="code")
    for row, place in zip(rows, locate_all([row.shape for row in rows]), strict=True):
        values = dict(row.values)
        code = values.pop("commune_code")
        commune = by_code.get(code) if code else place and place.commune
        if commune is None and code:
            outcome.refused.append(
                row.remark(_("No commune with the code {code} is loaded here.").format(code=code))
            )
        elif commune is None:
            outcome.refused.append(row.remark(_("It lies in none of the communes loaded here.")))
        elif code and not shapely.intersects(row.shape, from_geos([commune.boundary])[0]):
            outcome.refused.append(
                row.remark(_("It lies outside {commune}, whose code it gives.").format(commune=commune))
            )
        else:
            yield row.having(values=values), commune
