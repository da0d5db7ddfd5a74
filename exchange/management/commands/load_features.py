from django.core.management.base import CommandParser

from exchange.destinations import FEATURES
from exchange.features import load_features
from exchange.incoming import Sources
from exchange.management.importing import ImportCommand
from exchange.outcome import Outcome


class Command(ImportCommand):
    help = "Loads hazard sites, play spaces or schools from files, each into the commune it lies in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("noun", choices=FEATURES, help="what the features become")
        super().add_arguments(parser)

    def load(self, sources: Sources, options: dict) -> Outcome:
        self.what = options["noun"]
        return load_features(FEATURES[options["noun"]], sources, progress=self.progress)
