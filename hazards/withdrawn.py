"""What was withdrawn in a commune: by whom, when, why, and where to bring it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from foundation.records import Record
from hazards.models import HazardSite, Inspection, Measure

PAGE_SIZE: Final = 50


@dataclass(frozen=True)
class Withdrawn:
    """`url` restores it; empty where the place itself has to come back first, or was merged."""

    name: str
    sort: str
    at: datetime
    by: str
    reason: str
    url: str
    site: HazardSite


def withdrawn_in(commune: Commune | None, user: User, *, page: int = 1) -> list[Withdrawn]:
    """The latest first; one more than a page when there are more. Three queries."""
    reach = HazardSite.objects.filter(access.within_reach(user, access.RESTORE, "site"), commune=commune)
    sites = by_whom(reach.select_related("kind"), HazardSite)
    of_site = {"site__in": reach.values("pk")}
    measures = by_whom(Measure.objects.filter(**of_site).select_related("kind", "site"), Measure)
    inspections = by_whom(Inspection.objects.filter(**of_site).select_related("site"), Inspection)
    last = page * PAGE_SIZE + 1
    rows = [
        *(about_site(site) for site in sites[:last]),
        *(about(measure, str(measure.kind), "measure-restore") for measure in measures[:last]),
        *(about(look, f"{look.on:%d/%m/%Y}", "inspection-restore") for look in inspections[:last]),
    ]
    rows.sort(key=lambda row: row.at, reverse=True)
    return rows[last - PAGE_SIZE - 1 : last]


def by_whom(rows: QuerySet, model: type) -> QuerySet:
    """Withdrawn rows, annotated with the name of who did it."""
    history = model.history.filter(id=OuterRef("pk"), withdrawn_at=OuterRef("withdrawn_at"))
    author = history.order_by("history_date", "history_id").values("history_user__full_name")[:1]
    withdrawn = rows.filter(withdrawn_at__isnull=False).annotate(author=Subquery(author))
    return withdrawn.order_by("-withdrawn_at", "pk")


def when(record: Record) -> datetime:
    assert record.withdrawn_at  # noqa: S101  (only withdrawn rows are asked for)
    return record.withdrawn_at


def about_site(site: HazardSite) -> Withdrawn:
    url = "" if site.merged_into_id else reverse("site-restore", args=[site.pk])
    sort = _("merged into another place") if site.merged_into_id else str(site.kind)
    return Withdrawn(site.name, sort, when(site), site.author or "", site.withdrawn_reason, url, site)


def about(record: Measure | Inspection, name: str, view: str) -> Withdrawn:
    url = "" if record.site.withdrawn_at else reverse(view, args=[record.pk])
    sort = _("measure") if isinstance(record, Measure) else _("inspection")
    return Withdrawn(name, sort, when(record), record.author or "", record.withdrawn_reason, url, record.site)
