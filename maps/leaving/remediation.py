"""The remediation map as a file: every known site as it stood on a day, and what stands around it."""

from collections.abc import Sequence
from datetime import date

import folium
from django.utils.translation import gettext as _
from folium.plugins import MarkerCluster

from accounts import access
from areas.models import Commune
from deliveries.makers import Progress
from hazards.kinds import HazardKind
from hazards.status import Status
from maps import symbology
from maps.indicators import DROWNING, commune_target, with_measures
from maps.leaving.ground import bounds, ground
from maps.leaving.one_file import Begin, Fill, OneFile, empty_map
from maps.leaving.page import Heading, given
from maps.leaving.places import play_spaces, schools
from maps.leaving.progress import Step, silent
from maps.leaving.sites import SiteLayer, site_layer, sites_in_reach


def make_remediation_map(
    reader: access.Reader, communes: Sequence[Commune], day: date, progress: Progress = silent
) -> bytes:
    """The file, of the sites that `reader` may take along, in the language that is spoken. 15 queries."""
    sites = sites_in_reach(reader, access.EXPORT, communes, day)
    layer = site_layer(reader, sites, communes, day, progress)
    Step.GROUND.tell(progress)
    layers = {
        **ground(communes, day),
        "sites": layer.data,
        "playspaces": play_spaces(reader, communes, day),
        "schools": schools(reader, communes, day),
    }
    data = given(layers, bounds(communes), symbology.table())
    heading = Heading(_("Remediation map"), communes, day)
    Step.WRITE.tell(progress)
    return OneFile(remediation_map(), data, "maps/leaving/remediation.html", beside(heading, layer)).render()


def remediation_map() -> folium.Map:
    drawn = empty_map()
    add_ground(drawn)
    for name, label in [("schools", _("Schools")), ("playspaces", _("Play spaces"))]:
        folium.FeatureGroup(name=label).add_child(Fill(name)).add_to(drawn)
    clusters().add_child(Fill("sites")).add_to(drawn)
    drawn.add_child(folium.LayerControl(collapsed=True))
    Begin().add_to(drawn)
    return drawn


def add_ground(drawn: folium.Map, **options: bool) -> None:
    """Borders beneath all else, then villages, then roads, which may lie in filled villages."""
    folium.FeatureGroup(name="communes", control=False).add_child(Fill("communes", **options)).add_to(drawn)
    for name, label in [("villages", _("Villages")), ("roads", _("Roads"))]:
        folium.FeatureGroup(name=label).add_child(Fill(name, **options)).add_to(drawn)


def clusters(radius_px: int = 36) -> MarkerCluster:
    """Symbols nearer to each other than that become one, until one looks close."""
    return MarkerCluster(
        name=_("Hazard sites"),
        icon_create_function="leaving.clusterIcon",
        max_cluster_radius=radius_px,
        disable_clustering_at_zoom=17,
        show_coverage_on_hover=False,
        animate=False,
    )


def beside(heading: Heading, layer: SiteLayer) -> dict[str, object]:
    """What the panel tells. Two queries."""
    return {
        "heading": heading,
        "share": with_measures(layer.drowning, commune_target(DROWNING, heading.day)),
        "statuses": [(status, layer.by_status[status]) for status in Status],
        "known": sum(layer.by_status.values()),
        "late": layer.late,
        "kinds": shown_kinds(layer),
    }


def shown_kinds(layer: SiteLayer) -> list[HazardKind]:
    """For the legend: those that are on the map. One query."""
    return [kind for kind in HazardKind.objects.all() if kind.pk in layer.kinds]
