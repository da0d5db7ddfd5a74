"""The small maps of the coverage pages: villages of one commune, or communes of several."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.models import Commune
from maps.choropleth import Choropleth, Coloured, choropleth, quarter
from maps.coverage import Coverage
from maps.indicators import VillageCounts


def covered_map(commune: Commune, villages: Iterable[Any], first: Sequence[Any] = ()) -> Choropleth:
    """Villages (with `is_covered`) that have a boundary: with a play point, or without.

    Those of `first` that have none are numbered in their order.
    """
    places = {village.pk: str(number) for number, village in enumerate(first, 1)}
    areas = [
        Coloured(
            area=shape(village.boundary),
            look="covered" if village.is_covered else "next" if village.pk in places else "bare",
            label="✓" if village.is_covered else places.get(village.pk, "–"),
            title=f"{village.full_name}: {covered_words(village.is_covered)}",
            href=f"{reverse('map')}?{urlencode({'village': village.pk, 'commune': commune.code})}",
        )
        for village in villages
        if village.boundary
    ]
    return choropleth("villages", areas, [shape(commune.boundary)])


def covered_words(is_covered: bool) -> str:
    return _("has a play point") if is_covered else _("has no play point")


def communes_map(figures: Coverage, extra: Mapping[str, str]) -> Choropleth:
    """Communes by the share of their villages that have a play point; each leads to its own page."""
    shares = {
        commune.pk: counts_percent(figures.counts.get(commune.pk, VillageCounts()))
        for commune in figures.communes
    }
    return shares_map("communes", figures.communes, shares, extra)


def counts_percent(counts: VillageCounts) -> float | None:
    return 100 * counts.covered / counts.existing if counts.existing else None


def shares_map(
    name: str, communes: list[Commune], shares: Mapping[int, float | None], extra: Mapping[str, str]
) -> Choropleth:
    """Communes coloured by a share in percent; `extra` words go along to the page of each."""
    areas = [
        Coloured(
            area=shape(commune.boundary),
            look=quarter(shares.get(commune.pk)),
            label=in_percent(shares.get(commune.pk), places=0),
            title=f"{commune.full_name}: {in_percent(shares.get(commune.pk))}",
            href=f"{reverse('coverage')}?{urlencode({'in': commune.code, **extra})}",
        )
        for commune in communes
    ]
    return choropleth(name, areas, [area.area for area in areas])


def villages_map(
    name: str, commune: Commune, villages: Iterable[Any], shares: Mapping[int, float | None]
) -> Choropleth:
    """Villages that have a boundary, coloured by a share in percent."""
    areas = [
        Coloured(
            area=shape(village.boundary),
            look=quarter(shares.get(village.pk)),
            label=in_percent(shares.get(village.pk), places=0),
            title=f"{village.full_name}: {in_percent(shares.get(village.pk))}",
            href=f"{reverse('map')}?{urlencode({'village': village.pk, 'commune': commune.code})}",
        )
        for village in villages
        if village.boundary
    ]
    return choropleth(name, areas, [shape(commune.boundary)])


def in_percent(share: float | None, places: int = 1) -> str:
    return "–" if share is None else f"{number_format(share, places)} %"


def shape(stored: GEOSGeometry) -> BaseGeometry:
    return shapely.from_wkb(bytes(stored.wkb))
