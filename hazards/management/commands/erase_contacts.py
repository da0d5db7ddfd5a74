"""Erase contacts whose time is over: docs/privacy.md."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from hazards.services.erasing import erase_old


class Command(BaseCommand):
    help = "Erases names and phones of owners, reporters and people who left, once their time is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only says how many there are")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        for name, count in erase_old(timezone.localdate(), only_count=dry_run).items():
            self.stdout.write(f"{name}: {count}")
