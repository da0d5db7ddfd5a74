"""Facts from a table beside a file of shapes: population, area, the province's name."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from django.utils.translation import gettext as _

from exchange.columns import text_column
from exchange.errors import MappingError
from exchange.reading import Layer


@dataclass(frozen=True)
class Table:
    """A CSV file (UTF-8). Its row for a feature has in `column` what the feature has in `on`."""

    path: Path
    on: str
    column: str

    def read(self) -> pd.DataFrame:
        """All columns as text; MappingError when it can't be joined."""
        try:
            rows = pd.read_csv(self.path, dtype=str, encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise MappingError(
                _("The table {file} can't be read: {error}").format(file=self.path.name, error=error)
            ) from error
        if self.column not in rows.columns:
            raise MappingError(
                _("The table {file} has no column “{column}”. It has: {columns}.").format(
                    file=self.path.name, column=self.column, columns=", ".join(rows.columns)
                )
            )
        repeated = rows[self.column][rows[self.column].duplicated()].dropna()
        if len(repeated):
            raise MappingError(
                _("The table {file} has more than one row for {value}.").format(
                    file=self.path.name, value=repeated.iloc[0]
                )
            )
        return rows.dropna(subset=[self.column])


def joined(layer: Layer, table: Table, rows: pd.DataFrame) -> Layer:
    """The layer with the columns of the table that it lacks; blank where no row fits."""
    keys = text_column(layer.features, table.on)
    found = rows.set_index(table.column).reindex(keys)
    added = {name: found[name].to_numpy() for name in found.columns if name not in layer.features.columns}
    return replace(layer, features=layer.features.assign(**added))
