"""While a place is being logged: is it one of those nearby? “This one” or “another place”."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from foundation.contract import ROW, TEXT, takes
from hazards import services
from hazards.duplicates import Duplicate, duplicates_near, is_answered
from hazards.errors import PhotoError
from hazards.forms.photos import PhotosField
from hazards.forms.place import coordinates_field, drawing_field
from hazards.forms.site import SiteForm
from hazards.kinds import HazardKind
from hazards.models import HazardSite
from hazards.views.reach import site_for, visible_site


@asks(access.ADD, "site")
@require_POST
@takes(coordinates=TEXT, geometry=TEXT, kind=ROW, another=TEXT, photos=TEXT)
def site_duplicates(request: HttpRequest) -> HttpResponse:
    """Fragment: entries of the chosen kind near the posted place; empty until both are known."""
    return render(request, "hazards/_duplicates.html", panel(found_for(request), request.POST))


def found_for(request: HttpRequest) -> list[Duplicate]:
    answers = request.POST
    try:
        shape = coordinates_field().clean(answers.get("coordinates")) or drawing_field().clean(
            answers.get("geometry")
        )
    except ValidationError:
        return []
    kind = answers.get("kind", "")
    known = HazardKind.objects.filter(pk=int(kind)).first() if kind.isdecimal() and len(kind) < 10 else None
    return duplicates_near(shape, known, request.user) if shape and known else []


def panel(found: list[Duplicate], answers: QueryDict) -> dict[str, object]:
    """What `_duplicates.html` needs."""
    standing = [one for one in found if not one.is_gone]
    return {
        "duplicates": standing,
        "gone": [one for one in found if one.is_gone],
        "is_another": bool(standing) and is_answered(found, seen(answers)),
        "asked_about": " ".join(str(one.site.pk) for one in standing),
        "with_photos": bool(answers.get("photos")),
        "photos_too": "photos-too" in answers or "photos-asked" not in answers,
        "radius_m": settings.DUPLICATE_RADIUS_M,
    }


def seen(answers: QueryDict) -> list[str]:
    """Keys of the entries of which the person said that this is another place."""
    return answers.get("another", "").split()


def asks_first(form: SiteForm) -> bool:
    """Whether a valid form of a new place lies near one that the person has not answered about."""
    site = form.instance
    form.duplicates = duplicates_near(site.geom, site.kind, form.user, besides=site.pk)
    if is_answered(form.duplicates, seen(form.data)):
        return False
    form.add_error(
        None,
        _(
            "There is an entry of this kind close by. Please say below whether it is this one, or another place."
        ),
    )
    return True


def panel_of(form: SiteForm) -> dict[str, object]:
    """The panel within the page of the form."""
    return panel(getattr(form, "duplicates", []), form.data)


@asks(access.ADD, "site")
@require_POST
@takes(photos=TEXT)
def site_same(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """“This one”: to the stored entry. What was typed stays a draft in the browser; photos go along if asked."""
    site = visible_site(request, pk, follow=True)
    if request.POST.get("photos-too"):
        send_photos(request, site_for(request, access.ADD, "photo", site.pk))
    messages.info(request, _("This is the entry on the register. What you typed is kept as a draft."))
    return redirect("site", site.pk)


def send_photos(request: HttpRequest, site: HazardSite) -> None:
    try:
        keys = PhotosField().clean(request.POST.get("photos"))
        photos = services.attach_photos(keys, site=site, by=request.user)
    except (PhotoError, ValidationError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error)
        messages.error(request, words)
    else:
        if photos:
            messages.success(request, _("Your photos were added here."))
