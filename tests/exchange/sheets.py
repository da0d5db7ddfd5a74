"""Spreadsheets for the tests, written by hand: tiny, and as odd as a test needs them."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def reference(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row + 1}"


def cell(row: int, column: int, value: object) -> str:
    if isinstance(value, int | float):
        return f'<c r="{reference(row, column)}"><v>{value}</v></c>'
    return f'<c r="{reference(row, column)}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_xml(rows: list[list[object]]) -> str:
    lines = (
        f'<row r="{place + 1}">{"".join(cell(place, column, value) for column, value in enumerate(row) if value != "")}</row>'
        for place, row in enumerate(rows)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def xlsx(sheets: dict[str, list[list[object]]], *, raw: str = "") -> bytes:
    """A workbook of these sheets; `raw` is the XML of the first one instead."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(names, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="s{n}" Type="{LINKS}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        + "</Relationships>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/s{n}.xml"] = raw if raw and n == 1 else sheet_xml(rows)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()
