from django.core.management.base import CommandParser

from exchange.communes import load_communes
from exchange.incoming import Sources
from exchange.management.importing import ImportCommand
from exchange.outcome import Outcome
from exchange.villages import load_villages


class Command(ImportCommand):
    help = "Loads communes (or villages) from GeoJSON, GeoPackage, Shapefile or a folder of them."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--villages", action="store_true", help="the files hold villages")
        parser.add_argument("--credit", help="whom to credit for the boundaries (communes)")

    def load(self, sources: Sources, options: dict) -> Outcome:
        self.what = "villages" if options["villages"] else "communes"
        if options["villages"]:
            return load_villages(sources, progress=self.progress)
        if options["credit"]:
            sources.constants["credit"] = options["credit"]
        return load_communes(sources, progress=self.progress)
