"""How far the making of a file has come: who makes it tells, whoever waits for it listens."""

from enum import IntEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from deliveries.makers import Progress


class Step(IntEnum):
    """What is done one after the other."""

    READ, PACK, GROUND, WRITE = range(4)

    def tell(self, progress: Progress) -> None:
        """That it begins; what `progress` raises ends the work, where nobody wants it any longer."""
        progress(self, len(Step), str(IN_WORDS[self]))


IN_WORDS: Final = {
    Step.READ: _("Reading the places"),
    Step.PACK: _("Putting the places on the map"),
    Step.GROUND: _("Drawing borders and roads"),
    Step.WRITE: _("Writing the file"),
}


def silent(done: int, total: int, sentence: str = "") -> None:
    """Nobody listens."""
