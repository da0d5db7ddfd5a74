"""`/hazards/`: the sites of the commune as a table, with the map's filters."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.contract import PAGE_NUMBER, TEXT, many, one_of, reads
from hazards.bulk import MOST, may_edit_some
from hazards.columns import BY_CODE, Reading, offered
from hazards.filters import SiteFilter
from hazards.forms.saved_view import SavedViewForm, tidy
from hazards.models import HazardSite, SavedView
from hazards.secrets import closed
from hazards.table import Table, kept

# Filters that are fields of their own, not chips.
IN_FIELDS: Final = ("village", "unit", "person", "change", "since", "money", "as_of")


@asks(access.SEE, "site")
@require_safe
@reads(
    SiteFilter,
    sort=one_of([*BY_CODE, *(f"-{code}" for code in BY_CODE)]),
    cols=TEXT,
    col=many(one_of(BY_CODE)),
    page=PAGE_NUMBER,
)
def site_list(request: HttpRequest) -> HttpResponse:
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    if commune is None:
        return render(request, "maps/no_commune.html")
    if "col" in request.GET:
        return HttpResponseRedirect(with_columns(request.GET))
    table = table_of(request, commune)
    context = {
        "table": table,
        "filter": table.filter,
        "offered": offered(table.reading),
        "asked_in_fields": IN_FIELDS,
        "other_words": kept(request.GET, without=["cols", "page"]).lists(),
        "most": MOST,
        "views": SavedView.objects.seen_by(request.user, commune),
        "save_form": SavedViewForm(initial={"words": tidy(request.GET)}),
        **exporting(request, commune),
        "may_edit": table.filter.is_today and may_edit_some(request.user, commune),
    }
    return render(request, "hazards/table/page.html", context)


def exporting(request: HttpRequest, commune: Commune) -> dict[str, object]:
    """Whether the list may be taken along, and of how many communes. One query, for who may."""
    may = access.may(request.user, access.EXPORT, "site", commune)
    communes = access.communes_for(request.user, access.EXPORT, "site").count() if may else 0
    return {"may_export": may, "export_communes": communes}


def with_columns(words: QueryDict) -> str:
    """The address of the list, once the boxes of the columns are ticked: `?col=a&col=b` as `?cols=a,b`."""
    rest = kept(words, without=["col", "cols", "page"])
    rest["cols"] = ",".join(words.getlist("col"))
    return f"?{rest.urlencode(safe=',')}"


def table_of(request: HttpRequest, commune: Commune) -> Table:
    """What the address of the request asks for, as far as the person may see it."""
    hidden = closed(request.user, commune.pk)
    with_owners = "owner_name" not in hidden
    words = SiteFilter(request.GET, commune=commune, with_owners=with_owners, user=request.user)
    reading = Reading(request.user, words.day, words.calendar, hidden)
    reach = access.within_reach(request.user, access.SEE, "site")
    sites = HazardSite.objects.filter(reach, commune=commune)
    return Table(request.GET, sites=sites, filter=words, reading=reading)
