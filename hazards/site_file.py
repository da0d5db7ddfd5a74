"""The sites of many communes as one file, made in the background."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from deliveries.makers import CannotBeMadeError, Made, Progress, maker
from deliveries.rights import may_in_all
from deliveries.tables import csv_made
from hazards.filters import SiteFilter
from hazards.models import HazardSite
from hazards.site_lines import headings, site_lines

SITES: Final = "site_table"
# Of one commune alone, or of whoever asks.
NOT_OF_MANY: Final = ("village", "unit", "person", "mine", "commune", "cols", "sort", "page")


def may_export(user: User, *, communes: list[int], words: str) -> bool:
    return may_in_all(user, access.EXPORT, "site", communes)


@maker(SITES, may=may_export)
def make_site_table(progress: Progress, user: User, *, communes: list[int], words: str) -> Made:
    """`words` are those of the list's address, with its day; a few queries for each commune."""
    asked = QueryDict(words)
    day = SiteFilter(asked, commune=None).day
    return csv_made(lines_of(progress, communes, asked), f"hazard-sites-{day.isoformat()}")


def lines_of(progress: Progress, keys: list[int], words: QueryDict) -> Iterator[list[Any]]:
    yield headings()
    communes = Commune.objects.filter(pk__in=keys).defer("boundary").order_by("code")
    is_empty = True
    for done, commune in enumerate(communes):
        progress(done, len(keys), commune.full_name)
        filter = SiteFilter(words, commune=commune)
        sites = filter.narrow(HazardSite.objects.filter(commune=commune))
        for line in site_lines(sites, filter.day, filter.calendar, knows_owners=False):
            is_empty = False
            yield line
    if is_empty:
        raise CannotBeMadeError(_("No site of these communes matches."))
