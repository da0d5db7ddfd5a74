"""The tables of the leaders' pages as they leave the app: a line of headings, then the figures."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Reader
from areas.working_days import WorkingDays
from hazards.prices import Money
from hazards.site_lines import unit_words
from hazards.status import Status
from hazards.steps import Step
from maps.leaders.city import CommuneLine
from maps.leaders.lines import Line, lines
from maps.leaders.lists import Lists, Number
from maps.leaders.money import MoneyLine, money
from maps.leaders.months import Month, trend
from maps.leaders.work import latest, steps

Rows = Iterator[list[Any]]


def of_lines(name: str, head: Promise) -> Callable[[Lists, Reader, WorkingDays], Rows]:
    def rows(lists: Lists, reader: Reader, calendar: WorkingDays) -> Rows:
        yield from line_rows(getattr(lines(lists, reader, calendar), name), str(head))

    return rows


def line_rows(found: Sequence[Line], head: str) -> Rows:
    yield [head, _("sites"), *(str(status.label) for status in Status), _("overdue")]
    for line in found:
        yield [line.name, line.existing.count, *line.by_status.values(), line.overdue]


def of_months(lists: Lists, _reader: Reader, _calendar: WorkingDays) -> Rows:
    yield from month_rows(trend([lists.commune], lists.day, lists.on))


def month_rows(months: Sequence[Month]) -> Rows:
    yield [_("Day"), _("Drowning sites"), _("with measures"), _("looked at in time")]
    for month in months:
        yield [month.day, month.existing.count, month.done.count, month.strict.numerator]


def of_late(lists: Lists, reader: Reader, calendar: WorkingDays) -> Rows:
    """All of them; no person is named, a place of a household only to who may know them."""
    yield [_("Name"), _("Kind"), _("Village"), _("Days late"), _("Deadline"), _("Responsible unit")]
    for site in latest(lists, reader, calendar, most=None):
        village = site.village.name if site.village else ""
        unit = unit_words(site.responsible_unit)
        yield [site.shown_name, site.kind.name, village, site.days_late, site.deadline, unit]


def of_changes(lists: Lists, _reader: Reader, _calendar: WorkingDays) -> Rows:
    yield from step_rows(steps(lists, [lists.commune]))


def step_rows(found: Sequence[tuple[Step, Number]]) -> Rows:
    yield [_("What became of it"), _("sites")]
    for step, number in found:
        yield [str(step.label), number.count]


def of_money(lists: Lists, _reader: Reader, _calendar: WorkingDays) -> Rows:
    yield from money_rows(money(lists), _("Source of money"))


def money_rows(found: Sequence[MoneyLine], head: str) -> Rows:
    yield [head, *(str(kind.label) for kind in Money)]
    for line in found:
        yield [line.name, *(price.amount for _kind, price, _href in line.sums)]


def city_rows(lines: Sequence[CommuneLine]) -> Rows:
    yield [
        _("code of the commune"), _("commune"), _("sites"), _("Drowning sites"), _("with measures"),
        _("unprotected"), _("overdue"), _("reopened"), _("villages"), _("with a play point"),
    ]  # fmt: skip
    for line in lines:
        counts = [number.count for number in [*line.before_share, *line.after_share]]
        villages = [line.villages.denominator, line.villages.numerator]
        yield [line.commune.code, line.commune.full_name, *counts, *villages]


TABLES: Final = {
    "kinds": of_lines("kinds", gettext_lazy("Kind")),
    "villages": of_lines("villages", gettext_lazy("Village")),
    "units": of_lines("units", gettext_lazy("Responsible unit")),
    "late": of_late,
    "months": of_months,
    "changes": of_changes,
    "money": of_money,
}
