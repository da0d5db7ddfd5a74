"""`/map/layers/hazards.geojson?bbox=w,s,e,n&…`: one layer of the map, as the reader may see it."""

from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.contract import BOX, GEOJSON, PLAIN, answers, one_of, reads
from hazards.filters import SiteFilter
from maps.box import BadBox, parse_box
from maps.geojson import FEATURES
from maps.layers import LAYERS, Sight


@asks(access.SEE, "area")
@require_safe
@cache_control(private=True, no_cache=True)
@reads(SiteFilter, name=one_of(LAYERS), bbox=BOX)
@answers(GEOJSON, FEATURES, also=[304])
@answers(PLAIN, status=400)
def layer(request: HttpRequest, name: str) -> HttpResponse:
    """400 with a sentence for a bad box or filter; 304 where the browser has it already."""
    if name not in LAYERS:
        raise Http404
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, LAYERS[name].thing, commune)
    words = filter_of(request, commune)
    if not words.is_valid():
        return refusal(next(iter(words.errors.values()))[0])
    try:
        box = parse_box(request.GET.get("bbox", ""))
    except BadBox as error:
        return refusal(str(error))
    return answer(request, LAYERS[name].draw(Sight(request.user, box, words)))


def filter_of(request: HttpRequest, commune: Commune | None) -> SiteFilter:
    """The filter that the address names, with as many units as the reader may know."""
    with_owners = access.may_see_owners(request.user, commune.pk if commune else None)
    return SiteFilter(request.GET, commune=commune, with_owners=with_owners, user=request.user)


def refusal(sentence: str) -> HttpResponse:
    return HttpResponseBadRequest(sentence, content_type="text/plain; charset=utf-8")


def answer(request: HttpRequest, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/geo+json")
    response["ETag"] = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)
