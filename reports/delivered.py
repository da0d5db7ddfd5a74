"""Issuing a report, in the background: drawing it takes longer than people wait for a page."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from deliveries.makers import CannotBeMadeError, Made, Progress, maker
from deliveries.rights import may_in_all
from foundation.contract import PDF
from foundation.pdf import PrintingUnavailable
from foundation.records import StaleVersionError
from reports import files, services
from reports.errors import ReportRefused
from reports.models import IssuedFile, PeriodReport

ISSUE: Final = "period_report_issue"


def may_issue(user: User, *, commune: int, **_words: Any) -> bool:
    """No query once rights are known."""
    return all(may_in_all(user, deed, "issued_report", [commune]) for deed in (access.ADD, access.EXPORT))


def is_issued(*, report: str, number: int, sign: str, on: str, **_words: Any) -> bool:
    """Whether it went out so."""
    return PeriodReport.objects.filter(pk=report, number=number, sign=sign, issued_on=on).exists()


@maker(ISSUE, may=may_issue, stands=is_issued)
def make_issue(
    progress: Progress,
    user: User,
    *,
    commune: int,
    report: str,
    version: int,
    number: int,
    sign: str,
    on: str,
) -> Made:
    """Issue it, and give its PDF. Asked once more, when it stands so already, it gives the PDF alone."""
    row = PeriodReport.objects.select_related("commune").get(pk=report, commune=commune)
    day = date.fromisoformat(on)
    if (row.number, row.sign, row.issued_on) != (number, sign, day):
        try:
            services.issue(
                row, number=number, sign=sign, on=day, by=user, seen_version=version, progress=progress
            )
        except ReportRefused as refused:
            raise CannotBeMadeError(refused.sentence) from refused
        except StaleVersionError as stale:
            raise CannotBeMadeError(
                _("Somebody changed the report meanwhile. Please read it again, then issue it.")
            ) from stale
        except PrintingUnavailable as missing:
            raise CannotBeMadeError(missing.sentence) from missing
    return Made(files.file_name(row, IssuedFile.Form.PDF), PDF, files.issued(row, IssuedFile.Form.PDF))
