from django.core.management.base import CommandParser

from exchange.destinations import FEATURES, GROUND
from exchange.features import load_features
from exchange.ground import load_ground
from exchange.incoming import Sources
from exchange.management.importing import ImportCommand
from exchange.outcome import Outcome


class Command(ImportCommand):
    help = "Loads sites, play spaces, schools, public land, candidates, roads or populated areas from files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("noun", choices=FEATURES | GROUND, help="what the features become")
        super().add_arguments(parser)

    def load(self, sources: Sources, options: dict) -> Outcome:
        self.what = noun = options["noun"]
        if noun in GROUND:
            return load_ground(GROUND[noun], sources, progress=self.progress)
        return load_features(FEATURES[noun], sources, progress=self.progress)
