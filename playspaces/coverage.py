"""Which villages have a play space for their children, and where those play spaces are."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from django.contrib.gis.db.models.functions import AsWKB
from django.db.models import Exists, OuterRef
from numpy.typing import NDArray

from areas.models import Commune
from areas.querysets import VillageQuerySet
from playspaces.demand import shapes
from playspaces.models import PlaySpace
from playspaces.querysets import PlaySpaceQuerySet


def with_coverage(villages: VillageQuerySet, day: date) -> VillageQuerySet:
    """Annotate `is_covered`: at least one play space for children, open and usable on `day`."""
    spaces = PlaySpace.objects.for_children().open_on(day).in_village(OuterRef("pk"))
    return villages.annotate(is_covered=Exists(spaces))


def play_points(communes: Iterable[Commune], day: date) -> PlaySpaceQuerySet:
    """Play spaces for children in `communes`, open and usable on `day`."""
    return PlaySpace.objects.for_children().open_on(day).filter(commune__in=communes)


def places_to_play(communes: Iterable[Commune], day: date) -> NDArray[np.object_]:
    """Shapes (EPSG:4326) of the play points. One query."""
    return shapes(play_points(communes, day).order_by("pk").values_list(AsWKB("geom"), flat=True)).to_numpy()
