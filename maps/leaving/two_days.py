"""Two days side by side as a file: how every site stood on each of them, and what became of it in between."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import folium
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from folium.plugins import DualMap

from accounts import access
from areas.models import Commune
from deliveries.makers import Progress
from hazards import steps
from hazards.querysets import HazardSiteQuerySet
from hazards.status import Status
from maps import symbology
from maps.leaving.ground import bounds, ground
from maps.leaving.one_file import SYNC, Begin, Fill, OneFile, map_options
from maps.leaving.page import Heading, given
from maps.leaving.progress import Step, silent
from maps.leaving.remediation import add_ground, clusters, shown_kinds
from maps.leaving.sites import STATUSES, SiteLayer, as_they_stood, site_layer, sites_in_reach

SAME: Final = "same"
# What the two days tell by themselves, of each site one: what was reopened may be back by the later day.
IN_WORDS: Final = {
    steps.Step.IMPROVED: steps.Step.IMPROVED.label,
    steps.Step.WORSENED: steps.Step.WORSENED.label,
    steps.Step.ELIMINATED: steps.Step.ELIMINATED.label,
    steps.Step.FOUND: steps.Step.FOUND.label,
    SAME: gettext_lazy("Unchanged"),
}
CHANGES: Final = [str(what) for what in IN_WORDS]


def make_two_days_map(
    reader: access.Reader, communes: Sequence[Commune], before: date, after: date, progress: Progress = silent
) -> bytes:
    """The file, of the sites that `reader` may take along; `before` the earlier day. 14 queries."""
    sites = sites_in_reach(reader, access.EXPORT, communes, after)
    layer = site_layer(reader, sites, communes, after, progress)
    earlier = statuses_on(sites, before)
    changes = [str(steps.step_of(earlier.get(key), status) or SAME) for key, status in layer.statuses]
    days = [
        [STATUSES.index(Status(earlier[key])) if key in earlier else -1, CHANGES.index(what)]
        for (key, _status), what in zip(layer.statuses, changes, strict=True)
    ]
    words = [[what, in_words(what)] for what in CHANGES]
    Step.GROUND.tell(progress)
    layers = {**ground(communes, after), "sites": {**layer.data, "days": days, "changes": words}}
    data = given(layers, bounds(communes), symbology.table())
    heading = Heading(_("Remediation, two days side by side"), communes, after, before)
    context = beside(heading, layer, Counter(changes), Counter(earlier.values()))
    Step.WRITE.tell(progress)
    return OneFile(two_maps(), data, "maps/leaving/two_days.html", context, [SYNC]).render()


def in_words(what: str) -> str:
    return str(capfirst(IN_WORDS[what]))


def statuses_on(sites: HazardSiteQuerySet, day: date) -> dict[Any, str]:
    """Status on `day` of those of `sites` that were known by then. One query."""
    return dict(as_they_stood(sites.known_on(day), day).values_list("pk", "status"))


def two_maps() -> DualMap:
    """Moving one moves the other."""
    dual = DualMap(**map_options())
    for day, drawn in enumerate([dual.m1, dual.m2]):
        is_second = bool(day)
        add_ground(drawn, unsearched=is_second)
        clusters().add_child(Fill("sites", day=day, unsearched=not is_second)).add_to(drawn)
        drawn.add_child(folium.LayerControl(collapsed=True))
        # What is searched for is found on the later day; the other map follows.
        drawn.add_child(Begin(search=is_second))
    return dual


def beside(
    heading: Heading, layer: SiteLayer, changes: Counter[str], earlier: Counter[str]
) -> dict[str, object]:
    return {
        "heading": heading,
        "changes": [(what, in_words(what), changes[what], symbology.CHANGES.get(what)) for what in CHANGES],
        "statuses": [(status, earlier[status], layer.by_status[status]) for status in Status],
        "known": len(layer.statuses),
        "kinds": shown_kinds(layer),
    }
