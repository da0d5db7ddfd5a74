"""A file of candidate places as rows of text: what stands in each, before anybody judges it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from exchange.errors import UnreadableFileError
from exchange.tables.reading import MOST_BYTES, read_sheets
from exchange.tables.workbook import Cell
from foundation.vietnamese import fold

LAYERS: Final = (".geojson", ".json")
MOST_ROWS: Final = 1_000
LOOKED_AT: Final = 20  # rows, to find the headings in
# Headings without diacritics → what stands below.
HEADINGS: Final = {
    **dict.fromkeys(("name", "ten", "ten diem", "ten vi tri", "vi tri", "dia diem"), "name"),
    **dict.fromkeys(("lat", "latitude", "vi do"), "lat"),
    **dict.fromkeys(("lon", "lng", "long", "longitude", "kinh do"), "lon"),
    **dict.fromkeys(("coordinates", "toa do"), "coordinates"),
    **dict.fromkeys(("cost", "cost vnd", "cost (vnd)", "chi phi", "kinh phi", "du toan", "chi phi (dong)"), "cost"),
    **dict.fromkeys(("kind", "loai", "loai diem"), "kind"),
    **dict.fromkeys(("note", "ghi chu"), "note"),
}  # fmt: skip
FIELDS: Final = ("name", "coordinates", "cost", "kind", "note")

TextRow = dict[str, str]


def rows_of(name: str, data: bytes) -> list[TextRow]:
    """The rows of the file, each with `number` (its own in the file) and FIELDS; UnreadableFileError."""
    read = layer_rows(data) if Path(name).suffix.lower() in LAYERS else table_rows(name, data)
    rows = list(read)
    if not rows:
        raise UnreadableFileError(_("The file holds no row."))
    if len(rows) > MOST_ROWS:
        sentence = _("The file has %(rows)s rows; at most %(most)s are taken at once. Please split it.")
        raise UnreadableFileError(sentence % {"rows": len(rows), "most": MOST_ROWS})
    return rows


def table_rows(name: str, data: bytes) -> Iterator[TextRow]:
    """Of the first sheet whose headings are known."""
    for sheet in read_sheets(name, data):
        for at, row in enumerate(sheet.rows[:LOOKED_AT]):
            columns = {
                HEADINGS[heading]: column
                for column, heading in enumerate(fold(str(cell)).strip() for cell in row)
                if heading in HEADINGS
            }
            if "name" in columns and ({"lat", "lon"} <= columns.keys() or "coordinates" in columns):
                return filled(sheet.rows, at + 1, columns)
    raise UnreadableFileError(
        _(
            "No column headings were found. Please name the columns: Tên, Vĩ độ, Kinh độ, Chi phí, Loại, Ghi chú."
        )
    )


def filled(rows: list[list[Cell]], first: int, columns: dict[str, int]) -> Iterator[TextRow]:
    for number, row in enumerate(rows[first:], start=first + 1):
        cells = {what: cell_text(row, column) for what, column in columns.items()}
        if any(cells.values()):
            yield text_row(number, cells)


def cell_text(row: list[Cell], column: int) -> str:
    value = row[column] if column < len(row) else ""
    return str(value).strip()


def text_row(number: int, cells: dict[str, str]) -> TextRow:
    pair = [cells.get("lat", ""), cells.get("lon", "")]
    coordinates = cells.get("coordinates") or " ".join(part.replace(",", ".") for part in pair).strip()
    found = {name: cells.get(name, "") for name in FIELDS}
    return {**found, "number": str(number), "coordinates": coordinates}


def layer_rows(data: bytes) -> Iterator[TextRow]:
    """Of a GeoJSON in WGS 84, as the standard has it."""
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(
            _("The file is larger than %(most)s MB. Please split it.") % {"most": MOST_BYTES // 2**20}
        )
    try:
        features = json.loads(data)["features"]
        read = [text_row(number, of_feature(one)) for number, one in enumerate(features, start=1)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(_("The file is no GeoJSON with features.")) from error
    return iter(read)


def of_feature(feature: dict[str, Any]) -> dict[str, str]:
    cells = {
        HEADINGS[fold(str(key))]: str(value).replace("\0", "")
        for key, value in (feature.get("properties") or {}).items()
        if fold(str(key)) in HEADINGS and value is not None
    }
    shape = feature.get("geometry") or {}
    if shape.get("type") == "Point":
        lon, lat = shape["coordinates"][:2]
        cells["coordinates"] = f"{float(lat):.7f}, {float(lon):.7f}"
    return cells
