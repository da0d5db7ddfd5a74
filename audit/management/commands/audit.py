"""Print the security log: docs/privacy.md."""

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audit.log import COMMAND_LINE, Deed, record
from audit.models import Event
from audit.sentences import sentence
from audit.table import table
from foundation.spreadsheets import csv_lines


class Command(BaseCommand):
    help = "Prints the security log, newest first, or all of it as a table for a spreadsheet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="from this day on")
        parser.add_argument("--csv", action="store_true", help="as CSV, with all details")

    def handle(self, *, since: date | None, csv: bool, **options: object) -> None:
        events = Event.objects.between(since, None).filter(at__lte=timezone.now())
        if not csv:
            for event in events.iterator(chunk_size=2_000):
                self.stdout.write(f"{timezone.localtime(event.at):%d/%m/%Y %H:%M:%S}  {sentence(event)}")
            return
        searched = {"first": f"{since:%d/%m/%Y}"} if since else {}
        written = record(
            Deed.EXPORTED, actor_name=COMMAND_LINE, what="events", rows=events.count(), filter=searched
        )
        for line in csv_lines(table(events.exclude(pk=written.pk))):
            self.stdout.write(line, ending="")
