"""Hold the stored stretches of status against the rule: docs/days.md."""

from django.core.management.base import BaseCommand, CommandParser

from hazards.models import HazardSite
from hazards.span_check import DAYS, differing
from hazards.span_keeping import refresh


class Command(BaseCommand):
    help = "Compares how sites stand by the stored stretches and by the rule; ends with 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=DAYS, help="how many days to compare (default: %(default)s)"
        )
        parser.add_argument("--mend", action="store_true", help="reckon every site anew")

    def handle(self, *, days: int, mend: bool, **options: object) -> None:
        sites = HazardSite.objects.values_list("pk", flat=True)
        if mend:
            self.stdout.write(f"{refresh(sites)} sites mended")
            return
        wrong = differing(days)
        self.stdout.write(f"{len(wrong)} of {len(sites)} sites differ")
        if wrong:
            raise SystemExit(1)
