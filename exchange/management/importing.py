"""What the import commands share: their options, their progress and their report."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from audit.log import COMMAND_LINE, Deed, record
from exchange.errors import MappingError
from exchange.incoming import Sources
from exchange.joining import Table
from exchange.outcome import Outcome


class ImportCommand(BaseCommand):
    """Subclasses say `load(sources, options)`. Refused rows alone don't make it fail."""

    # What comes in, as `audit.sentences` knows it.
    what = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders of them")
        parser.add_argument("--map", default="", help="ready-made mapping, or path of a .toml file")
        parser.add_argument("--layer", help="read only this layer of each file")
        parser.add_argument("--crs", help="coordinate system, over what the file says: EPSG:5897")
        parser.add_argument("--encoding", help="of a Shapefile's table, when it doesn't say: cp1258")
        parser.add_argument(
            "--set", action="append", default=[], type=assignment, metavar="FIELD=VALUE", dest="constants",
            help="give every row this value",
        )  # fmt: skip
        parser.add_argument("--table", type=Path, metavar="CSV", help="a table with more columns")
        parser.add_argument(
            "--on",
            type=assignment,
            metavar="COLUMN=COLUMN",
            help="the file's column and the table's that agree",
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as one JSON object")

    def load(self, sources: Sources, options: dict) -> Outcome:
        raise NotImplementedError

    def handle(self, **options) -> None:
        sources = Sources(
            paths=tuple(options["paths"]),
            mapping=options["map"],
            layer=options["layer"],
            crs=options["crs"],
            encoding=options["encoding"],
            constants=dict(options["constants"]),
            table=table_of(options),
        )
        try:
            outcome = self.load(sources, options)
        except MappingError as problem:
            raise CommandError(str(problem)) from problem
        self.write_down(sources, outcome)
        if options["json"]:
            self.stdout.write(outcome.as_json())
        else:
            for line in outcome.lines():
                self.stdout.write(line)
        if outcome.unread_files:
            raise CommandError(
                _("Files that could not be read: {count}.").format(count=len(outcome.unread_files))
            )

    def write_down(self, sources: Sources, outcome: Outcome) -> None:
        """What came in goes into the security log: the files by name, and how many rows became what."""
        record(
            Deed.IMPORTED,
            actor_name=COMMAND_LINE,
            what=self.what,
            files=[path.name for path in sources.paths][:20],
            created=outcome.created,
            updated=outcome.updated,
            unchanged=outcome.unchanged,
            refused=len(outcome.refused),
        )

    def progress(self, step: str, done: int, total: int) -> None:
        """On a terminal one line that counts up; in a log a line at each tenth of the way."""
        if not total:
            return
        if self.stderr.isatty():
            ending = "\n" if done == total else "\r"
            self.stderr.write(f"{step}: {done} / {total}", style_func=str, ending=ending)
        elif done == total or done * 10 // total > (done - 1) * 10 // total:
            self.stderr.write(f"{step}: {done} / {total}", style_func=str)


def table_of(options: dict) -> Table | None:
    if bool(options["table"]) != bool(options["on"]):
        raise CommandError(_("--table and --on go together."))
    return Table(options["table"], *options["on"]) if options["table"] else None


def assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form NAME=VALUE")
    return name.strip(), value.strip()
