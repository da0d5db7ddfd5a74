"""How a small form answers: inside the card with htmx, as pages of its own without."""

import json
import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import access
from hazards import notify
from hazards.models import HazardSite
from hazards.views.whole_site import draw_site

ID = re.compile(r"[\w-]{1,80}")


def map_address(site: HazardSite) -> str:
    """The map page with the site's card open."""
    return f"{reverse('map')}?{urlencode({'site': site.pk, 'commune': site.commune.code})}"


def from_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> MultiValueDict | None:
    """Files sent with the form, by a browser without scripts."""
    return request.FILES if request.method == "POST" else None


def slot(request: HttpRequest) -> str:
    """Where in the card the form stands: its fields' ids begin so, as two forms may be open."""
    target = request.headers.get("HX-Target", "").removesuffix("-form")
    return target if ID.fullmatch(target) else "small"


def show_form(request: HttpRequest, template: str, site: HazardSite, **context: object) -> HttpResponse:
    """`template` draws the form; alone for htmx, else within a page."""
    context |= {"site": site, "form_template": template, "slot": slot(request), "next": asked_next(request)}
    page = template if from_htmx(request) else "hazards/form_page.html"
    return render(request, page, context)


def saved(request: HttpRequest, site: HazardSite, sentence: str) -> HttpResponse:
    """The card anew, telling the map that the site changed; without htmx, back to the site's page."""
    sentence = f"{sentence} {reopened_words(request, site)}".strip()
    if not from_htmx(request):
        messages.success(request, sentence)
        return redirect(asked_next(request) or reverse("site", args=[site.pk]))
    response = draw_site(request, site, note=sentence)
    response["HX-Retarget"] = "#site-card"
    response["HX-Reswap"] = "outerHTML"
    response["HX-Trigger"] = json.dumps({"site-changed": {"id": str(site.pk)}})
    return response


def asked_next(request: HttpRequest) -> str:
    """`?next=`, an address of ours to go on with: the round, the list; empty without one."""
    address = request.GET.get("next", "")
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else ""


def reopened_words(request: HttpRequest, site: HazardSite) -> str:
    """That what was just recorded cost the site its protection, and who learnt of it."""
    if not site.just_reopened:
        return ""
    unit = access.unit_in_words(request.user, site.responsible_unit)
    responsible = ", ".join(filter(None, [unit, str(site.responsible_person or "")]))
    if not responsible:
        return _("The place is open again. Nobody is responsible for it yet: please name someone.")
    others = notify.newly_responsible(site, notify.NOBODY) - {request.user}
    told = access.who_may(
        {person for person in others if person.is_active}, access.SEE, "site", site.commune_id
    )
    sentence = (
        _("The place is open again: %(responsible)s was told.")
        if told
        else _("The place is open again. Responsible: %(responsible)s.")
    )
    return sentence % {"responsible": responsible}
