"""The counts of a commune in one year: village by village, and who stored them from where."""

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.db.models import QuerySet

from areas.models import ChildCount, Commune, Village
from exchange.head_counts.ages import Band
from exchange.head_counts.storing import REASON, as_counted
from exchange.models import HeadCountFile
from foundation.ordering import by_name

FROM_FILE: Final = re.compile(REASON.format("([0-9a-f-]{36})"))


@dataclass(frozen=True)
class Source:
    """Who last stored a count and when; `file` is empty where it was by hand."""

    who: str
    at: datetime
    file: str


@dataclass(frozen=True)
class Row:
    village: Village
    count: ChildCount | None
    ages: list[int | None]  # as `Year.bands`
    source: Source | None


def years_counted(commune: Commune) -> list[int]:
    """The latest first. One query."""
    counts = ChildCount.objects.filter(village__commune=commune).order_by("-year")
    return list(counts.values_list("year", flat=True).distinct())


class Year:
    """Costs five queries, however many villages there are."""

    def __init__(self, commune: Commune, year: int):
        self.commune, self.year = commune, year

    @cached_property
    def counts(self) -> dict[int, ChildCount]:
        rows = ChildCount.objects.filter(village__commune=self.commune, year=self.year)
        return {count.village_id: count for count in rows.prefetch_related("by_age")}

    @cached_property
    def bands(self) -> list[Band]:
        return sorted({band for count in self.counts.values() for band in as_counted(count)[1]})

    @cached_property
    def villages(self) -> list[Village]:
        """Those that exist on the last day of the year, and those that were counted nevertheless."""
        rows = Village.objects.filter(commune=self.commune).defer("boundary", "centre")
        existing = rows.existing_on(date(self.year, 12, 31)) | rows.filter(pk__in=list(self.counts))
        return list(existing.order_by(by_name()))

    @cached_property
    def rows(self) -> list[Row]:
        return [self.row(village) for village in self.villages]

    def row(self, village: Village) -> Row:
        count = self.counts.get(village.pk)
        ages = as_counted(count)[1] if count else {}
        source = self.sources.get(count.pk) if count else None
        return Row(village, count, [ages.get(band) for band in self.bands], source)

    @cached_property
    def sources(self) -> dict[int, Source]:
        """By the key of a count; of those stored before there was a history nothing is known."""
        keys = [count.pk for count in self.counts.values()]
        history = ChildCount.history.filter(id__in=keys).order_by("history_date", "history_id")
        latest = {entry.id: entry for entry in history.select_related("history_user")}
        origins = {key: file_key(entry.history_change_reason) for key, entry in latest.items()}
        named = HeadCountFile.objects.filter(pk__in=set(filter(None, origins.values())))
        files: dict[uuid.UUID | None, str] = dict(named.values_list("pk", "file_name"))
        return {
            key: Source(str(entry.history_user or ""), entry.history_date, files.get(origins[key], ""))
            for key, entry in latest.items()
        }

    @property
    def uncounted(self) -> list[Village]:
        return [row.village for row in self.rows if row.count is None]

    @property
    def children(self) -> int:
        return sum(count.children for count in self.counts.values())

    @property
    def sums(self) -> list[int]:
        """Of each age, over the villages that know it."""
        return [sum(row.ages[place] or 0 for row in self.rows) for place in range(len(self.bands))]


def file_key(reason: str | None) -> uuid.UUID | None:
    found = FROM_FILE.fullmatch(reason or "")
    return uuid.UUID(found[1]) if found else None


def unfinished(commune: Commune) -> QuerySet[HeadCountFile]:
    """Files that somebody began to mend, the latest first."""
    rows = HeadCountFile.objects.in_force().filter(commune=commune, stored_at=None)
    return rows.defer("rows", "reading").select_related("created_by")
