from django.core.management.base import BaseCommand

from accounts.throttling import lift


class Command(BaseCommand):
    help = "Lets somebody log in again at once who typed a wrong password too often: unlock lan"

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username: str, **options):
        self.stdout.write("Unlocked." if lift(username) else "This account is not locked.")
