"""The list of sites behind a number: how many they are, and the address that shows exactly those."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from areas.models import Commune
from hazards.status import Status

EXISTING: Final = tuple(status for status in Status if status != Status.ELIMINATED)


@dataclass(frozen=True)
class Number:
    count: int
    href: str


@dataclass(frozen=True)
class Lists:
    """Addresses of the list of sites of `commune` as of `day`."""

    commune: Commune
    day: date
    since: date

    @cached_property
    def page(self) -> str:
        return reverse("site-list")

    @cached_property
    def day_words(self) -> dict[str, str]:
        return {} if self.day == timezone.localdate() else {"as_of": self.day.isoformat()}

    def on(self, day: date) -> "Lists":
        """The same as of another day."""
        return Lists(self.commune, day, self.since)

    def to(self, **words: Any) -> str:
        """`words` of `hazards.filters.SiteFilter`."""
        asked: dict[str, Any] = {"commune": self.commune.code, **words, **self.day_words}
        if "change" in words or "money" in words:
            asked["since"] = self.since.isoformat()
        return f"{self.page}?{urlencode(asked, doseq=True)}"

    def number(self, count: int, **words: Any) -> Number:
        return Number(count, self.to(**words))


@dataclass(frozen=True)
class Tables:
    """A number over several communes leads to their table as of `day`, where its parts stand."""

    day: date

    def number(self, count: int, **_words: Any) -> Number:
        return Number(count, f"{reverse('leaders-city')}?as_of={self.day.isoformat()}#table")
