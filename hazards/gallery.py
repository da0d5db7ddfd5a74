"""The photos of a site on a day, grouped as they are looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from hazards.lookalikes import Lookalikes, lookalikes
from hazards.models import HazardSite, Inspection, Measure, Photo


@dataclass(frozen=True)
class Shown:
    """A photo with its words: what the picture cannot say itself."""

    photo: Photo
    site: HazardSite
    alike: Lookalikes = field(default_factory=Lookalikes)

    @property
    def day(self) -> date:
        """When it was taken; unknown, the day it was sent."""
        return self.photo.taken_on or timezone.localdate(self.photo.created_at)

    @property
    def words(self) -> str:
        words = {"site": self.site.name, "day": f"{self.day:%d/%m/%Y}"}
        return _("Photo of %(site)s, %(day)s") % words

    @property
    def of_what(self) -> str:
        """“Fence or barrier, before”, “Inspection of 12/05/2026”; empty for the place itself."""
        if self.photo.measure and self.photo.stage:
            words = {"measure": self.photo.measure.kind.name, "stage": self.photo.get_stage_display()}
            return _("%(measure)s, %(stage)s") % words
        if self.photo.measure:
            return self.photo.measure.kind.name
        if self.photo.inspection:
            return _("Inspection of %(day)s") % {"day": f"{self.photo.inspection.on:%d/%m/%Y}"}
        return ""


@dataclass
class OfMeasure:
    measure: Measure
    before: list[Shown] = field(default_factory=list)
    after: list[Shown] = field(default_factory=list)

    @property
    def is_same_picture(self) -> bool:
        """One picture stands as before and as after."""
        return any(shown.alike.is_both for shown in self.after)


@dataclass
class OfInspection:
    inspection: Inspection
    photos: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Gallery:
    everything: list[Shown]  # the newest first

    @property
    def of_place(self) -> list[Shown]:
        return [
            shown for shown in self.everything if not (shown.photo.measure_id or shown.photo.inspection_id)
        ]

    @property
    def measures(self) -> list[OfMeasure]:
        """Oldest measure first; a photo without a word on it counts as after."""
        groups: dict[object, OfMeasure] = {}
        for shown in reversed(self.everything):
            if measure := shown.photo.measure:
                group = groups.setdefault(measure.pk, OfMeasure(measure))
                side = group.before if shown.photo.stage == Photo.Stage.BEFORE else group.after
                side.append(shown)
        return list(groups.values())

    @property
    def inspections(self) -> list[OfInspection]:
        groups: dict[object, OfInspection] = {}
        for shown in self.everything:
            if inspection := shown.photo.inspection:
                groups.setdefault(inspection.pk, OfInspection(inspection)).photos.append(shown)
        return sorted(groups.values(), key=lambda group: group.inspection.on, reverse=True)

    @property
    def same_elsewhere(self) -> list[HazardSite]:
        """Other sites that a picture of this one stands for too."""
        sites = {site.pk: site for shown in self.everything for site in shown.alike.sites}
        return list(sites.values())


def gallery_of(site: HazardSite, day: date, reader: User) -> Gallery:
    """What `reader` sees of the photos sent up to `day`; costs two queries, none without the right."""
    if not access.may(reader, access.SEE, "photo", site.commune, site.village):
        return Gallery([])
    photos = list(photos_up_to(site, day))
    alike = lookalikes(photos, reader, commune=site.commune)
    return Gallery([Shown(photo, site, alike[photo.pk]) for photo in photos])


def photos_up_to(site: HazardSite, day: date) -> Iterable[Photo]:
    rows = Photo.objects.shown().filter(site=site, created_at__date__lte=day)
    return rows.select_related("measure__kind", "inspection", "created_by").order_by("-created_at", "id")
