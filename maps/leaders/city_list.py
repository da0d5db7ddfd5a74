"""The sites of all communes behind a number of the city's page, from the stretches of their status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, When

from accounts import access
from areas.models import Commune
from areas.working_days import WorkingDays
from foundation.ordering import by_name
from hazards.models import HazardSite
from hazards.models.span import StatusSpanQuerySet
from hazards.naming import of_a_household
from hazards.prices import sites_with
from hazards.spans import drowning_kinds, spans_in
from hazards.status import OPEN, Status
from hazards.steps import sites_that
from maps.leaders.work import tell

ROWS: Final = 50


@dataclass(frozen=True)
class CityList:
    """Sites of `communes` known on `day`; `words` of `CitySitesForm` narrow them."""

    communes: Sequence[Commune]
    day: date
    since: date
    calendar: WorkingDays
    words: dict[str, Any]

    def spans(self) -> StatusSpanQuerySet:
        """The stretches that hold the day, one for each site. A query for the kinds at most."""
        words = self.words
        spans = spans_in(self.communes).on(self.day)
        if words.get("status"):
            spans = spans.filter(status__in=words["status"])
        if words.get("kind"):
            spans = spans.filter(kind__in=words["kind"])
        if words.get("drowning"):
            spans = spans.filter(kind__in=drowning_kinds())
        if words.get("overdue"):
            spans = spans.filter(status__in=OPEN, deadline__lte=self.calendar.last_before(self.day))
        if words.get("change"):
            spans = spans.filter(site__in=sites_that(words["change"], self.since, self.day, self.communes))
        if words.get("money"):
            spans = spans.filter(sites_with(words["money"], [], self.since, self.day, site="site"))
        return spans

    def page(self, number: str | None) -> Page:
        """Keys of the sites on a page, the last one where it is too far. Two queries, three with kinds.

        What has waited the longest comes first; what waits for nothing stands by commune.
        """
        due = Case(When(status__in=OPEN, then=F("deadline")))
        ordered = self.spans().order_by(due.asc(nulls_last=True), by_name("commune__name"), "site")
        return Paginator(ordered.values_list("site", flat=True), ROWS).get_page(number)

    def rows(self, keys: Iterable[UUID], reader: access.Reader) -> list[Any]:
        """The sites of a page in their order, as `work.tell` tells them to the reader. One query."""
        asked = list(keys)
        sites = HazardSite.objects.filter(pk__in=asked).with_status(self.day)
        named = sites.annotate(is_somebodys=of_a_household())
        related = named.select_related("commune", "kind", "village", "responsible_unit", "responsible_person")
        found: dict[UUID, Any] = {
            site.pk: site
            for site in related.defer("geom", "description", "commune__boundary", "village__boundary")
        }
        for site in found.values():
            tell(site, reader, self.day, self.calendar)
            site.status_label = Status(site.status).label
        return [found[key] for key in asked if key in found]
