"""A school reports a danger: it goes to the commune's staff, and the school sees what became of it."""

from django.db import transaction

from accounts import access
from hazards import services
from hazards.models import Report
from schools.models import School, SchoolReport
from schools.rules import works_in


def may_report(user: access.Reader, school: School) -> bool:
    """In the name of the school: whoever works there. One query for school staff."""
    return access.may_at(user, access.ADD, "school_word", school)


@transaction.atomic
def report_for(school: School, report: Report) -> bool:
    """Store the report, tied to the school; False when it was stored already. KeyTakenError."""
    is_new = services.report_danger(report)
    SchoolReport.objects.get_or_create(report=report, defaults={"school": school})
    return is_new


def reports_of(school: School, reader: access.Reader) -> list[Report]:
    """What the school reported, the newest first, for those who work there or look at reports.

    Each says in `may_see_site` whether it leads to a site that `reader` sees. Two queries.
    """
    own = Report.objects.in_force().filter(from_school__school=school)
    if not works_in(reader, school):
        own = own.filter(access.within_reach(reader, access.SEE, "report"))
    found = list(own.select_related("kind", "site__kind").order_by("-created_at"))
    for report in found:
        site = report.site
        report.may_see_site = site is not None and access.may_at(reader, access.SEE, "site", site)
    return found
