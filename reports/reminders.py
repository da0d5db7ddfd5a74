"""The daily look at the reports that are due: who writes or issues them is told, once for each step."""

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts import access
from accounts.models import User
from accounts.teams import people_of
from areas.models import Commune, Village
from hazards.notify import page
from notices.kinds import NoticeKind, Topic, register
from notices.models import Notice
from notices.services import store, untold
from reports.calendar import Entry, calendar_of
from reports.duties import remind_days
from reports.models import PeriodReport

DUE: Final = "report-due"
OVERDUE: Final = "report-overdue"
# So long after its day a report that was not issued is told of, and no longer.
LOOK_BACK_DAYS: Final = 30

register(
    NoticeKind(DUE, _("The %(report)s is to be sent by %(day)s and not issued yet."), Topic.DUE),
    NoticeKind(
        OVERDUE,
        _("The %(report)s was to be sent by %(day)s and is not issued yet."),
        Topic.OVERDUE,
        is_urgent=True,
    ),
)


def remind(today: date) -> int:
    """Returns how many notices are new. Three queries for each commune that has something due."""
    communes = list(
        Commune.objects.filter(pk__in=Village.objects.values("commune")).defer("boundary").order_by("code")
    )
    entries = [entry for year in (today.year - 1, today.year) for entry in calendar_of(communes, year, today)]
    due: dict[Commune, list[Entry]] = {}
    for entry in entries:
        if step_of(entry) is not None:
            due.setdefault(entry.commune, []).append(entry)
    new: list[Notice] = []
    for commune, its_entries in due.items():
        new += untold(notice(entry, user) for entry in its_entries for user in to_tell(commune))
    store(new)
    return len(new)


def step_of(entry: Entry) -> int | None:
    """The reminder whose turn it is: the nearest of the days before, -1 past the last day, None for none."""
    if entry.report is not None and entry.report.is_issued:
        return None
    if entry.days_left < 0:
        return -1 if entry.days_left >= -LOOK_BACK_DAYS else None
    reached = [days for days in remind_days() if entry.days_left <= days]
    return min(reached, default=None)


def to_tell(commune: Commune) -> set[User]:
    """Those who write reports there. Two queries."""
    return access.who_may(people_of(commune), access.CHANGE, "period_report", commune.pk)


def notice(entry: Entry, user: User) -> Notice:
    step = step_of(entry)
    return Notice(
        user=user,
        kind=OVERDUE if step == -1 else DUE,
        words={"report": names(entry.duty.kind), "day": f"{entry.duty.last_day:%d/%m/%Y}"},
        url=f"{page('period-reports')}?commune={entry.commune.code}&year={entry.duty.due_on.year}",
        key=f"report {entry.commune.pk} {entry.duty.kind} {entry.duty.due_on} {step}",
    )


def names(kind: str) -> dict[str, str]:
    """What the report is called in each language."""
    told = {}
    for language in ("vi", "en"):
        with override(language):
            told[language] = str(PeriodReport.Kind(kind).label)
    return told
