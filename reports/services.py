"""Deeds on a report: begin it, word it, issue it, withdraw it."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from areas.models import Commune
from foundation.records import StaleVersionError
from reports import wording
from reports.as_issued import frozen
from reports.docx_file import docx_of
from reports.duties import Duty
from reports.errors import ReportRefused
from reports.models import IssuedFile, PeriodReport
from reports.paper import STEPS, Paper, Progress, paper_of, silent
from reports.pdf_file import pdf_of
from reports.register import Period
from reports.xlsx_file import xlsx_of

MAKERS: Final[dict[str, Callable[[Paper], bytes]]] = {
    IssuedFile.Form.DOCX: docx_of,
    IssuedFile.Form.PDF: pdf_of,
    IssuedFile.Form.XLSX: xlsx_of,
}


def begin(
    commune: Commune,
    kind: str,
    period: Period,
    *,
    by: User,
    duty: Duty | None = None,
    key: UUID | None = None,
) -> PeriodReport:
    """A draft with the usual wording. For a duty there is one report in force: a second asker gets it.

    What is sent twice under the `key` that the client made is begun once; ReportRefused when
    something else stands under it.
    """
    report = PeriodReport(
        pk=key or uuid4(),
        commune=commune,
        kind=kind,
        from_on=period.first,
        to_on=period.last,
        due_on=duty.due_on if duty else None,
        subject=wording.first_subject(kind),
        sections=wording.first_sections(),
        recipients=wording.first_recipients(kind, commune),
        place=commune.name,
        created_by=by,
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:
        return begun_before(report)
    return report


def begun_before(report: PeriodReport) -> PeriodReport:
    """What stands where `report` was to be begun."""
    stands = PeriodReport.objects.in_force().filter(commune=report.commune, kind=report.kind)
    if report.due_on and (known := stands.filter(due_on=report.due_on).first()):
        return known
    if same := stands.filter(pk=report.pk, from_on=report.from_on, to_on=report.to_on).first():
        return same
    raise ReportRefused(
        _("A report was already begun from this form. For another one, press the button again."), "id"
    )


def edit(report: PeriodReport, *, seen_version: int) -> None:
    """StaleVersionError when someone else saved first; ReportRefused once it is issued."""
    with transaction.atomic():
        refuse_issued(report)
        report.save_edit(seen_version=seen_version)


def refuse_issued(report: PeriodReport) -> None:
    stored = PeriodReport.objects.filter(pk=report.pk).values_list("issued_on", "withdrawn_at").first()
    if stored and (stored[0] or stored[1]):
        raise ReportRefused(_("This report was issued or withdrawn meanwhile: it can't be changed."))


def issue(
    report: PeriodReport,
    *,
    number: int,
    sign: str,
    on: date,
    by: User,
    seen_version: int,
    progress: Progress = silent,
) -> None:
    """Freeze figures and files under a number: all of it or nothing.

    ReportRefused for what can't be issued so, StaleVersionError when someone saved meanwhile.
    PrintingUnavailable where a library for the PDF is missing.
    """
    refuse(report, number=number, sign=sign, on=on)
    report.number, report.sign, report.issued_on, report.issue_year = number, sign, on, on.year
    report.issued_by = report._history_user = by
    paper = paper_of(report, progress=progress)
    contents = made_files(paper, progress)
    report.subject, report.figures = paper.subject, frozen(paper)
    stored: list[IssuedFile] = []
    try:
        with transaction.atomic():
            progress(STEPS, STEPS, _("Issuing"))  # nobody cancels from here on
            refuse_issued(report)
            report.save_edit(seen_version=seen_version)
            stored += (store_file(report, form, content) for form, content in contents.items())
    except IntegrityError:
        drop(stored)
        refuse_taken(report, number, sign, on.year)
        raise
    except BaseException:
        drop(stored)
        raise


def refuse(report: PeriodReport, *, number: int, sign: str, on: date) -> None:
    """ReportRefused for what can't be issued so. Two queries."""
    refuse_issued(report)
    refuse_days(report, on)
    refuse_taken(report, number, sign, on.year)


def refuse_days(report: PeriodReport, on: date) -> None:
    if on > timezone.localdate():
        raise ReportRefused(_("The day of issue is in the future."), "issued_on")
    if on < report.to_on:
        raise ReportRefused(_("The report can't be issued before its period is over."), "issued_on")


def refuse_taken(report: PeriodReport, number: int, sign: str, year: int) -> None:
    taken = PeriodReport.objects.filter(commune=report.commune, issue_year=year, number=number, sign=sign)
    if taken.exclude(pk=report.pk).exists():
        words = _(
            "The number %(number)s was given to another report of %(year)s. Please give the next free one."
        )
        raise ReportRefused(words % {"number": f"{number:02d}/{sign}", "year": str(year)}, "number")


def made_files(paper: Paper, progress: Progress = silent) -> dict[str, bytes]:
    progress(1, STEPS, _("Drawing charts and the map"))
    contents = {}
    for picture in paper.pictures:
        assert picture.content  # noqa: S101  (drawn here, where it is told)
    for done, (form, make) in enumerate(MAKERS.items(), start=2):
        progress(done, STEPS, str(IssuedFile.Form(form).label))
        contents[form] = make(paper)
    return contents


def store_file(report: PeriodReport, form: str, content: bytes) -> IssuedFile:
    """Under a name of ours; who may have it is asked wherever it is given out."""
    row = IssuedFile(report=report, form=form, size=len(content), digest=hashlib.sha256(content).hexdigest())
    row.stored.save(f"{report.pk}.{form}", ContentFile(content), save=False)
    try:
        row.save(force_insert=True)
    except BaseException:
        drop([row])
        raise
    return row


def drop(files: list[IssuedFile]) -> None:
    for file in files:
        file.stored.delete(save=False)


def withdraw(report: PeriodReport, *, reason: str, seen_version: int) -> None:
    """It leaves the calendar; what was issued is kept, and so is its number. StaleVersionError."""
    stored = PeriodReport.objects.get(pk=report.pk)
    if stored.withdrawn_at:
        raise StaleVersionError(stored)
    report.withdraw(reason=reason, seen_version=seen_version)


def next_number(commune: Commune, year: int) -> int:
    """One more than the highest of the year: only a proposal, as other papers take numbers too."""
    rows = PeriodReport.objects.filter(commune=commune, issue_year=year).order_by("-number")
    return (rows.values_list("number", flat=True).first() or 0) + 1
