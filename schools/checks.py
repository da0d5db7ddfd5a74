"""The self-checks of all schools of a commune in one school year: who handed in, what is unmet, what is late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Commune
from foundation.ordering import by_name
from schools.models import School, SelfCheck, SelfCheckAnswer
from schools.school_year import school_year_of
from schools.self_check import codes, edition

HANDED_IN: Final = "handed_in"
BEGUN: Final = "begun"
NOT_BEGUN: Final = "not_begun"
STATES: Final = {
    NOT_BEGUN: _("Not begun"),
    BEGUN: _("In progress"),
    HANDED_IN: _("Handed in"),
}
UNMET: Final = Q(answers__answer=SelfCheckAnswer.Answer.NO, answers__done_on=None)


@dataclass(frozen=True)
class Row:
    """`asked` and `answered` questions; `unmet` and `overdue` ones, without those done since."""

    school: School
    check: SelfCheck | None
    asked: int = 0
    answered: int = 0
    unmet: int = 0
    overdue: int = 0

    @property
    def state(self) -> str:
        if self.check is None:
            return NOT_BEGUN
        return HANDED_IN if self.check.submitted_at else BEGUN

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])


def rows_of(commune: Commune, year: int, today: date) -> list[Row]:
    """Each school that is open in that school year, those that still have to hand in first. Two queries."""
    begins, ends = date(year, 8, 1), date(year + 1, 7, 31)
    schools = School.objects.in_force().filter(Q(opened_on=None) | Q(opened_on__lte=ends), commune=commune)
    schools = schools.filter(Q(closed_on=None) | Q(closed_on__gt=begins)).select_related("level", "village")
    checks = checks_by_school(commune, year, today)
    ordered = schools.defer("geom", "village__boundary").order_by("level__position", by_name())
    rows = [row_of(school, checks.get(school.pk)) for school in ordered]
    return sorted(rows, key=lambda row: list(STATES).index(row.state))


def checks_by_school(commune: Commune, year: int, today: date) -> dict:
    """With `answered`, `unmet` and `overdue`. One query."""
    checks = SelfCheck.objects.in_force().filter(school__commune=commune, school_year=year)
    counted = checks.annotate(
        answered=Count("answers"),
        unmet=Count("answers", filter=UNMET),
        overdue=Count("answers", filter=UNMET & Q(answers__due_on__lt=today)),
    )
    return {check.school_id: check for check in counted.order_by()}


def row_of(school: School, check: SelfCheck | None) -> Row:
    if check is None:
        return Row(school, None)
    asked = len(list(codes(edition(check.edition).for_level(school.level.code))))
    return Row(school, check, asked, check.answered, check.unmet, check.overdue)


def totals(rows: Collection[Row]) -> dict[str, int]:
    """Schools by state, and the unmet and overdue of all of them."""
    by_state = {state: sum(row.state == state for row in rows) for state in STATES}
    return by_state | {
        "schools": len(rows),
        "unmet": sum(row.unmet for row in rows),
        "overdue": sum(row.overdue for row in rows),
    }


def years(commune: Commune, today: date) -> list[int]:
    """School years from the first with a check to that of `today`, the latest first. One query."""
    now = school_year_of(today)
    kept = SelfCheck.objects.in_force().filter(school__commune=commune)
    known = set(kept.order_by().values_list("school_year", flat=True).distinct())
    return sorted(known | {now}, reverse=True)
