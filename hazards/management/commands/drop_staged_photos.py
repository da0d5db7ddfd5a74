"""Forget photos whose form was not saved within 30 days."""

from django.core.management.base import BaseCommand

from hazards.services.photos import drop_stale


class Command(BaseCommand):
    help = "Remove photos that were sent with a form which was not saved within 30 days."

    def handle(self, **options) -> None:
        self.stdout.write(f"{drop_stale()} photos removed.")
