"""Files of a report: what they are called, and what they hold."""

from typing import Final

from django.utils.text import slugify

from foundation.contract import PDF
from reports.models import IssuedFile, PeriodReport
from reports.paper import paper_of
from reports.services import MAKERS

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Final = {IssuedFile.Form.DOCX: DOCX, IssuedFile.Form.PDF: PDF, IssuedFile.Form.XLSX: XLSX}
FORMS: Final = tuple(str(form) for form in TYPES)
NAMES: Final = {
    PeriodReport.Kind.HALF_YEAR: "bao-cao-6-thang",
    PeriodReport.Kind.YEAR_MINISTRY: "bao-cao-nam-gui-bo",
    PeriodReport.Kind.YEAR_CITY: "bao-cao-nam-gui-thanh-pho",
    PeriodReport.Kind.PERIOD: "bao-cao-khac-phuc",
}


def file_name(report: PeriodReport, form: str) -> str:
    """“bao-cao-6-thang-00679-2026-05-19-so-05.docx”; a draft says that it is one."""
    end = f"so-{report.number:02d}" if report.number else "du-thao"
    name = NAMES[PeriodReport.Kind(report.kind)]
    return f"{name}-{slugify(report.commune.code)}-{report.to_on:%Y-%m-%d}-{end}.{form}"


def drafted(report: PeriodReport, form: str) -> bytes:
    """Marked as a draft. PrintingUnavailable for a PDF where a library is missing."""
    return MAKERS[form](paper_of(report))


def issued(report: PeriodReport, form: str) -> bytes:
    """As it was issued; IssuedFile.DoesNotExist, FileNotFoundError."""
    file = report.files.get(form=form)
    with file.stored.open("rb") as stored:
        return stored.read()
