"""Warnings for everybody: a map and a list of the places of a commune that are dangerous to children."""

from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.models import Commune
from foundation.contract import GEOJSON, PAGE_NUMBER, TEXT, answers, reads
from foundation.ordering import by_name
from foundation.vietnamese import fold
from hazards.public import commune_asked, for_the_public, outline_of, taking_part
from maps.geojson import FEATURES
from maps.views.layers import answer
from maps.warnings import MOST, as_geojson, warned_of, warnings

ROWS: Final = 30
COMMUNES: Final = 50


@asks(access.SEE, "warning")
@for_the_public
@require_safe
@reads(commune=TEXT, q=TEXT, page=PAGE_NUMBER)
def warnings_page(request: HttpRequest) -> HttpResponse:
    """Four queries, whatever the number of warnings."""
    commune = commune_asked(request)
    if commune is None:
        return choose_commune(request)
    page = Paginator(warned_of(commune, timezone.localdate()), ROWS).get_page(request.GET.get("page"))
    context = {
        "commune": commune,
        "page": page,
        "rows": warnings(page.object_list),
        "script": {
            "data": f"{reverse('warnings-data')}?commune={commune.code}",
            "outline": outline_of(commune),
            "words": {"zoomIn": _("Zoom in"), "zoomOut": _("Zoom out")},
        },
    }
    return render(request, "maps/warnings/page.html", context)


def choose_commune(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "")[:120]
    found = taking_part().filter(search_key__contains=fold(asked)).order_by(by_name())
    communes: list[Commune] = list(found[: COMMUNES + 1])
    context = {
        "asked": asked,
        "unknown": bool(request.GET.get("commune")),
        "communes": communes[:COMMUNES],
        "more": len(communes) > COMMUNES,
    }
    return render(request, "maps/warnings/choose.html", context)


@asks(access.SEE, "warning")
@for_the_public
@require_safe
@cache_control(private=True, no_cache=True)
@reads(commune=TEXT)
@answers(GEOJSON, FEATURES, also=[304])
def warnings_data(request: HttpRequest) -> HttpResponse:
    """`/warnings.geojson?commune=CODE`; 304 where the browser has it already."""
    commune = commune_asked(request)
    if commune is None:
        raise Http404
    return answer(request, as_geojson(warnings(warned_of(commune, timezone.localdate())[:MOST])))
