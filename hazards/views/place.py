"""Where is this? Answers while the form is still being filled in; stores nothing."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.placing import Place
from foundation.contract import TEXT, takes
from hazards.forms.place import PlaceForm, source_words
from hazards.forms.site import SiteForm
from hazards.views.site_page import trouble_spot


@asks(access.ADD, "site")
@require_POST
@takes(PlaceForm, village=TEXT, commune=TEXT, version=TEXT)
def site_place(request: HttpRequest) -> HttpResponse:
    """Fragment: commune and village of the posted place, or why it cannot be.

    The village field comes along, offering the villages of the commune that was found.
    """
    deed = access.CHANGE if request.POST.get("version") else access.ADD
    form = PlaceForm(request.POST, user=request.user, deed=deed, commune=about_commune(request))
    form.is_valid()
    commune = form.place.commune if form.place else form.commune
    chosen = {"village": request.POST.get("village")}
    village = SiteForm(user=request.user, commune=commune, initial=chosen)["village"]
    context = {
        "form": form,
        "place": form.place,
        "source_words": source_words(form.place),
        "not_yours": form.place and not may_record(request, deed, form.place, village.value()),
        "village": village,
        "found": for_script(form),
    }
    return render(request, "hazards/_place.html", context)


def may_record(request: HttpRequest, deed: str, place: Place, chosen: str | None) -> bool:
    """The right to do `deed` there; a village chosen by hand is checked when the form is sent."""
    return bool(chosen) or access.may(request.user, deed, "site", place.commune, place.village)


def for_script(form: PlaceForm) -> dict[str, object]:
    """What the map needs: the shape of pasted coordinates, and where an outline crosses itself."""
    place = form.place
    return {
        "where": place and (place.village or place.commune).full_name,
        "inside": place.inside if place else True,
        "pasted": form.cleaned_data.get("coordinates")
        and json.loads(form.cleaned_data["coordinates"].geojson),
        "trouble": trouble_spot(form),
    }


def about_commune(request: HttpRequest) -> Commune | None:
    """The commune the page is about, for the sentence when the place lies elsewhere."""
    code = request.POST.get("commune")
    visible = access.communes_for(request.user)
    # PostgreSQL breaks off at a null byte.
    return get_object_or_404(visible, code=code.replace("\0", "")) if code else workplace_of(request).commune
