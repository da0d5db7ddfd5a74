"""The paper as a Word file, laid out by Decree 30/2020/NĐ-CP, appendix I: docs/reports-to-send.md.

Real styles, real tables with header rows, pictures with a description: whoever edits it in Word finds
nothing that is only painted.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports import wording
from reports.cells import cell_text, is_numeric
from reports.paper import Paper, Part, Picture
from reports.tables import Column, Table, Value

ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FONT: Final = "Times New Roman"
CENTRE, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
LEAST_SIGNS, MOST_SIGNS, AROUND = 6, 26, 5  # that a column is as wide as, and beside its words
ON_ONE_PAGE: Final = 10  # rows; a longer table may go on on the next
TEXT_MM: Final = 160  # 210 less 30 on the left and 20 on the right


def plain(text: str) -> str:
    """Without the control characters that no Word file can hold; they come in with what is pasted."""
    return ILLEGAL.sub("", text)


def docx_of(paper: Paper) -> bytes:
    document = docx.Document()
    set_page(document)
    make_styles(document)
    add_head(document, paper)
    add_title(document, paper)
    for part in paper.parts:
        add_part(document, part)
    add_foot(document, paper)
    describe(document, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


# --- page and styles ---------------------------------------------------------------------------


def set_page(document: Document) -> None:
    """A4, margins in millimetres; the number stands in the middle on top, from page 2 on."""
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    add_field(number, "PAGE")


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in: `PAGE`."""
    for kind in ("begin", "instr", "separate", "value", "end"):
        run = paragraph.add_run()
        if kind == "instr":
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {code} "
            run._r.append(words)
        elif kind == "value":
            run.text = "2"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def make_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    set_font(normal, 14)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    body = document.styles["Body Text"]
    set_font(body, 14)
    body.paragraph_format.first_line_indent = Mm(10)
    body.paragraph_format.space_before = Pt(6)
    body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.line_spacing = 1.15
    body.paragraph_format.alignment = JUSTIFY
    for name, size in (("Title", 14), ("Heading 1", 14), ("Heading 2", 14)):
        style = document.styles[name]
        set_font(style, size, bold=True)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8), Pt(2)
    title = document.styles["Title"]
    title.paragraph_format.alignment = CENTRE
    borders = title.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        title.element.pPr.remove(borders)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.first_line_indent = Mm(10)
    caption = document.styles["Caption"]
    set_font(caption, 13, italic=True, bold=False)
    caption.paragraph_format.alignment = CENTRE
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(4)
    in_table = document.styles.add_style("In table", WD_STYLE_TYPE.PARAGRAPH)
    in_table.base_style = normal
    set_font(in_table, 12)


def set_font(style: Any, size: float, *, bold: bool | None = None, italic: bool | None = None) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), FONT)
    for key in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        if qn(key) in fonts.attrib:
            del fonts.attrib[qn(key)]


# --- head ---------------------------------------------------------------------------------------


def add_head(document: Document, paper: Paper) -> None:
    """Who issues it on the left, the State on the right, in a table without lines."""
    words = wording.paper_words()
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, [66, 98])
    left, right = table.rows[0].cells
    write(left, [(line, {"bold": True, "size": 13}) for line in paper.body], rule=24)
    write(
        right, [(words["state"], {"bold": True, "size": 12.5}), (words["motto"], {"bold": True, "size": 13.5})],
        rule=62,
    )  # fmt: skip
    left, right = table.rows[1].cells
    write(left, [(f"Số: {paper.number}", {"size": 13})])
    write(right, [(paper.place_and_day, {"italic": True, "size": 13.5})])
    if paper.stamp:
        stamp = left.add_paragraph()
        stamp.alignment = CENTRE
        run = stamp.add_run(plain(paper.stamp))
        run.bold, run.font.size = True, Pt(13)


def write(cell: Any, lines: Sequence[tuple[str, dict[str, Any]]], *, rule: int = 0) -> None:
    """Centred lines; with a rule of so many millimetres beneath."""
    for place, (text, look) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = CENTRE
        run = paragraph.add_run(plain(text))
        run.bold, run.italic = look.get("bold"), look.get("italic")
        run.font.size = Pt(look["size"])
    if rule:
        add_rule(cell.add_paragraph(), width_mm=cell.width.mm if cell.width else TEXT_MM / 2, rule_mm=rule)


def add_rule(paragraph: Paragraph, *, width_mm: float, rule_mm: float) -> None:
    """A line across the middle: the upper border of an empty paragraph, drawn in from both sides."""
    side = Mm(max((width_mm - 4 - rule_mm) / 2, 0))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")):
        top.set(qn(key), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )  # fmt: skip


