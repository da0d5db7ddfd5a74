"""What a site is called: by whoever has not named it yet, and by strangers."""

from collections.abc import Iterable
from typing import Final

from django.db.models import BooleanField, Case, Q, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Unit
from areas.models import Commune, Village
from hazards.kinds import HazardKind
from hazards.models import HazardSite

# A place that bears an owner or is in a household's charge is somebody's, whatever else is ticked.
OF_A_HOUSEHOLD: Final = (
    Q(is_household=True) | ~Q(owner_name="") | ~Q(owner_phone="") | Q(responsible_unit__type=Unit.Type.OWNER)
)


def proposed_name(kind: HazardKind, village: Village | None, commune: Commune) -> str:
    """Kind and village, as in “Ao, thôn Đại Áng”."""
    where = village.full_name if village else commune.full_name
    return _("%(kind)s, %(where)s") % {"kind": kind.name, "where": where}


def of_a_household() -> Case:
    """Expression over sites: whether their name may tell of a home."""
    return Case(When(OF_A_HOUSEHOLD, then=True), default=False, output_field=BooleanField())


def public_names(sites: Iterable[HazardSite]) -> dict[object, dict[str, str]]:
    """As strangers may know each of `sites`, by its key, in every language. One query."""
    asked = HazardSite.objects.filter(pk__in=[site.pk for site in sites]).annotate(
        is_somebodys=of_a_household()
    )
    rows = asked.values_list("pk", "name", "is_somebodys", "kind__name_vi", "kind__name_en")
    return {
        pk: {"vi": capfirst(vi), "en": capfirst(en or vi)} if is_somebodys else {"vi": name, "en": name}
        for pk, name, is_somebodys, vi, en in rows
    }


def public_name(site: HazardSite) -> str:
    """As strangers may know it: of a household's, the kind says enough. Needs `of_a_household`
    annotated as `is_somebodys`."""
    return str(capfirst(site.kind.name)) if site.is_somebodys else site.name
