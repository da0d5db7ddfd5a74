"""Whether the stored stretches of status still say what the rule says: docs/days.md."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, Min, Q
from django.utils import timezone

from hazards.models import HazardSite, StatusSpan

DAYS: Final = 8  # that are compared


def differing(days: int = DAYS) -> set[Any]:
    """Keys of the sites that stand otherwise by the stretches than by the rule, on `days` days over all that
    is on record; or whose stretches repeat another commune, kind or deadline. Two queries a day."""
    return {site for day in sampled_days(days) for site in standing_otherwise(day)} | copied_otherwise()


def sampled_days(number: int) -> list[date]:
    """Days evenly spread from the first record to a year ahead, today among them."""
    today = timezone.localdate()
    first = HazardSite.objects.in_force().aggregate(day=Min("found_on"))["day"] or today
    ahead = today + timedelta(days=365)
    step = max((ahead - first).days // max(number, 1), 1)
    return [*(ahead - timedelta(days=n * step) for n in range(number)), today]


def standing_otherwise(day: date) -> set[Any]:
    """Keys of the sites that the stretches and the rule tell differently of `day`. Two queries."""
    ruled = HazardSite.objects.known_on(day).with_status(day).order_by().values_list("pk", "status")
    stored = StatusSpan.objects.on(day).order_by().values_list("site", "status")
    return {site for site, _status in set(ruled) ^ set(stored)}


def copied_otherwise() -> set[Any]:
    """Keys of the sites whose stretches repeat another commune, kind or deadline. One query."""
    now = F("site__deadline")
    other_deadline = (
        Q(deadline__lt=now)
        | Q(deadline__gt=now)
        | Q(deadline=None, site__deadline__isnull=False)
        | Q(deadline__isnull=False, site__deadline=None)
    )
    other = ~Q(commune=F("site__commune")) | ~Q(kind=F("site__kind")) | other_deadline
    return set(StatusSpan.objects.filter(other).order_by().values_list("site", flat=True))
