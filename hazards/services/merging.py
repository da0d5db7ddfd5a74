"""Two sites turn out to be one place: what is recorded of the one moves to the other."""

from collections.abc import Collection
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.records import StaleVersionError
from hazards.errors import MergeError
from hazards.models import HazardSite
from hazards.reasons import MERGE, because
from hazards.services.reopening import watched
from hazards.span_keeping import together

# Facts that the site that stays may take over where it has none.
TAKEABLE: Final = (
    "description", "internal_note", "depth_m", "bank", "access", "near_path", "near_homes", "owner_name", "owner_phone",
    "information_source", "responsible_unit", "responsible_person", "deadline", "required_measures",
)  # fmt: skip
MOVED: Final = ("measures", "inspections", "photos", "incidents")


@together()
def merge_sites(
    keep: HazardSite,
    gone: HazardSite,
    *,
    versions: tuple[int, int],
    by: User | None = None,
    take: Collection[str] = (),
) -> None:
    """`gone` becomes a part of `keep`: all that was recorded of it moves, with history.

    `versions` are those the person saw, of `keep` and of `gone`: StaleVersionError when either
    changed since, MergeError when they cannot be merged. `take` names facts of `gone` that
    `keep` gets where it has none.
    """
    keep_version, gone_version = versions
    check(keep, gone)
    with watched(keep, by=by):
        for record in all_records(gone):
            record.site = keep
            record._history_user = by
            because(record, MERGE, gone.pk)
            record.save_edit(seen_version=record.version)
        close(gone, keep, by, gone_version)
        for earlier in gone.merged_sites.all():
            earlier.merged_into = keep
            earlier._history_user = by
            because(earlier, MERGE, keep.pk)
            earlier.save_edit(seen_version=earlier.version)
        keep._history_user = by
        because(keep, MERGE, gone.pk)
        take_over(keep, gone, take)
        keep.found_on = min(keep.found_on, gone.found_on)
        # Where one of the two lost its protection, the place did; `watched` knows if it has it again.
        keep.reopened_on = min(filter(None, [keep.reopened_on, gone.reopened_on]), default=None)
        keep.save_edit(seen_version=keep_version)
        if "required_measures" in take and is_empty(keep, "required_measures"):
            keep.required_measures.set(gone.required_measures.all())


def check(keep: HazardSite, gone: HazardSite) -> None:
    """Refuse what cannot be merged, on what is stored now; holds both rows until the end."""
    both = HazardSite.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk]).order_by("pk")
    stored = {site.pk: site for site in both}
    if keep.pk == gone.pk:
        raise MergeError("same")
    if stored[keep.pk].commune_id != stored[gone.pk].commune_id:
        raise MergeError("other_commune")
    if any(site.merged_into_id for site in stored.values()):
        raise MergeError("merged_already")
    if any(site.withdrawn_at for site in stored.values()):
        raise MergeError("withdrawn")
    for site in (keep, gone):
        if stored[site.pk].version != site.version:
            raise StaleVersionError(stored[site.pk])


def all_records(gone: HazardSite) -> list:
    """Withdrawn ones too: they keep their site, and can be restored there."""
    return [record for name in MOVED for record in getattr(gone, name).all()]


def close(gone: HazardSite, keep: HazardSite, by: User | None, seen_version: int) -> None:
    gone.merged_into = keep
    gone.withdrawn_at = timezone.now()
    gone.withdrawn_reason = (_("The same place as “%(name)s”") % {"name": keep.name})[:255]
    gone._history_user = by
    because(gone, MERGE, keep.pk)
    gone.save_edit(seen_version=seen_version)


def take_over(keep: HazardSite, gone: HazardSite, names: Collection[str]) -> None:
    for name in TAKEABLE:
        if name in names and name != "required_measures" and is_empty(keep, name):
            setattr(keep, name, getattr(gone, name))


def is_empty(site: HazardSite, name: str) -> bool:
    """Whether nothing is known of a fact; a box that is not ticked counts as nothing."""
    if name == "required_measures":
        return not site.required_measures.all()
    return getattr(site, name) in (None, "", False)
