"""What a person answers for in the register, told on the person's page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts import access
from accounts.models import User
from accounts.ties import Tie, tell
from areas.models import Commune
from hazards.models import HazardSite, Measure


@tell
def answers_for(person: User, reader: User) -> list[Tie]:
    """Places and planned measures, commune by commune, as far as `reader` sees them. Three queries."""
    communes = {
        commune.pk: commune
        for commune in access.communes_for(reader, access.SEE, "site")
        .filter(pk__in=person.memberships.values("commune"))
        .defer("boundary")
    }
    return [*sites_of(person, communes), *measures_of(person, communes)]


def sites_of(person: User, communes: dict[int, Commune]) -> list[Tie]:
    """Places that still count; the list shows them."""
    sites = HazardSite.objects.existing_on(timezone.localdate()).filter(responsible_person=person)
    keys = list(sites.filter(commune__in=communes).order_by().values_list("commune", flat=True))
    return [site_tie(person, commune, keys.count(key)) for key, commune in communes.items() if key in keys]


def site_tie(person: User, commune: Commune, number: int) -> Tie:
    sentence = ngettext(
        "Responsible for %(number)s place in %(commune)s",
        "Responsible for %(number)s places in %(commune)s",
        number,
    )
    words = urlencode({"person": person.pk, "commune": commune.code})
    return Tie(sentence % {"number": number, "commune": commune.full_name}, f"{reverse('site-list')}?{words}")


def measures_of(person: User, communes: dict[int, Commune]) -> list[Tie]:
    planned = Measure.objects.in_force().filter(
        responsible_person=person,
        installed_on=None,
        removed_on=None,
        site__commune__in=communes,
        site__withdrawn_at=None,
    )
    number = planned.count()
    if not number:
        return []
    sentence = ngettext(
        "Responsible for %(number)s planned measure", "Responsible for %(number)s planned measures", number
    )
    return [Tie(sentence % {"number": number})]
