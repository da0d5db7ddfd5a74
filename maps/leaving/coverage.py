"""The coverage map as a file: which villages have a play point for their children on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import folium
from django.utils.translation import gettext as _

from accounts import access
from areas.models import Commune, Village
from deliveries.makers import Progress
from foundation.ordering import by_name
from maps import symbology
from maps.coverage import Coverage, coverage
from maps.leaving.ground import bounds, ground, villages
from maps.leaving.one_file import Begin, Fill, OneFile, empty_map
from maps.leaving.page import Heading, given
from maps.leaving.places import play_spaces
from maps.leaving.progress import Step, silent
from maps.leaving.remediation import add_ground
from playspaces.coverage import with_coverage

MOST_NAMES = 300  # of villages without a play point, in words beside the map


def make_coverage_map(
    reader: access.Reader, communes: Sequence[Commune], day: date, progress: Progress = silent
) -> bytes:
    """The file. Numbers of children are not in it. 12 queries."""
    Step.READ.tell(progress)
    known = list(
        with_coverage(Village.objects.filter(commune__in=communes).existing_on(day), day).order_by(by_name())
    )
    Step.GROUND.tell(progress)
    layers = {
        **ground(communes, day),
        "villages": villages(known, lambda village: [int(village.is_covered)]),
        "playspaces": play_spaces(reader, communes, day),
    }
    data = given(layers, bounds(communes), symbology.table())
    heading = Heading(_("Play points in the villages"), communes, day)
    context = beside(heading, coverage(list(communes), day), known)
    Step.WRITE.tell(progress)
    return OneFile(coverage_map(), data, "maps/leaving/coverage.html", context).render()


def coverage_map() -> folium.Map:
    drawn = empty_map()
    add_ground(drawn)
    folium.FeatureGroup(name=_("Play spaces")).add_child(Fill("playspaces")).add_to(drawn)
    drawn.add_child(folium.LayerControl(collapsed=True))
    Begin().add_to(drawn)
    return drawn


def beside(heading: Heading, figures: Coverage, known: Sequence[Any]) -> dict[str, object]:
    bare = [village for village in known if not village.is_covered]
    return {
        "heading": heading,
        "share": figures.villages,
        "communes_on_target": figures.communes_on_target if len(heading.communes) > 1 else None,
        "target": figures.village_target,
        "bare": bare[:MOST_NAMES],
        "unnamed": max(0, len(bare) - MOST_NAMES),
        "unplaced": sum(not (village.boundary or village.centre) for village in known),
    }
