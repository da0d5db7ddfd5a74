"""Where names and phones of owners, households and reporters are stored, and which of them are over.

The one place that knows: the erasing after a time, and what is told or erased at a person's request,
ask here.
"""

from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.erasing import still_named
from accounts.models import Membership, Unit
from audit.models import midnight
from hazards.models import CampaignShare, HazardSite, Measure, Report

OWNER: Final = ("owner_name", "owner_phone")
REPORTER: Final = ("reporter_name", "reporter_phone")
OldSite = HazardSite.history.model
OldMeasure = Measure.history.model


def stored(rows: QuerySet, fields: tuple[str, ...]) -> QuerySet:
    """Rows in which any of `fields` says something."""
    return rows.exclude(**dict.fromkeys(fields, ""))


def is_closed(before: date, site: str = "") -> Q:
    """Sites eliminated, withdrawn or merged before a day; `site` is the way to them, `site__`."""
    return Q(**{f"{site}eliminated_on__lt": before}) | Q(**{f"{site}withdrawn_at__lt": midnight(before)})


def sites_over(before: date) -> QuerySet[HazardSite]:
    return stored(HazardSite.objects.filter(is_closed(before)), OWNER)


def history_over(before: date) -> QuerySet:
    """Rows of history of closed sites, and those of open ones whose contact was another's since."""
    closed = HazardSite.objects.filter(is_closed(before)).values("pk")
    others_since = OldSite.objects.filter(
        id=OuterRef("id"), history_date__gt=OuterRef("history_date"), history_date__lt=midnight(before)
    ).exclude(owner_name=OuterRef("owner_name"), owner_phone=OuterRef("owner_phone"))
    old = OldSite.objects.filter(history_date__lt=midnight(before)).filter(Exists(others_since))
    return stored(OldSite.objects.filter(Q(pk__in=old.values("pk")) | Q(id__in=closed)), OWNER)


def reports_over(decided_before: date, undecided_before: date) -> QuerySet[Report]:
    is_over = Q(decided_at__lt=midnight(decided_before)) | Q(
        decided_at=None, created_at__lt=midnight(undecided_before)
    )
    return stored(Report.objects.filter(is_over), REPORTER)


def households_over(before: date) -> QuerySet[Unit]:
    """Households that answered for something once, and for nothing since before a day."""
    here = {"responsible_unit": OuterRef("pk")}
    busy = (
        Exists(HazardSite.objects.filter(**here).exclude(is_closed(before)))
        | Exists(
            Measure.objects.filter(**here).exclude(
                is_closed(before, "site__") | Q(removed_on__lt=before) | Q(withdrawn_at__lt=midnight(before))
            )
        )
        | Exists(CampaignShare.objects.filter(unit=OuterRef("pk"), campaign__due_on__gte=before))
        | Exists(Membership.objects.filter(Q(until=None) | Q(until__gte=before), unit=OuterRef("pk")))
    )
    lately = Exists(answered_until(OldSite, before)) | Exists(answered_until(OldMeasure, before))
    once = Exists(OldSite.objects.filter(**here)) | Exists(OldMeasure.objects.filter(**here))
    households = Unit.objects.filter(once, ~busy, ~lately, type=Unit.Type.OWNER)
    return still_named(households)


def answered_until(model, before: date) -> QuerySet:
    """Rows of history in which the unit was responsible until some moment since `before`."""
    later = model.objects.filter(id=OuterRef("id"), history_date__gt=OuterRef("history_date"))
    ended = Subquery(later.order_by("history_date").values("history_date")[:1])
    rows = model.objects.filter(responsible_unit=OuterRef("pk")).annotate(ended=ended)
    return rows.filter(ended__gte=midnight(before)).exclude(ended=F("history_date"))
