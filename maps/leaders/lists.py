"""The list of sites behind a number: how many they are, and the address that shows exactly those."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Final, Self
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


class LeadsToSites:
    """Addresses of a list of sites as of `day`."""

    page_name: ClassVar[str]
    day: date
    since: date

    @property
    def where(self) -> dict[str, str]:
        """Words that name the commune."""
        return {}

    @cached_property
    def page(self) -> str:
        return reverse(self.page_name)

    @cached_property
    def day_words(self) -> dict[str, str]:
        return {} if self.day == timezone.localdate() else {"as_of": self.day.isoformat()}

    def to(self, **words: Any) -> str:
        """`words` of the list's filters."""
        asked: dict[str, Any] = {**self.where, **words, **self.day_words}
        if "change" in words or "money" in words:
            asked["since"] = self.since.isoformat()
        return f"{self.page}?{urlencode(asked, doseq=True)}"

    def number(self, count: int, **words: Any) -> Number:
        return Number(count, self.to(**words))

    def on(self, day: date) -> Self:
        """The same as of another day."""
        return replace(self, day=day)  # type: ignore[type-var]  # both are dataclasses


@dataclass(frozen=True)
class Lists(LeadsToSites):
    """Of the sites of `commune`, with the words of `hazards.filters.SiteFilter`."""

    page_name = "site-list"
    commune: Commune
    day: date
    since: date

    @property
    def where(self) -> dict[str, str]:
        return {"commune": self.commune.code}


@dataclass(frozen=True)
class CityLists(LeadsToSites):
    """Of the sites of all communes that one sees, with the words of `CitySitesForm`."""

    page_name = "leaders-city-sites"
    day: date
    since: date
