"""The same picture used twice: pointed out to whoever may see both, never refused."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from hazards.models import HazardSite, Photo

MOST_CANDIDATES: Final = 500


@dataclass(frozen=True)
class Lookalikes:
    sites: list[HazardSite] = field(default_factory=list)  # other sites with the same picture
    is_both: bool = False  # it stands as before and as after of one measure


def lookalikes(
    photos: Collection[Photo], reader: User, *, commune: Commune | None = None
) -> dict[object, Lookalikes]:
    """For the key of each photo, where else it is used, as far as `reader` may see; one query.

    Within `commune`, else wherever `reader` may look.
    """
    if not photos:
        return {}
    visible = HazardSite.objects.filter(access.within_reach(reader, access.SEE, "site"))
    if commune:
        visible = visible.filter(commune=commune)
    rows = Photo.objects.shown().sharing_a_band(photos).filter(site__in=visible.values("pk"))
    candidates = list(rows.select_related("site").defer("site__geom")[:MOST_CANDIDATES])
    return {photo.pk: among(photo, candidates) for photo in photos}


def among(photo: Photo, candidates: list[Photo]) -> Lookalikes:
    alike = [other for other in candidates if other.pk != photo.pk and photo.resembles(other)]
    sites = {other.site.pk: other.site for other in alike if other.site and other.site_id != photo.site_id}
    is_both = any(
        photo.measure_id and other.measure_id == photo.measure_id and other.stage != photo.stage
        for other in alike
    )
    return Lookalikes(list(sites.values()), is_both)


def hints_for(photo: Photo, reader: User) -> list[dict[str, str]]:
    """What is said of a picture that was just sent: sentences, with an address where there is one."""
    found = lookalikes([photo], reader)[photo.pk]
    hints = [
        {
            "words": _("The same picture is used for %(site)s.") % {"site": site.name},
            "address": reverse("site", args=[site.pk]),
        }
        for site in found.sites
    ]
    if photo.site_id is None and Photo.objects.staged_by(reader).similar_to(photo):
        hints.append({"words": _("You have already sent this picture with a form that is not saved yet.")})
    return hints
