"""The list of sites as a table: the words of its address decide rows, order, columns and page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

from foundation.ordering import by_name
from hazards.columns import BY_CODE, COLUMNS, Column, Reading, offered
from hazards.filters import SiteFilter
from hazards.models import HazardSite
from hazards.querysets import HazardSiteQuerySet

ROWS: Final = 50
USUAL_SORT: Final = "-late"
# Words of the address that say how the list looks, not which sites are in it.
LOOK: Final = ("cols", "sort", "page")


@dataclass(frozen=True)
class Head:
    """A column's head: pressed, it sorts by the column, and pressed again the other way round."""

    column: Column
    address: str
    aria_sort: str


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str

    @property
    def label(self) -> Promise:
        return self.column.label


@dataclass(frozen=True)
class Row:
    site: HazardSite
    cells: list[Cell]
    days_late: int


class Table:
    """`words` as they came: what is not a column, an order or a page is passed over."""

    def __init__(self, words: QueryDict, *, sites: HazardSiteQuerySet, filter: SiteFilter, reading: Reading):
        self.words, self.sites, self.filter, self.reading = words, sites, filter, reading

    @cached_property
    def columns(self) -> list[Column]:
        """The chosen ones in their order; the name is always there."""
        asked = self.words.get("cols", "").split(",")
        known = {column.code for column in offered(self.reading)}
        chosen = {code for code in asked if code in known}
        if not chosen:
            chosen = {column.code for column in COLUMNS if column.is_usual}
        return [column for column in COLUMNS if column.code in chosen | {"name"}]

    @cached_property
    def sort(self) -> tuple[Column, bool]:
        """The column to sort by, and whether the other way round."""
        word = self.words.get("sort") or USUAL_SORT
        column = BY_CODE.get(word.removeprefix("-"))
        if column is None or column not in offered(self.reading):
            word, column = USUAL_SORT, BY_CODE["late"]
        return column, word.startswith("-")

    @cached_property
    def matching(self) -> HazardSiteQuerySet:
        return self.filter.narrow(self.sites)

    @cached_property
    def page(self) -> Page:
        """Keys of the sites on the page asked for, the last page where it is too far. Two queries."""
        return Paginator(self.in_order(), ROWS).get_page(self.words.get("page"))

    def in_order(self) -> QuerySet:
        """Keys of all that match, in an order without ties, so that no page skips a site."""
        column, is_backwards = self.sort
        key = column.order(self.reading)
        # The oldest deadline is the most days late.
        upwards = is_backwards if column.code == "late" else not is_backwards
        first = key.asc(nulls_last=True) if upwards else key.desc(nulls_last=True)
        sites = column.prepare(self.matching, self.reading)
        return sites.order_by(first, *then(column), "pk").values_list("pk", flat=True)

    @cached_property
    def rows(self) -> list[Row]:
        """The sites of the page with what the columns need. One query more."""
        keys = list(self.page.object_list)
        sites = HazardSite.objects.filter(pk__in=keys).with_status(self.reading.day)
        for column in self.columns:
            sites = column.prepare(sites, self.reading)
        related = sites.select_related("kind", "village", "responsible_unit", "responsible_person")
        found = {site.pk: site for site in related.defer("geom", "description")}
        return [self.row(found[key]) for key in keys if key in found]

    def row(self, site: HazardSite) -> Row:
        cells = [Cell(column, column.text(site, self.reading)) for column in self.columns]
        late = BY_CODE["late"].text(site, self.reading)
        site.due_on = self.reading.calendar.due_day(site.deadline) if site.deadline else None
        return Row(site, cells, int(late or 0))

    @cached_property
    def heads(self) -> list[Head]:
        sorted_by, is_backwards = self.sort
        heads = []
        for column in self.columns:
            is_it = column == sorted_by
            word = f"-{column.code}" if is_it and not is_backwards else column.code
            direction = ("descending" if is_backwards else "ascending") if is_it else ""
            heads.append(Head(column, self.address(sort=word), direction))
        return heads

    @property
    def next_page(self) -> str:
        return self.address(page=self.page.next_page_number())

    @property
    def previous_page(self) -> str:
        return self.address(page=self.page.previous_page_number())

    def address(self, **changed: object) -> str:
        """`?…`: the words with some changed, from the first page on unless `page` is given."""
        words = kept(self.words, without=["page", *changed])
        for name, value in changed.items():
            words[name] = str(value)
        return f"?{words.urlencode(safe=',')}"

    @property
    def filters(self) -> str:
        """The words that narrow, as the map understands them too."""
        return kept(self.words, without=LOOK).urlencode()


def then(column: Column) -> list:
    """What decides between equals: the worst first, then names."""
    if column.code == "late":
        return ["-risk_score", "deadline"]
    return [] if column.code == "name" else [by_name()]


def kept(words: QueryDict, *, without: Iterable[str]) -> QueryDict:
    """A copy without empty words and without some by name."""
    copy = QueryDict(mutable=True)
    for name, values in words.lists():
        if name not in without:
            copy.setlist(name, [value for value in values if value])
    return copy
