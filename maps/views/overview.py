"""The two targets, and what to do next."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from shapely import wkb

from accounts import access
from accounts.gate import for_anyone_known
from accounts.workplace import workplace_of
from areas.frame import Frame
from areas.models import Commune, Village
from areas.working_days import WorkingDays, working_days
from foundation.contract import DAY, reads
from foundation.days import BadDay, asked_day
from hazards.lateness import days_late
from hazards.models import HazardSite
from hazards.status import Status
from maps.choropleth import label_point
from maps.indicators import VillageFigures, indicators, village_figures

MOST_URGENT = 10


@dataclass(frozen=True)
class Tile:
    """One village on a small map: its path, what is written on it, and its class of colour."""

    village: Village
    path: str
    label_x: float
    label_y: float
    figures: VillageFigures

    @property
    def drowning_class(self) -> str:
        percent = self.figures.drowning.percent
        if percent is None:
            return "nothing"
        return "full" if percent == 100 else "most" if percent >= 50 else "few"


@for_anyone_known
@require_safe
@reads(as_of=DAY)
def overview(request: HttpRequest) -> HttpResponse:
    commune = workplace_of(request).commune
    if commune is None:
        return render(request, "maps/no_commune.html")
    access.require(request.user, access.SEE, "site", commune)
    try:
        day, day_error = asked_day(request.GET.get("as_of")), ""
    except BadDay:
        day, day_error = asked_day(None), _("This is not a day of the calendar. Write it as 30/06/2026.")
    calendar = working_days()
    villages = village_figures(commune, day)
    context = {
        "figures": indicators(commune, day, calendar),
        "day": day,
        "day_error": day_error,
        "is_today": day == asked_day(None),
        "and_day": "" if day == asked_day(None) else f"&as_of={day.isoformat()}",
        "may_see_head_counts": access.may(request.user, access.SEE, "head_count", commune),
        "urgent": most_urgent(request.user, commune, day, calendar),
        "villages": villages,
        **small_map(commune, villages),
    }
    return render(request, "maps/overview.html", context, status=400 if day_error else 200)


def small_map(commune: Commune, villages: list[VillageFigures]) -> dict[str, object]:
    """Outline and tiles of the villages that have a boundary."""
    frame = Frame.around(commune.boundary.extent)
    return {
        "frame": frame,
        "frame_height": frame.height + 8,
        "outline": frame.path(wkb.loads(bytes(commune.boundary.wkb))),
        "tiles": [tile(frame, figures) for figures in villages if figures.village.boundary],
        "villages_without_boundary": sum(not figures.village.boundary for figures in villages),
    }


def tile(frame: Frame, figures: VillageFigures) -> Tile:
    area = wkb.loads(bytes(figures.village.boundary.wkb))
    x, y = frame.place(*label_point(area))
    return Tile(figures.village, frame.path(area), x, y, figures)


def most_urgent(user: access.Reader, commune: Commune, day: date, calendar: WorkingDays) -> list[HazardSite]:
    """What to do first, each with its `status_label`, who is `responsible` as the reader may know
    it and, past its deadline, `days_late`. One query."""
    sites = HazardSite.objects.filter(commune=commune).known_on(day).with_status(day)
    first = sites.most_urgent(day, calendar).select_related("kind", "village", "responsible_unit")
    urgent = list(first.defer("geom")[:MOST_URGENT])
    for site in urgent:
        site.status_label = Status(site.status).label
        site.responsible = access.unit_in_words(user, site.responsible_unit)
        site.days_late = days_late(site.deadline, site.status, day, calendar)
    return urgent
