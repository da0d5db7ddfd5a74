"""The way of every import up to storing: read, map, mend, clean. Each step tells what it refuses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from exchange.destinations import Destination
from exchange.errors import MappingError, UnreadableFileError
from exchange.joining import Table, joined
from exchange.mapping import Mapping
from exchange.mapping_files import guess_mapping, load_mapping
from exchange.outcome import Outcome, Remark
from exchange.reading import Layer, find_files, read_layers
from exchange.repair import Mending, Want, mend
from exchange.rows import Row, mapped_rows
from exchange.values import UnfitValueError
from exchange.wording import MENDINGS, reason_of_refusal, what_was_mended

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Sources:
    """Where rows come from. `mapping` is a ready-made name or a path; empty: guessed by columns."""

    paths: tuple[Path, ...]
    mapping: str = ""
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    constants: dict[str, str] = field(default_factory=dict)
    table: Table | None = None

    def layers(self, path: Path) -> Iterator[Layer]:
        """Layers of one of the files; UnreadableFileError."""
        facts = self.table.read() if self.table else None
        for layer in read_layers(path, layer=self.layer, crs=self.crs, encoding=self.encoding):
            yield joined(layer, self.table, facts) if self.table else layer

    def mapping_for(self, layer: Layer, destination: Destination) -> Mapping:
        """MappingError when it is not sound, or names a kind that the register lacks."""
        names = destination.names
        if self.mapping:
            mapping = load_mapping(self.mapping, destination.noun, names)
        else:
            mapping = guess_mapping(layer.features.columns, destination.noun, names)
        mapping = mapping.with_constants(self.constants, names)
        check_kinds(mapping, destination)
        return mapping


def check_kinds(mapping: Mapping, destination: Destination) -> None:
    if not destination.kind:
        return
    given = mapping.values_of(destination.kind)
    known = set(destination.kinds().values_list("code", flat=True)) if given else set()
    if given - known:
        raise MappingError(
            _("The mapping gives the kind “{kind}”, which is not known. Known: {known}.").format(
                kind=min(map(str, given - known)), known=", ".join(sorted(known))
            )
        )


def read_rows(
    sources: Sources, destination: Destination, outcome: Outcome, progress: Progress = silent
) -> list[Row]:
    """Rows of all files; a file that can't be read is refused as a whole, the others are read."""
    rows: list[Row] = []
    files = find_files(sources.paths)
    for done, path in enumerate(files, start=1):
        where = path.name or str(path)
        try:
            for layer in sources.layers(path):
                where = layer.origin
                mapped, passed_over = mapped_rows(layer, sources.mapping_for(layer, destination))
                rows += mapped
                outcome.passed_over += passed_over
        except UnreadableFileError as problem:
            outcome.refused.append(Remark(where, None, "", str(problem)))
        progress(_("Reading files"), done, len(files))
    return rows


def fit_rows(
    rows: Iterable[Row],
    want: Want,
    clean: Callable[[dict[str, Any]], dict[str, Any]],
    with_key: Callable[[Row], Row],
    outcome: Outcome,
) -> Iterator[Row]:
    """Rows that can be stored: mended and cleaned, the first of each key that `with_key` gives them."""
    fit = cleaned_rows(mended_rows(rows, want, outcome), clean, outcome)
    return first_of_each_key(map(with_key, fit), outcome)


def mended_rows(rows: Iterable[Row], want: Want, outcome: Outcome) -> Iterator[Row]:
    """Rows whose shape can be stored, with that shape."""
    for row in rows:
        result = mend(row.shape, want)
        if result.flaw:
            outcome.refused.append(row.remark(reason_of_refusal(result)))
            continue
        words = [str(MENDINGS[Mending.CLOSED])] if row.closed else []
        words += [what_was_mended(result)] if result.mendings else []
        if words:
            outcome.mended.append(row.remark(" ".join(words)))
        yield row.having(shape=result.shape)


def cleaned_rows(
    rows: Iterable[Row], clean: Callable[[dict[str, Any]], dict[str, Any]], outcome: Outcome
) -> Iterator[Row]:
    """Rows whose values `clean` takes, with the values that it gives."""
    for row in rows:
        try:
            yield row.having(values=clean(row.values))
        except UnfitValueError as error:
            outcome.refused.append(row.remark(str(error)))


def first_of_each_key(rows: Iterable[Row], outcome: Outcome) -> Iterator[Row]:
    """Rows whose source and key were not met before in this run; the later ones are refused."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        first = seen.setdefault((row.source, row.key), row)
        if first is row:
            yield row
        else:
            outcome.refused.append(
                row.remark(
                    _("The same key, {key}, stands already in row {row} of {file}.").format(
                        key=row.key, row=first.number, file=first.origin
                    )
                )
            )
