"""A name for a site that nobody has named yet."""

from django.utils.translation import gettext as _

from areas.models import Commune, Village
from hazards.kinds import HazardKind


def proposed_name(kind: HazardKind, village: Village | None, commune: Commune) -> str:
    """Kind and village, as in “Ao, thôn Đại Áng”."""
    where = village.full_name if village else commune.full_name
    return _("%(kind)s, %(where)s") % {"kind": kind.name, "where": where}
