"""What the history gives as the reason of a change that was more than an edit."""

from typing import Final

from foundation.records import Record

IMPORT: Final = "import"  # written by a file that was read in
BULK: Final = "bulk"  # “bulk <key of the BulkEdit>”
MERGE: Final = "merge"  # “merge <key of the other site>”
RESTORE: Final = "restore"  # “restore <in the person's own words>”
LONGEST: Final = 100


def because(record: Record, sort: str, detail: object) -> None:
    """The next save of `record` is kept with this reason."""
    record._change_reason = f"{sort} {detail}"[:LONGEST]
