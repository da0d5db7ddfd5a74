"""Amounts and names as people read them."""

from decimal import Decimal

from django import template
from django.utils.formats import get_format

from accounts import access
from hazards.distances import in_metres, metres_between
from hazards.models import HazardSite, Inspection, Measure
from hazards.money import in_dong

register = template.Library()


@register.filter
def money(amount: Decimal | None) -> str:
    """“12.500.000 đ”; empty for an unknown amount."""
    return "" if amount is None else in_dong(amount, get_format("THOUSAND_SEPARATOR"))


@register.simple_tag(takes_context=True)
def responsible_for(context, thing: HazardSite | Measure) -> str:
    """Unit and person in charge, as the reader of the page may know them; empty for nobody."""
    reader, site = context["request"].user, thing if isinstance(thing, HazardSite) else thing.site
    unit = access.unit_in_words(reader, thing.responsible_unit)
    person = access.person_in_words(reader, thing.responsible_person, site.commune_id)
    return ", ".join(filter(None, [unit, person]))


@register.filter
def metres(length: float) -> str:
    """“350 m”, “1,2 km”."""
    return in_metres(length)


@register.simple_tag
def stood(inspection: Inspection, site: HazardSite) -> str:
    """How far from the site the inspector stood; empty where nobody said."""
    return in_metres(metres_between(inspection.place, site.geom)) if inspection.place else ""
