"""A draft and an issued report to walk to, made without drawing anything."""

from datetime import date

from accounts.models import User
from areas.models import Commune
from reports import services
from reports.duties import duty_of
from reports.models import PeriodReport
from reports.register import Period


def draft_of(commune: Commune, by: User) -> PeriodReport:
    return services.begin(commune, "period", Period(date(2026, 2, 1), date(2026, 2, 28)), by=by)


def issued_of(commune: Commune, by: User) -> PeriodReport:
    """Its files hold hardly anything."""
    spring = Period(date(2026, 1, 1), date(2026, 5, 19))
    report = services.begin(commune, "half_year", spring, by=by, duty=duty_of("half_year", 2026))
    report.number, report.issued_on, report.issue_year, report.issued_by = 5, date(2026, 5, 19), 2026, by
    report.figures = {"numbers": {}, "tables": [], "parts": []}
    report.save()
    for form in services.MAKERS:
        services.store_file(report, form, b"PK")
    return report
