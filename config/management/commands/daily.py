"""Do the work of the day: docs/notices.md."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config import daily


class Command(BaseCommand):
    help = "Tells people what is due or overdue, sends the digests and tidies up: once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="today once more; nobody is told or sent the same twice"
        )

    def handle(self, *, again: bool, **options: object) -> None:
        today = timezone.localdate()
        if not daily.begin(today) and not again:
            self.stdout.write("Today's work was begun already.")
            return
        outcome = daily.work(today)
        for name, told in outcome.items():
            self.stdout.write(f"{name}: {'failed, ' + repr(told) if isinstance(told, Exception) else told}")
        if any(isinstance(told, Exception) for told in outcome.values()):
            raise CommandError("Something failed; see above.")
