"""Which villages have a play space for their children."""

from datetime import date

from django.db.models import Exists, OuterRef

from areas.querysets import VillageQuerySet
from playspaces.models import PlaySpace


def with_coverage(villages: VillageQuerySet, day: date) -> VillageQuerySet:
    """Annotate `is_covered`: at least one play space for children, open and usable on `day`."""
    spaces = PlaySpace.objects.for_children().open_on(day).in_village(OuterRef("pk"))
    return villages.annotate(is_covered=Exists(spaces))
