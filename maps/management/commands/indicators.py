"""`manage.py indicators --commune 00679 --as-of 2026-06-30 --json`: the figures of a day."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from areas.models import Commune
from foundation.days import BadDay, asked_day
from maps.indicators import Indicators, Share, indicators


class Command(BaseCommand):
    help = "Print a commune's indicators as of a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commune", required=True, metavar="CODE", help="official code, such as 00679")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="day asked for (default: today)")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args, **options) -> None:
        try:
            day = asked_day(options["as_of"])
        except BadDay as error:
            raise CommandError(f"“{error}” is not a day. Write it as 2026-06-30.") from error
        commune = Commune.objects.defer("boundary").filter(code=options["commune"]).first()
        if commune is None:
            raise CommandError(
                f"No commune has the code “{options['commune']}”. Load it with manage.py load_areas."
            )
        figures = indicators(commune, day)
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(as_text(figures))


def as_text(figures: Indicators) -> str:
    lines = [
        f"{figures.commune.full_name} ({figures.commune.code}), as of {figures.day:%d/%m/%Y}",
        line("drowning sites protected", figures.drowning_protected),
        line("  of which inspected in time", figures.drowning_protected_strict),
        line("  of public places", figures.drowning_public),
        line("  of households", figures.drowning_household),
        line("villages with a play point", figures.villages_covered),
        line("  children in those villages", figures.children_covered),
        f"{'overdue':<30}{figures.overdue:>5}",
    ]
    return "\n".join(lines)


def line(label: str, share: Share) -> str:
    percent = "–" if share.percent is None else f"{share.percent:.1f} %"
    target = f"  target {float(share.target.value):g} %" if share.target else ""
    return f"{label:<30}{share.numerator:>5} / {share.denominator:<5} {percent:>8}{target}"
