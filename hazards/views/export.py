"""The list of sites as a file: of the commune at once, of all that the reader may export in the background."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from audit.log import record_export
from deliveries.respond import deliver
from foundation.contract import CSV, answers, reads, takes
from foundation.spreadsheets import csv_download
from hazards.filters import SiteFilter
from hazards.site_file import NOT_OF_MANY, SITES
from hazards.site_lines import headings, site_lines
from hazards.table import kept
from hazards.views.table import table_of


@asks(access.EXPORT, "site")
@require_safe
@reads(SiteFilter)
@answers(CSV)
def site_export(request: HttpRequest) -> HttpResponseBase:
    """The sites that the list shows, on all its pages; that they were taken is written down."""
    commune = workplace_of(request).commune
    access.require(request.user, access.EXPORT, "site", commune)
    if commune is None:
        raise PermissionDenied
    table = table_of(request, commune)
    day = table.filter.day
    knows_owners = access.may_see_owners(request.user, commune.pk)
    lines = list(site_lines(table.matching, day, table.filter.calendar, knows_owners=knows_owners))
    record_export(request, what="hazards", rows=len(lines), communes=[commune])
    return csv_download([headings(), *lines], f"hazard-sites-{commune.code}-{day.isoformat()}")


@asks(access.EXPORT, "site")
@require_POST
@reads(SiteFilter)
@takes()
def site_export_all(request: HttpRequest) -> HttpResponse:
    """The same of all communes whose sites the reader may export, without what is of one commune."""
    communes = access.communes_for(request.user, access.EXPORT, "site").order_by("pk")
    keys = list(communes.values_list("pk", flat=True))
    words = kept(request.GET, without=NOT_OF_MANY)
    day = SiteFilter(words, commune=None).day
    words["as_of"] = day.isoformat()
    title = ngettext(
        "Hazard sites of %(number)s commune, as of %(day)s",
        "Hazard sites of %(number)s communes, as of %(day)s",
        len(keys),
    ) % {"number": len(keys), "day": date_format(day, "SHORT_DATE_FORMAT")}
    return deliver(request, SITES, {"communes": keys, "words": words.urlencode()}, title)
