"""A report is drafted, issued under a number, and its files say what the register says."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import docx
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from foundation.records import StaleVersionError
from hazards.models import HazardKind, HazardSite, Incident, Measure
from reports import comparison, services, wording
from reports.duties import duty_of
from reports.errors import ReportRefused
from reports.models import PeriodReport
from reports.paper import paper_of
from reports.reminders import remind
from tests.reports.conftest import SPRING
from tests.shapes import point

pytestmark = pytest.mark.django_db


def words_of(report) -> str:
    return "\n".join(text for part in paper_of(report).parts for text in part.paragraphs)


def issue(report, by, number=5, on=date(2026, 5, 19), seen_version=1, sign="BC-UBND"):
    services.issue(report, number=number, sign=sign, on=on, by=by, seen_version=seen_version)


# --- figures --------------------------------------------------------------------------------------


def test_a_pond_with_a_fence_is_all_there_is(draft, pond, fence, village, playground):
    Measure.objects.filter(pk=fence.pk).update(cost=Decimal(12_500_000))
    numbers = paper_of(draft).figures.numbers
    assert (numbers["drowning"], numbers["drowning_protected"], numbers["drowning_share"]) == (1, 1, 100)
    assert (numbers["measures"], numbers["spent"], numbers["villages_share"]) == (1, 12_500_000, 100)
    assert "12.500.000 đồng" in words_of(draft)


def test_commune_with_nothing_logged_and_no_village_has_no_data(draft):
    paper = paper_of(draft)
    assert paper.figures.numbers["drowning_share"] is paper.figures.numbers["villages_share"] is None
    said = words_of(draft)
    assert "chưa có số liệu" in said and "0%" not in said and "100%" not in said
    for make in services.MAKERS.values():
        assert make(paper)


def test_accident_is_counted_and_a_later_one_is_not(draft, commune):
    for day in (date(2026, 5, 19), date(2026, 5, 20)):
        Incident.objects.create(on=day, kind="drowning", outcome="died", geom=point(1, 1), commune=commune)
    numbers = paper_of(draft).figures.numbers
    assert (numbers["accidents"], numbers["drowning_deaths"]) == (1, 1)


def test_place_found_and_lost_within_the_period_is_still_to_be_mended(draft, pond, fence):
    Measure.objects.get(pk=fence.pk).findings.create(on=date(2026, 3, 1), condition="damaged")
    numbers = paper_of(draft).figures.numbers
    assert (numbers["reopened"], numbers["worsened"], numbers["unmended"]) == (1, 0, 1)
    assert "01 điểm đến cuối kỳ vẫn chưa khắc phục lại" in words_of(draft)


def test_household_is_not_named(draft, household_pond):
    household_pond.name = "Ao hộ ông Bảy"
    household_pond.deadline = date(2026, 2, 2)
    household_pond.save()
    paper = paper_of(draft)
    with zipfile.ZipFile(io.BytesIO(services.xlsx_of(paper))) as book:
        everything = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "Bảy" not in everything and paper.figures.numbers["overdue"] == 1


def test_unknown_token_is_found():
    assert wording.unknown_tokens("{số điểm quá hạn} và {sô điểm}") == ["sô điểm"]


def test_every_token_of_the_usual_wording_is_known():
    parts = wording.read()
    texts = [*parts["subject"].values(), *(part["text"] for part in parts["section"])]
    texts += [text for phrase in parts["phrase"].values() for text in phrase.values()]
    assert not [token for text in texts for token in wording.unknown_tokens(text)]


# --- issuing --------------------------------------------------------------------------------------


def test_issued_report_keeps_figures_and_files_and_differs_from_today(draft, pond, minh, commune):
    issue(draft, minh)
    assert {file.form for file in draft.files.all()} == {"docx", "pdf", "xlsx"}
    HazardSite.objects.create(
        kind=HazardKind.objects.get(code="pond"),
        name="Ao mới",
        geom=point(3, 3),
        commune=commune,
        found_on="2026-03-01",
    )
    stored = PeriodReport.objects.get(pk=draft.pk)
    line = next(line for line in comparison.compared(stored) if line.differs)
    assert (line.issued, line.today) == ("1", "2")


def test_number_is_given_once_a_year_also_where_a_report_was_withdrawn(draft, minh, lan, commune):
    issue(draft, minh)
    services.withdraw(draft, reason="sai số liệu", seen_version=2)
    again = services.begin(commune, "half_year", SPRING, by=lan, duty=duty_of("half_year", 2026))
    assert again.pk != draft.pk
    with pytest.raises(ReportRefused, match="05/BC-UBND"):
        issue(again, minh)
    assert not again.files.exists()
    issue(PeriodReport.objects.get(pk=again.pk), minh, number=services.next_number(commune, 2026))


def test_report_is_not_issued_before_its_period_is_over(draft, minh):
    with pytest.raises(ReportRefused):
        issue(draft, minh, on=date(2026, 5, 18))


def test_issued_on_a_stale_version_stores_nothing(draft, minh):
    services.edit(PeriodReport.objects.get(pk=draft.pk), seen_version=1)
    with pytest.raises(StaleVersionError):
        issue(draft, minh)
    assert not draft.files.exists() and not PeriodReport.objects.get(pk=draft.pk).is_issued


def test_duty_has_one_report_in_force(draft, commune, lan):
    again = services.begin(commune, "half_year", SPRING, by=lan, duty=duty_of("half_year", 2026))
    assert again.pk == draft.pk


# --- files ----------------------------------------------------------------------------------------


def test_word_file_has_styles_head_rows_and_described_pictures(draft, pond, village):
    document = docx.Document(io.BytesIO(services.docx_of(paper_of(draft))))
    section, normal = document.sections[0], document.styles["Normal"]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    assert section.different_first_page_header_footer
    head = document.tables[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert "XÃ NGỌC HỒI" in head.cell(0, 0).text
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert document.inline_shapes and document.element.xpath("//w:tblHeader")


def test_pdf_says_the_same_as_the_word_file(draft, pond):
    paper = paper_of(draft)
    pdf = pypdfium2.PdfDocument(services.pdf_of(paper))
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    for part in paper.parts:
        for paragraph in part.paragraphs:
            assert "".join(paragraph.split()) in text


def test_spreadsheet_has_typed_cells_formulas_and_no_injection(draft, pond, fence):
    HazardSite.objects.filter(pk=pond.pk).update(name="=cmd|' /C calc'!A0")
    content = services.xlsx_of(paper_of(draft))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    formulas = "".join(sheets)
    assert "cmd|" not in formulas and "SUBTOTAL(109" in formulas
    assert "autoFilter" in formulas and 'state="frozen"' in formulas
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    kinds = workbook.get_sheet_by_index(1).to_python()
    assert kinds[-1][5] == 1 and kinds[-1][7] == 1.0  # the values that formulas carry
    sites = workbook.get_sheet_by_index(len(workbook.sheet_names) - 1).to_python()
    assert sites[4][0] == "=cmd|' /C calc'!A0" and sites[4][6] == date(2026, 1, 1)


# --- reminding ------------------------------------------------------------------------------------


def test_who_writes_is_reminded_once_for_each_step(lan, minh, tuan, village):
    assert remind(date(2026, 5, 1)) == 2
    assert remind(date(2026, 5, 2)) == 0
    assert remind(date(2026, 5, 12)) == 2
    assert not tuan.notices.exists()
    assert "19/05/2026" in lan.notices.first().text


def test_nobody_is_reminded_of_what_is_issued(draft, minh, village):
    issue(draft, minh)
    assert remind(date(2026, 5, 18)) == 0


def test_sites_of_a_dissolved_village_stand_under_its_name(draft, pond, village):
    pond.refresh_from_db()
    type(village).objects.filter(pk=village.pk).update(dissolved_on=date(2026, 3, 1))
    rows = paper_of(draft).figures.table("villages").rows
    assert [row[0] for row in rows if row[1]] == [f"{village.name} (không còn tồn tại)"]


def test_an_empty_table_of_a_phuong_speaks_of_residential_groups(draft, commune):
    type(commune).objects.filter(pk=commune.pk).update(type="phuong")
    draft.refresh_from_db()
    table = paper_of(draft).figures.table("villages")
    assert "tổ dân phố" in table.title and ("tổ dân phố" in table.empty)
