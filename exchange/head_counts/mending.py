"""What a person decides about the lines of a file, kept with it until it is stored or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.head_counts.lines import Line
from exchange.head_counts.matching import How
from exchange.models import HeadCountFile


class Reason(TextChoices):
    """Why a row of the file does not count."""

    SUM = "sum", _("It is a total.")
    TWICE = "twice", _("It stands in the file twice.")
    ELSEWHERE = "elsewhere", _("It belongs to another commune.")
    NO_VILLAGE = "no_village", _("It is no village: a school, a barracks.")
    OTHER = "other", pgettext_lazy("reason", "Another reason.")


@dataclass
class Decision:
    """About the line in row `number`; `fixed` are the figures that differ from the file's."""

    number: int
    village: int | None = None
    left_out: str = ""
    fixed: dict[str, int] = field(default_factory=dict)
    trust: str = ""
    add_up: bool = False

    def put_into(self, line: Line) -> None:
        line.village, line.how = self.village, How.HAND if self.village else ""
        line.left_out, line.fixed = self.left_out, self.fixed
        line.trust, line.add_up = self.trust, self.add_up


def mend(file: HeadCountFile, decisions: Iterable[Decision], *, year: int, seen_version: int) -> None:
    """Keep the decisions with the file, and the year it is about; StaleVersionError."""
    lines = {line.number: line for line in map(Line.loaded, file.rows)}
    for decision in decisions:
        decision.put_into(lines[decision.number])
    file.rows = [line.dumped() for line in lines.values()]
    file.year = year
    file.save_edit(seen_version=seen_version)
