"""What an import did, row by row: printed for people, or as one JSON object."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Remark:
    """Something to say about one row; `row` is None when it is about the whole file."""

    file: str
    row: int | None
    name: str
    reason: str

    def as_dict(self) -> dict[str, str | int | None]:
        return {"file": self.file, "row": self.row, "name": self.name, "reason": self.reason}

    def __str__(self) -> str:
        where = _("{file}, row {row}").format(file=self.file, row=self.row) if self.row else self.file
        named = f"{where}, {self.name}" if self.name else where
        return f"{named}: {self.reason}"


@dataclass
class Outcome:
    """Every row of a run is one of `created`, `updated`, `unchanged`, `kept`, `refused`,
    `passed_over` or `far_away`; one that was mended, or of which something is to be noted, is
    listed beside that."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    passed_over: int = 0
    far_away: int = 0
    mended: list[Remark] = field(default_factory=list)
    kept: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    noted: list[Remark] = field(default_factory=list)

    @property
    def unread_files(self) -> list[Remark]:
        return [remark for remark in self.refused if remark.row is None]

    def as_json(self) -> str:
        return json.dumps(
            {
                "created": self.created,
                "updated": self.updated,
                "unchanged": self.unchanged,
                "passed_over": self.passed_over,
                "far_away": self.far_away,
                "mended": [remark.as_dict() for remark in self.mended],
                "kept": [remark.as_dict() for remark in self.kept],
                "refused": [remark.as_dict() for remark in self.refused],
                "noted": [remark.as_dict() for remark in self.noted],
            },
            ensure_ascii=False,
        )

    def lines(self) -> Iterator[str]:
        """The report for people, every row that needs a word on a line of its own."""
        yield _("Created: {created}. Updated: {updated}. Unchanged: {unchanged}.").format(
            created=self.created, updated=self.updated, unchanged=self.unchanged
        )
        if self.passed_over:
            yield _("Rows of no kind that the mapping names, passed over: {count}.").format(
                count=self.passed_over
            )
        if self.far_away:
            yield _("Rows far from every commune loaded here, left out: {count}.").format(count=self.far_away)
        yield from listed(_("Mended: {count}."), self.mended)
        yield from listed(_("Kept as edited here: {count}."), self.kept)
        if self.noted:
            yield from listed(_("To note: {count}."), self.noted)
        yield from listed(_("Refused: {count}."), self.refused)


def listed(heading: str, remarks: Iterable[Remark]) -> Iterator[str]:
    remarks = list(remarks)
    yield heading.format(count=len(remarks))
    yield from (f"  {remark}" for remark in remarks)
