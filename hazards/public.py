"""The pages for people outside: whether there are any, and which commune they are about."""

import json
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.gis.db.models import Extent
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from accounts import access
from areas.models import Commune, Village


def for_the_public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for strangers where ANTOAN_PUBLIC is off."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.PUBLIC_PAGES and not request.user.is_authenticated:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def may_be_warned(reader: access.Reader) -> bool:
    """Whether `reader` may read the public warnings of every commune: as `for_the_public` has it."""
    return settings.PUBLIC_PAGES or reader.is_authenticated


def taking_part() -> QuerySet[Commune]:
    """Communes that keep the register: those whose villages are known."""
    return Commune.objects.filter(Exists(Village.objects.filter(commune=OuterRef("pk")))).defer("boundary")


def commune_asked(request: HttpRequest) -> Commune | None:
    """The one that `?commune=CODE` names, or the only one; None where there is a choice to be made."""
    code = request.GET.get("commune", "")
    if code:
        # PostgreSQL breaks off at a null byte.
        return None if "\0" in code else taking_part().filter(code=code).first()
    known = list(taking_part()[:2])
    return known[0] if len(known) == 1 else None


def box_of_all() -> tuple[float, float, float, float] | None:
    """West, south, east, north of the communes that take part; None where there is none."""
    return taking_part().aggregate(box=Extent("boundary"))["box"]


def outline_of(commune: Commune) -> dict[str, object]:
    """Its border as GeoJSON, without corners that nobody sees on a screen."""
    west, _south, east, _north = commune.boundary.extent
    return json.loads(commune.boundary.simplify((east - west) / 1_000, preserve_topology=True).geojson)
