"""Hold the stored stretches of status against the rule: docs/days.md."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import F, Min, Q
from django.utils import timezone

from hazards.models import HazardSite, StatusSpan
from hazards.span_keeping import refresh


class Command(BaseCommand):
    help = "Compares how sites stand by the stored stretches and by the rule; ends with 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=8, help="how many days to compare (default: 8)")
        parser.add_argument("--mend", action="store_true", help="reckon every site anew")

    def handle(self, *, days: int, mend: bool, **options: object) -> None:
        sites = HazardSite.objects.values_list("pk", flat=True)
        if mend:
            self.stdout.write(f"{refresh(sites)} sites mended")
            return
        wrong = {site for day in sampled_days(days) for site in standing_otherwise(day)} | copied_otherwise()
        self.stdout.write(f"{len(wrong)} of {len(sites)} sites differ")
        if wrong:
            raise SystemExit(1)


def sampled_days(number: int) -> list[date]:
    """Days evenly spread from the first record to a year ahead, today among them."""
    today = timezone.localdate()
    first = HazardSite.objects.in_force().aggregate(day=Min("found_on"))["day"] or today
    ahead = today + timedelta(days=365)
    step = max((ahead - first).days // max(number, 1), 1)
    return [*(ahead - timedelta(days=n * step) for n in range(number)), today]


def standing_otherwise(day: date) -> set[object]:
    """Keys of the sites that the stretches and the rule tell differently of `day`. Two queries."""
    ruled = HazardSite.objects.known_on(day).with_status(day).order_by().values_list("pk", "status")
    stored = StatusSpan.objects.on(day).order_by().values_list("site", "status")
    return {site for site, _status in set(ruled) ^ set(stored)}


def copied_otherwise() -> set[object]:
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