def add_title(document: Document, paper: Paper) -> None:
    document.add_paragraph(wording.paper_words()["kind"], style="Title")
    subject = document.add_paragraph()
    subject.alignment = CENTRE
    run = subject.add_run(plain(paper.subject))
    run.bold, run.font.size = True, Pt(14)
    add_rule(document.add_paragraph(), width_mm=TEXT_MM + 4, rule_mm=50)
    if paper.is_demo:
        note = document.add_paragraph()
        note.alignment = CENTRE
        note.add_run("(Số liệu minh họa, không phải số liệu thật)").italic = True


# --- parts ---------------------------------------------------------------------------------------


def add_part(document: Document, part: Part) -> None:
    if part.title:
        document.add_paragraph(plain(part.title), style="Heading 1")
    for text, is_heading in part.lines:
        document.add_paragraph(plain(text), style="Heading 2" if is_heading else "Body Text")
    for table in part.tables:
        add_table(document, table)
    for picture in part.pictures:
        add_picture(document, picture)


def add_table(document: Document, table: Table) -> None:
    """Real rows, the first repeated on every page; what there is none of is said in a line."""
    if not table.rows:
        document.add_paragraph(f"{table.title}: {table.empty}", style="Body Text")
        return
    title = document.add_paragraph(table.title, style="Caption")
    title.paragraph_format.keep_with_next = True
    drawn = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = widths_of(table)
    set_widths(drawn, widths)
    head = drawn.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(head.cells, table.columns, strict=True):
        fill_cell(cell, column.label, CENTRE, bold=True)
    total = table.total()
    rows = [*table.rows, total] if total else table.rows
    for place, row in enumerate(rows):
        is_total = total is not None and place == len(rows) - 1
        cells = drawn.add_row().cells
        for number, (cell, column, value) in enumerate(zip(cells, table.columns, row, strict=True)):
            text = "Tổng cộng" if is_total and number == 0 else cell_text(value, column.holds)
            fill_cell(cell, text, RIGHT if is_numeric(column.holds) else None, bold=is_total)
        keep_whole(drawn.rows[-1])
        if not is_total:
            set_widths_of(cells, widths)
    keep_together(list(drawn.rows)[0 if len(rows) <= ON_ONE_PAGE else -3 : -1])


def fill_cell(cell: Any, text: str, alignment: Any, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "In table"
    paragraph.alignment = alignment
    paragraph.add_run(plain(text)).bold = bold or None


def keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def keep_together(rows: Any) -> None:
    """On the page of the row that follows them."""
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def widths_of(table: Table) -> list[float]:
    """Millimetres: as much room for each column as its words and figures need."""
    needs = [
        need_of(column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns)
    ]
    return [TEXT_MM * need / sum(needs) for need in needs]


def need_of(column: Column, values: list[Value]) -> int:
    """In signs; a heading may stand in three lines, so may what is no figure in a column of shares."""
    longest_word = max(map(len, column.label.split()), default=0)
    texts = [len(cell_text(value, column.holds)) for value in values if value is not None]
    return AROUND + min(max(LEAST_SIGNS, longest_word, len(column.label) // 3, *texts), MOST_SIGNS)


def set_widths(table: Any, widths_mm: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        set_widths_of(row.cells, widths_mm)


def set_widths_of(cells: Sequence[Any], widths_mm: Sequence[float]) -> None:
    for cell, width in zip(cells, widths_mm, strict=True):
        cell.width = Mm(width)


def add_picture(document: Document, picture: Picture) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(BytesIO(picture.content), width=Mm(TEXT_MM))
    told = shape._inline.docPr
    told.set("descr", picture.description)
    told.set("title", picture.caption)
    document.add_paragraph(picture.caption, style="Caption")


# --- foot -----------------------------------------------------------------------------------------


def add_foot(document: Document, paper: Paper) -> None:
    """Recipients on the left, the signature on the right, kept together on one page."""
    # No signature stands on a page of its own.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    space = document.add_paragraph().paragraph_format
    space.space_after, space.keep_with_next = Pt(2), True
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, [78, 82])
    keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    head = left.paragraphs[0].add_run(wording.paper_words()["recipients"])
    head.bold = head.italic = True
    head.font.size = Pt(12)
    for line in paper.recipients:
        left.add_paragraph().add_run(plain(f"- {line}")).font.size = Pt(11)
    lines = [(line, {"bold": True, "size": 14}) for line in paper.signature]
    room = [("", {"size": 14})] * 4
    write(right, [*lines, *room, (paper.signer_name, {"bold": True, "size": 14})])


def describe(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = plain(paper.subject)
    properties.author = " ".join(paper.body).capitalize()
    properties.language = "vi-VN"
    properties.comments = ""
