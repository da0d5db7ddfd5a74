"""A mended file becomes head counts: all of it in one transaction, each change on record."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import User
from areas.models import ChildCount, ChildCountByAge, Village
from audit.log import Deed, record
from exchange.head_counts.ages import Band
from exchange.head_counts.draft import Draft
from exchange.head_counts.entries import Settled
from exchange.models import HeadCountFile
from foundation.records import StaleVersionError

REASON: Final = "file {}"  # in the history of a count: the key of the file that it came from


class NotReadyError(Exception):
    """Something of the file is still unclear, or it was stored already."""


@dataclass
class Change:
    """One village's count of the year: `before` None where there is none yet."""

    settled: Settled
    before: ChildCount | None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_same(self) -> bool:
        return self.before is not None and as_counted(self.before) == (
            self.settled.children,
            self.settled.ages,
        )


def as_counted(count: ChildCount) -> tuple[int, dict[Band, int]]:
    """A stored count in the terms of a file. Its ages should be prefetched."""
    return count.children, {Band(age.age_from, age.age_to): age.children for age in count.by_age.all()}


def changes_of(draft: Draft) -> list[Change]:
    """Before and after of each village in the file."""
    year = draft.file.year
    stored = {key: count for key, counts in draft.counts.items() for count in counts if count.year == year}
    return [Change(one, stored.get(one.village.pk)) for one in draft.settled]


@transaction.atomic
def store_file(file: HeadCountFile, *, seen_version: int, by: User, request: HttpRequest) -> None:
    """Replace the year's counts of the villages in `file`; StaleVersionError, NotReadyError.

    Villages that it does not name keep what they have. Storing the same again changes nothing.
    """
    locked = HeadCountFile.objects.select_for_update().get(pk=file.pk)
    if locked.version != seen_version:
        raise StaleVersionError(locked)
    # No other file writes counts of the same villages meanwhile.
    list(
        Village.objects.select_for_update().filter(commune=locked.commune_id).order_by("pk").values_list("pk")
    )
    draft = Draft(locked)
    if not draft.can_be_stored:
        raise NotReadyError
    changes = changes_of(draft)
    new, same = (sum(getattr(one, name) for one in changes) for name in ("is_new", "is_same"))
    reason = REASON.format(locked.pk)
    write([change for change in changes if not change.is_same], locked.year, by=by, reason=reason)
    # What was stored stays readable, whatever the villages are called later.
    locked.rows = [line.dumped() for line in draft.lines_with_villages()]
    locked.stored_at = timezone.now()
    locked.save_edit(seen_version=seen_version)
    record(
        Deed.IMPORTED,
        request=request,
        about=f"{locked.commune.full_name}, {locked.year}",
        commune=locked.commune,
        what="head_counts",
        files=[locked.file_name],
        created=new,
        updated=len(changes) - new - same,
        unchanged=same,
    )


def write(changes: list[Change], year: int, *, by: User, reason: str) -> None:
    """Store the changes with their history; those that change nothing should not be among them."""
    how = {"default_user": by, "default_change_reason": reason}
    new = [
        ChildCount(village=one.settled.village, year=year, children=one.settled.children)
        for one in changes
        if one.is_new
    ]
    made = {count.village_id: count for count in bulk_create_with_history(new, ChildCount, **how)}
    changed = []
    for one in changes:
        if one.before:
            one.before.children = one.settled.children
            changed.append(one.before)
    bulk_update_with_history(changed, ChildCount, ["children"], **how)
    write_ages([(one.before or made[one.settled.village.pk], one.settled.ages) for one in changes], how)


def write_ages(pairs: list[tuple[ChildCount, dict[Band, int]]], how: dict) -> None:
    """Ages are taken out and written anew: their bands may differ from those of before."""
    for age in ChildCountByAge.objects.filter(count__in=[count for count, _ages in pairs]):
        age._history_user, age._change_reason = how["default_user"], how["default_change_reason"]
        age.delete()
    ages = [
        ChildCountByAge(count=count, age_from=band.first, age_to=band.last, children=children)
        for count, bands in pairs
        for band, children in bands.items()
    ]
    bulk_create_with_history(ages, ChildCountByAge, **how)
