"""What the card of a site shows to whom, for the panel beside the map and for its own page."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from accounts import access
from foundation.days import BadDay, asked_day
from hazards.card import card_of
from hazards.gallery import gallery_of
from hazards.models import HazardSite
from hazards.scales import Likelihood, Severity


def day_of(request: HttpRequest) -> date:
    """`?as_of=2026-06-30` or `30/06/2026`, else today."""
    try:
        return asked_day(request.GET.get("as_of"))
    except BadDay:
        return timezone.localdate()


def card_context(request: HttpRequest, site: HazardSite) -> dict[str, object]:
    """What `_card.html` needs; on another day than today it is for reading only."""
    day = day_of(request)
    is_today = day == timezone.localdate()
    rights = {
        f"may_{deed}_{thing}": is_today and access.may(request.user, deed, thing, site.commune, site.village)
        for deed, thing in [
            (access.CHANGE, "site"),
            (access.WITHDRAW, "site"),
            (access.ADD, "measure"),
            (access.CHANGE, "measure"),
            (access.WITHDRAW, "measure"),
            (access.ADD, "inspection"),
            (access.WITHDRAW, "inspection"),
            (access.ADD, "photo"),
        ]
    }
    rights["may_press_next"] = is_today and any(rights.values())
    words = {
        "likelihood": Likelihood(site.likelihood).label,
        "severity": Severity(site.severity).label,
        "responsible": access.unit_in_words(request.user, site.responsible_unit),
    }
    return {
        "card": card_of(site, day),
        "photos": gallery_of(site, day, request.user),
        "site": site,
        "is_today": is_today,
        "words": words,
        **rights,
    }
