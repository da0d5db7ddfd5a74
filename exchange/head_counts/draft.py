"""A file that is being mended: each line with its village, its figures, and what is still unclear."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from areas.models import ChildCount, Village
from exchange.head_counts.ages import Band
from exchange.head_counts.entries import Doubt, Entry, Remark, Settled, exists, is_jump, put_together
from exchange.head_counts.figures import Fault
from exchange.head_counts.lines import TOTAL, Line, added, total_of
from exchange.head_counts.matching import How, Known, Match, Villages
from exchange.models import HeadCountFile
from foundation.ordering import by_name

# Why a line has no village, by how its name was looked for.
DOUBTS: Final = {How.NOT_FOUND: Doubt.NOT_FOUND, How.SEVERAL: Doubt.SEVERAL, How.TWO_WAYS: Doubt.TWO_WAYS}


class Draft:
    """All that a page or the storing needs to know of a file. Costs three queries."""

    def __init__(self, file: HeadCountFile):
        self.file = file
        self.lines = [Line.loaded(row) for row in file.rows]
        self.bands = [Band(first, last) for first, last in file.reading.get("bands", [])]

    @cached_property
    def villages(self) -> dict[int, Village]:
        rows = Village.objects.filter(commune=self.file.commune_id).defer("boundary", "centre")
        return {village.pk: village for village in rows.order_by(by_name())}

    @cached_property
    def counts(self) -> dict[int, list[ChildCount]]:
        """Counts of each village up to the year of the file, the latest first."""
        found: dict[int, list[ChildCount]] = {}
        rows = ChildCount.objects.filter(village__commune=self.file.commune_id, year__lte=self.file.year)
        for count in rows.order_by("-year").prefetch_related("by_age"):
            found.setdefault(count.village_id, []).append(count)
        return found

    @cached_property
    def last_day(self) -> date:
        return date(self.file.year, 12, 31)

    # --- the lines ------------------------------------------------------------------------

    @cached_property
    def entries(self) -> list[Entry]:
        """Every line that is neither a sum nor a note."""
        entries = [self.entry(line) for line in self.lines if not self.is_aside(line)]
        self.find_twins(entries)
        return entries

    @cached_property
    def known(self) -> Villages:
        return Villages(Known(village.pk, village.code, village.name) for village in self.villages.values())

    @cached_property
    def matches(self) -> dict[int, Match]:
        """By row number; what a person chose goes before what the names say."""
        return {line.number: self.match(line) for line in self.lines}

    def match(self, line: Line) -> Match:
        if line.village in self.villages:
            return Match(How(line.how), line.village)
        return self.known.find(line.code, line.name)

    def is_aside(self, line: Line) -> bool:
        """A sum, or a line without figures whose name is no village's: a signature, a heading."""
        is_nameless = self.matches[line.number].how == How.NOT_FOUND
        return is_nameless and not line.left_out and (line.is_sum or line.is_note)

    @cached_property
    def sums(self) -> list[Line]:
        return [line for line in self.lines if self.is_aside(line) and line.is_sum and not line.is_note]

    @cached_property
    def notes(self) -> list[Line]:
        return [line for line in self.lines if self.is_aside(line) and line.is_note]

    def entry(self, line: Line) -> Entry:
        match = self.matches[line.number]
        entry = Entry(line, self.villages.get(match.village or 0), candidates=match.candidates)
        if not entry.village:
            entry.doubts.append(DOUBTS[match.how])
        self.find_figures(entry)
        if entry.village and not entry.doubts:
            entry.remarks = list(self.remarks_on(entry, entry.village))
        return entry

    def find_figures(self, entry: Entry) -> None:
        line = entry.line
        entry.total = total_of(line, self.bands)
        ages = line.ages(self.bands) if line.trust != TOTAL else {}
        has_none = all(one is Fault.MISSING for one in ages.values())
        if isinstance(entry.total, Fault):
            entry.faults[TOTAL] = entry.total
        if not has_none:
            entry.faults |= {band.key: one for band, one in ages.items() if isinstance(one, Fault)}
            entry.ages = {band: one for band, one in ages.items() if isinstance(one, int)}
        if entry.faults:
            entry.doubts.append(Doubt.FIGURE)
        elif entry.ages and entry.figures_disagree:
            entry.doubts.append(Doubt.SUM)

    def find_twins(self, entries: list[Entry]) -> None:
        """Lines of one village: a person adds them up, or leaves out all but one."""
        rows: dict[int, list[Entry]] = {}
        for entry in entries:
            if entry.village and not entry.line.left_out:
                rows.setdefault(entry.village.pk, []).append(entry)
        for twins in rows.values():
            for entry in twins:
                entry.others = [one.line.number for one in twins if one is not entry]
            if len(twins) > 1 and not all(entry.line.add_up for entry in twins):
                for entry in twins:
                    entry.doubts.append(Doubt.TWICE)

    def remarks_on(self, entry: Entry, village: Village) -> Iterator[Remark]:
        if village.founded_on and village.founded_on > self.last_day:
            yield Remark.NOT_YET
        if village.dissolved_on and village.dissolved_on <= self.last_day:
            yield Remark.GONE
        name = entry.line.name
        if (
            self.matches[entry.line.number].how == How.CODE
            and name
            and village.pk not in self.known.named(name)
        ):
            yield Remark.OTHER_NAME
        earlier = next((one for one in self.counts.get(village.pk, []) if one.year < self.file.year), None)
        if earlier and is_jump(earlier.children, added([entry.total])):
            entry.earlier = earlier
            yield Remark.JUMP

    # --- the whole ------------------------------------------------------------------------

    @cached_property
    def to_mend(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.doubts and not entry.line.left_out]

    @cached_property
    def ready(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_ready]

    @cached_property
    def left_out(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.line.left_out]

    @cached_property
    def missing(self) -> list[Village]:
        """Villages of that year that no line is about."""
        there = {entry.village.pk for entry in self.entries if entry.village and not entry.line.left_out}
        existing = [village for village in self.villages.values() if exists(village, self.last_day)]
        return [village for village in existing if village.pk not in there]

    @cached_property
    def settled(self) -> list[Settled]:
        """What would be stored, by village in Vietnamese order."""
        parts: dict[int, list[Entry]] = {}
        for entry in self.ready:
            if entry.village:
                parts.setdefault(entry.village.pk, []).append(entry)
        return [put_together(village, parts[pk]) for pk, village in self.villages.items() if pk in parts]

    @property
    def children(self) -> int:
        return sum(one.children for one in self.settled)

    @property
    def is_undecided(self) -> bool:
        """The columns could not be told; a person chooses them first."""
        return "sheets" in self.file.reading

    @property
    def can_be_stored(self) -> bool:
        return not self.is_undecided and not self.to_mend and bool(self.ready) and not self.file.stored_at

    def lines_with_villages(self) -> list[Line]:
        """The lines, each that counts with the village it counts for."""
        for entry in self.ready:
            if entry.village:
                entry.line.village, entry.line.how = entry.village.pk, self.matches[entry.line.number].how
        return self.lines
