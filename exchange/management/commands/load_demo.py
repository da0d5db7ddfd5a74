"""Load the demo commune and print the log-ins it made: docs/demo.md."""

import json
from dataclasses import asdict
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from exchange.demo import DemoLogin, DemoRefusedError, load_demo


class Command(BaseCommand):
    help = "Loads the demo commune, once, and prints its log-ins. The passwords are shown this one time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day its dates lead up to"
        )
        parser.add_argument("--json", action="store_true", help="print the log-ins as JSON")

    def handle(self, *, today: date | None, json: bool, **options: object) -> None:
        try:
            logins = load_demo(today)
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_json(logins) if json else as_table(logins))


def as_json(logins: list[DemoLogin]) -> str:
    return json.dumps([asdict(login) for login in logins], ensure_ascii=False, indent=2)


def as_table(logins: list[DemoLogin]) -> str:
    if not logins:
        return _("The demo is already there; nothing was changed.")
    lines = [f"{login.username:<14}{login.password:<18}{login.role_name}" for login in logins]
    return "\n".join([_("The demo is loaded. Log in as one of these:"), *lines])
