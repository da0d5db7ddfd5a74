"""Coverage as tables: communes on the page, villages in the file that leaves the app."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from areas.models import Commune, Village
from foundation.ordering import by_name
from maps.coverage import Coverage
from maps.coverage_maps import covered_words
from maps.indicators import Share, VillageCounts
from maps.nearness import By, Nearness, nearness
from playspaces import spread
from playspaces.coverage import with_coverage


@dataclass(frozen=True)
class CommuneRow:
    commune: Commune
    has_play_point: bool
    villages: Share
    children: Share


def commune_rows(figures: Coverage) -> list[CommuneRow]:
    return [
        commune_row(commune, figures.counts.get(commune.pk, VillageCounts()), figures)
        for commune in figures.communes
    ]


def commune_row(commune: Commune, counts: VillageCounts, figures: Coverage) -> CommuneRow:
    return CommuneRow(
        commune=commune,
        has_play_point=commune.pk in figures.with_play_point,
        villages=Share(counts.covered, counts.existing, figures.village_target),
        children=Share(counts.children_covered, counts.children),
    )


def basis_words(basis: str) -> str:
    return {
        spread.RASTER: _("population raster"),
        spread.POPULATED: _("populated area"),
        spread.BOUNDARY: _("boundary"),
        spread.CENTRE: _("centre, a point"),
    }[basis]


def export_rows(communes: list[Commune], day: date, *, with_children: bool) -> Iterator[list[Any]]:
    """A line for each village that exists on `day`, after one of headings; whole children.

    Costs one query; with children four more, and four again where roads are loaded.
    """
    found = [nearness(communes, day, by) for by in By] if with_children else None
    nears = None if found is None else [near for near in found if near is not None]
    yield from village_lines(communes, day, nears)


def village_lines(communes: list[Commune], day: date, nears: list[Nearness] | None) -> Iterator[list[Any]]:
    """The lines, with the children within reach as measured; `nears` None leaves children out. One query."""
    yield headings(nears or [], with_children=nears is not None)
    villages = with_coverage(Village.objects.filter(commune__in=communes).existing_on(day), day)
    rows = villages.with_children(day).select_related("commune").defer("boundary", "commune__boundary")
    for village in rows.order_by("commune__code", by_name()):
        line = [village.commune.code, village.commune.full_name, village.code, village.full_name]
        line.append(covered_words(village.is_covered))
        yield line if nears is None else [*line, *children_cells(village, nears)]


def headings(nears: list[Nearness], *, with_children: bool) -> list[str]:
    known = [
        _("code of the commune"), _("commune"), _("code of the village"), _("village"), _("play point"),
    ]  # fmt: skip
    if not with_children:
        return known
    within = [
        _("children within %(metres)s m, %(way)s") % {"metres": metres, "way": near.by.label}
        for near in nears
        for metres in near.distances_m
    ]
    return [*known, _("children"), _("where they live, from"), *within]


def children_cells(village: Any, nears: list[Nearness]) -> list[Any]:
    cells: list[Any] = [village.counted]
    placed = village.pk in nears[0].frame.index
    cells.append(basis_words(nears[0].frame["basis"][village.pk]) if placed else None)
    for near in nears:
        cells += [round(near.frame[metres][village.pk]) if placed else None for metres in near.distances_m]
    return cells
