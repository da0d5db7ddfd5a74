"""The tables of the leaders' pages as they leave the app: a line of headings, then the figures."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.access import Reader
from areas.working_days import WorkingDays
from hazards.status import Status
from maps import leaders
from maps.leaders import Line, Lists
from maps.leaders_city import CommuneLine

Rows = Iterator[list[Any]]


def of_lines(name: str, head: str) -> Callable[[Lists, Reader, WorkingDays], Rows]:
    def rows(lists: Lists, reader: Reader, calendar: WorkingDays) -> Rows:
        found: list[Line] = getattr(leaders.lines(lists, reader, calendar), name)
        yield [_(head), _("sites"), *(str(status.label) for status in Status), _("overdue")]
        for line in found:
            yield [line.name, line.existing.count, *line.by_status.values(), line.overdue]

    return rows


def of_months(lists: Lists, _reader: Reader, _calendar: WorkingDays) -> Rows:
    yield [_("Day"), _("Drowning sites"), _("with measures"), _("looked at in time")]
    for month in leaders.trend(lists):
        yield [month.day, month.existing.count, month.done.count, month.strict.numerator]


def of_changes(lists: Lists, _reader: Reader, _calendar: WorkingDays) -> Rows:
    yield [_("What became of it"), _("sites")]
    for step, number in leaders.steps(lists):
        yield [str(step.label), number.count]


def of_money(lists: Lists, _reader: Reader, _calendar: WorkingDays) -> Rows:
    found = leaders.money(lists)
    yield [_("Source of money"), *(str(kind.label) for kind, _price, _href in found[0].sums)]
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
    "kinds": of_lines("kinds", "Kind"),
    "villages": of_lines("villages", "Village"),
    "units": of_lines("units", "Responsible unit"),
    "months": of_months,
    "changes": of_changes,
    "money": of_money,
}
