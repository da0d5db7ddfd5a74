"""What has to be sent in a year, and how far it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from areas.models import Commune
from reports.duties import Duty, duties_of
from reports.models import PeriodReport

SOON_DAYS = 21


class State(StrEnum):
    ISSUED = "issued"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    NONE = "none"


@dataclass(frozen=True)
class Entry:
    """A duty of a commune on `today`.

    `report` is the one in force, if there is any; `withdrawn` the last one that was issued and withdrawn.
    """

    commune: Commune
    duty: Duty
    report: PeriodReport | None
    today: date
    withdrawn: PeriodReport | None = None

    @property
    def state(self) -> State:
        if self.report is None:
            return State.WITHDRAWN if self.withdrawn else State.NONE
        return State.ISSUED if self.report.is_issued else State.DRAFT

    @property
    def may_be_begun(self) -> bool:
        """Nobody has begun it, and there are days to tell about."""
        return self.report is None and self.duty.has_begun(self.today)

    @property
    def kind_label(self) -> str:
        return str(PeriodReport.Kind(self.duty.kind).label)

    @property
    def days_left(self) -> int:
        """Until the last day to send it; negative past it."""
        return (self.duty.last_day - self.today).days

    @property
    def is_late(self) -> bool:
        """Not issued, and past its last day."""
        return self.state != State.ISSUED and self.days_left < 0

    @property
    def was_late(self) -> bool:
        """Issued on its day or later."""
        issued_on = self.report.issued_on if self.report else None
        return issued_on is not None and issued_on >= self.duty.due_on

    @property
    def days_late(self) -> int:
        return max(-self.days_left, 0)

    @property
    def is_soon(self) -> bool:
        return self.state != State.ISSUED and 0 <= self.days_left <= SOON_DAYS


def calendar_of(communes: Sequence[Commune], year: int, today: date) -> list[Entry]:
    """The duties of `year` of each commune, the first due first. One query."""
    rows = PeriodReport.objects.filter(
        commune__in=[commune.pk for commune in communes],
        due_on__in={duty.due_on for duty in duties_of(year)},
    )
    in_force, withdrawn = {}, {}
    for report in rows.select_related("created_by", "issued_by").defer("figures").order_by("withdrawn_at"):
        key = (report.commune_id, report.kind, report.due_on)
        if report.withdrawn_at is None:
            in_force[key] = report
        elif report.is_issued:
            withdrawn[key] = report
    return [
        Entry(commune, duty, in_force.get(key), today, withdrawn.get(key))
        for duty in duties_of(year)
        for commune in communes
        for key in [(commune.pk, duty.kind, duty.due_on)]
    ]


def open_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Those that are still to be sent."""
    return [entry for entry in entries if entry.state != State.ISSUED]
