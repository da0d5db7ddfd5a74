"""Features of a layer as rows: what the file says, in the words of our fields."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import pandas as pd
from django.utils.translation import gettext as _
from shapely import Geometry

from exchange.columns import first_stated, has_column, osm_keys
from exchange.conditions import first_fitting
from exchange.errors import UnreadableFileError
from exchange.mapping import Mapping
from exchange.outcome import Remark
from exchange.reading import Layer
from foundation.vietnamese import fold

MAX_SOURCE = 40


@dataclass(frozen=True)
class Row:
    """One feature on its way in. `key` is its key in the source, empty when it has none.

    `values` holds only the fields that the file or its mapping says something about.
    """

    origin: str
    number: int
    source: str
    key: str
    shape: Geometry | None
    values: dict[str, Any] = field(default_factory=dict)
    closed: bool = False
    unnamed: str = ""

    @property
    def name(self) -> str:
        return str(self.values.get("name") or self.values.get("full_name") or self.key)

    def remark(self, reason: str) -> Remark:
        return Remark(self.origin, self.number, self.name, reason)

    def having(self, **changes: Any) -> Self:
        return replace(self, **changes)


def mapped_rows(layer: Layer, mapping: Mapping) -> tuple[list[Row], int]:
    """The rows that the mapping is about, and how many it passes over.

    UnreadableFileError when the layer lacks a column that the mapping needs.
    """
    features = layer.features
    check_columns(
        features.columns, mapping.needed - {name for name in mapping.needed if has_column(features, name)}
    )
    chosen = first_fitting(features, [rule.when for rule in mapping.rules])
    stated = {name: plain(first_stated(features, columns)) for name, columns in mapping.fields.items()}
    keys = plain(osm_keys(features) if mapping.osm_keys else first_stated(features, mapping.key))
    shapes = list(features.geometry)
    source = mapping.source or source_name(layer)
    rows = []
    for position, rule in enumerate(chosen):
        if mapping.rules and rule < 0:
            continue
        given = mapping.rules[rule].values if mapping.rules else {}
        own = {name: texts[position] for name, texts in stated.items() if texts[position] is not None}
        rows.append(
            Row(
                origin=layer.origin,
                number=position + 1,
                source=source,
                key=keys[position] or "",
                shape=shapes[position],
                values=mapping.defaults | given | own | mapping.constants,
                closed=position in layer.closed,
                unnamed=mapping.unnamed,
            )
        )
    return rows, len(features) - len(rows)


def plain(column: pd.Series) -> list[str | None]:
    """Texts of a column, None where pandas has one of its several words for nothing."""
    return [None if pd.isna(text) else text for text in column]


def check_columns(columns: pd.Index, missing: frozenset[str]) -> None:
    if missing:
        raise UnreadableFileError(
            _("The file has no column “{column}”, which the mapping reads. It has: {columns}.").format(
                column=min(missing), columns=", ".join(name for name in columns if name != "geometry")
            )
        )


def source_name(layer: Layer) -> str:
    """What to call the source when the mapping doesn't: after the file and its layer."""
    stem = layer.file.rpartition(".")[0] or layer.file
    return fold(f"{stem}:{layer.name}" if layer.name else stem)[:MAX_SOURCE]
