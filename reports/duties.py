"""What has to be sent in a year and by when, as `duties.toml` says. No queries."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("duties.toml")


@dataclass(frozen=True)
class Duty:
    """One report of one year: it has to be there before `due_on`."""

    kind: str
    first: date
    due_on: date
    source: str

    @property
    def last_day(self) -> date:
        """The last day on which it may be sent."""
        return self.due_on - timedelta(days=1)

    def has_begun(self, today: date) -> bool:
        """Whether there are days that it can tell about."""
        return self.first <= today

    def period_on(self, today: date) -> tuple[date, date]:
        """The days that a report written `today` tells about; no day of the future is among them."""
        return self.first, max(self.first, min(self.last_day, today))


@cache
def read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


DUTIES: Final = tuple(row["kind"] for row in read()["duty"])


def duties_of(year: int) -> list[Duty]:
    """Those of a year, the first to be sent first."""
    return [
        Duty(row["kind"], day_of(year, row["from"]), day_of(year, row["before"]), row["source"])
        for row in sorted(read()["duty"], key=lambda row: row["before"])
    ]


def duty_of(kind: str, year: int) -> Duty | None:
    return next((duty for duty in duties_of(year) if duty.kind == kind), None)


def may_end_on(kind: str, due_on: date | None, to_on: date, today: date) -> date | None:
    """The last day that a draft for a duty could tell about today, where that is later than `to_on`."""
    duty = duty_of(kind, due_on.year) if due_on else None
    last = duty.period_on(today)[1] if duty else to_on
    return last if last > to_on else None


def remind_days() -> list[int]:
    """So many days before the last one somebody is reminded; the farthest first."""
    return sorted(read()["remind_days_before"], reverse=True)


def day_of(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, day)
