"""What the page of the site form gives its script."""

import json
from datetime import date

from django.forms import Form
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.working_days import working_days
from hazards.deadlines import day_off_hint, quick_days
from hazards.forms.place import RecordsPlace, source_words
from hazards.forms.site import SiteForm
from hazards.kinds import HazardKind
from hazards.scales import risk_words
from hazards.views.risk import proposal_of

# Layers of the map room, drawn faintly behind the drawing.
BACKGROUND = ("commune", "villages", "hazards")


# What a person sees at the place: the risk is proposed from it.
SEEN = ["near_path", "near_homes", "access", "depth_m", "bank"]
MORE = [
    "responsible_unit", "responsible_person", "information_source", "found_on", "description",
    "internal_note", "required_measures",
]  # fmt: skip


def page_context(form: SiteForm) -> dict[str, object]:
    calendar = working_days()
    return {
        "form": form,
        "commune": form.commune,
        "source_words": source_words(form.place),
        "show_border_note": bool(form["border_note"].value() or form["border_note"].errors),
        "seen": [form[name] for name in SEEN],
        "show_seen": any(form[name].errors or form[name].value() for name in SEEN),
        "more": [form[name] for name in MORE if name in form.fields],
        "show_more": any(form.errors.get(name) for name in ["village", "deadline", *MORE]),
        "quick_days": quick_days(timezone.localdate(), calendar),
        "deadline_hint": day_off_hint(deadline_of(form), calendar),
        **proposal_of(form, form.user),
        "script": {
            "kinds": kinds_for_script(),
            "risk": risk_words(),
            "trouble": trouble_spot(form),
            "layers": layer_addresses(),
            "words": words_for_script(),
        },
    }


def shown_place(form: RecordsPlace) -> dict[str, object]:
    """What the page of a form about a place draws, and the answer to where that is."""
    return {
        "form": form,
        "commune": form.commune,
        "place": form.place,
        "source_words": source_words(form.place),
    }


def script_of_place(answer: str) -> dict[str, object]:
    """What the script of such a page reads; the view called `answer` says where a place is."""
    return {"layers": layer_addresses(), "words": words_for_script(), "placeUrl": reverse(answer)}


def found_shape(form: RecordsPlace) -> dict[str, object] | None:
    """GeoJSON of the shape, once the place is good."""
    return json.loads(form.instance.geom.geojson) if form.place else None


def deadline_of(form: SiteForm) -> date | None:
    return form.cleaned_data.get("deadline") if form.is_bound else form.initial.get("deadline")


def kinds_for_script() -> dict[int, dict[str, object]]:
    """What each kind is called, and which of the questions it does not ask."""
    return {
        kind.pk: {"name": kind.name, "depth_m": kind.asks_depth, "bank": kind.asks_bank}
        for kind in HazardKind.objects.all()
    }


def trouble_spot(form: Form) -> list[float] | None:
    """[lat, lon] where the drawn outline crosses itself."""
    for error in form.errors.as_data().get("geometry", []):
        if error.params and "lon" in error.params:
            return [error.params["lat"], error.params["lon"]]
    return None


def layer_addresses() -> dict[str, str]:
    """Where the layers come from; the form works without any."""
    try:
        return {name: reverse("map-layer", args=[name]) for name in BACKGROUND}
    except NoReverseMatch:
        return {}


def words_for_script() -> dict[str, str]:
    return {
        "name": _("{kind}, {where}"),
        "point": _("Tap the place on the map."),
        "pointSet": _("Tap elsewhere to move the point, or drag it."),
        "line": _("Tap along the line, corner by corner, then “Finish the drawing”."),
        "area": _("Tap around the edge, corner by corner, then “Finish the drawing”."),
        "shapeSet": _("Drag a corner to move it, or the middle of a side to add one."),
        "locating": _("Looking for your position…"),
        "notLocated": _("Your position is not available. Please tap the map instead."),
        "draft": _("A draft from {time} was restored."),
        "noRisk": _("The risk level shows here once both are chosen."),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
    }
