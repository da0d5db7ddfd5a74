"""Questions about play spaces."""

from datetime import date
from typing import Self

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Exists, OuterRef, Q

from areas.models import Village
from foundation.records import RecordQuerySet
from foundation.vietnamese import fold


class PlaySpaceQuerySet(RecordQuerySet):
    def open_on(self, day: date) -> Self:
        """Opened by `day` (or at an unknown day), not closed by then, not out of use then."""
        closure = self.model._meta.get_field("closures").related_model
        shut = closure.objects.filter(playspace=OuterRef("pk"), since__lte=day).filter(
            Q(until=None) | Q(until__gt=day)
        )
        opened = Q(opened_on=None) | Q(opened_on__lte=day)
        return self.in_force().filter(opened, Q(closed_on=None) | Q(closed_on__gt=day), ~Exists(shut))

    def for_children(self) -> Self:
        return self.filter(for_children=True)

    def in_village(self, village: Village | OuterRef) -> Self:
        return self.filter(village=village)

    def in_box(self, box: GEOSGeometry) -> Self:
        """Play spaces whose bounding box meets that of `box` (EPSG:4326), from the index."""
        return self.filter(geom__inbox=box)

    def matching(self, text: str) -> Self:
        return self.filter(search_key__contains=fold(text))

    def with_open(self, day: date) -> Self:
        """Annotate `is_open` on `day`."""
        same = self.model.objects.open_on(day).filter(pk=OuterRef("pk"))
        return self.annotate(is_open=Exists(same))
