"""Imported features and the records they became: what is new, what differs, what is ours now.

The rule: an imported record that a person has edited or withdrawn since is left alone as a
whole, and the outcome says so. See docs/importing.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import User
from areas.placing import Place
from exchange.destinations import Destination
from exchange.merging import contradiction, new_record, update, why_kept
from exchange.outcome import Outcome
from exchange.rows import Row
from foundation.records import Record
from hazards.models import HazardSite
from hazards.services.effects import importing

IMPORTED: Final = "import"  # reason of change in the history of what an import wrote
BATCH: Final = 500
OF_SOME: Final = ("search_key", "village", "village_source", "border_note")  # fields that not all have


@dataclass(frozen=True)
class Register:
    """The records that came from the sources of some rows, by source and key."""

    records: dict[tuple[str, str], Record]
    edited: set[Any]

    @classmethod
    def behind(cls, destination: Destination, rows: Iterable[Row]) -> "Register":
        """Costs a query for each 500 rows and one for each source; locks the records."""
        keys: dict[str, list[str]] = {}
        for row in rows:
            keys.setdefault(row.source, []).append(row.key)
        model = destination.model
        records = {
            (source, record.source_ref): record
            for source, all_keys in keys.items()
            for some in chunks(all_keys)
            for record in model.objects.select_for_update().filter(source=source, source_ref__in=some)
        }
        by_hand = model.history.filter(source__in=keys).exclude(history_change_reason=IMPORTED)
        return cls(records, set(by_hand.values_list("id", flat=True)))


def store(
    destination: Destination, placed: list[tuple[Row, Place]], outcome: Outcome, by: User | None
) -> None:
    """Create and update records, history included; counts them in `outcome`."""
    register = Register.behind(destination, [row for row, _place in placed])
    new: list[Record] = []
    changed: list[Record] = []
    for row, place in without_clashes(destination, placed, register, outcome):
        record = register.records.get((row.source, row.key))
        if record is None:
            new.append(new_record(destination, row, place, by))
        elif reason := why_kept(record, row, register.edited):
            outcome.kept.append(row.remark(reason))
        elif fault := contradiction(destination, record, row):
            outcome.refused.append(row.remark(fault))
        elif record.pk not in register.edited and update(record, row, place):
            changed.append(record)
        else:
            outcome.unchanged += 1
    write(destination, new, changed, by)
    outcome.created += len(new)
    outcome.updated += len(changed)


def write(destination: Destination, new: list[Any], changed: list[Any], by: User | None) -> None:
    is_about_sites = destination.model is HazardSite
    with importing(new, changed, by=by) if is_about_sites else nullcontext():
        write_rows(destination, new, changed, by)


def write_rows(destination: Destination, new: list[Any], changed: list[Any], by: User | None) -> None:
    how = {"batch_size": BATCH, "default_user": by, "default_change_reason": IMPORTED}
    if new:
        bulk_create_with_history(new, destination.model, **how)
    if changed:
        fields = [
            *destination.fields, *([destination.kind] if destination.kind else []), "geom", "commune",
            "version", "updated_at",
        ]  # fmt: skip
        fields += [name for name in OF_SOME if hasattr(destination.model, name)]
        bulk_update_with_history(changed, destination.model, fields, **how)


def without_clashes(
    destination: Destination, placed: list[tuple[Row, Place]], register: Register, outcome: Outcome
) -> Iterator[tuple[Row, Place]]:
    """Rows less those that claim, in a field that no two records share, what another has."""
    owners = {field: owners_of(destination.model, field, placed) for field in destination.unique}
    for row, place in placed:
        identity = (row.source, row.key)
        clash = next(
            (
                field
                for field in owners
                if row.values.get(field) and owners[field].setdefault(row.values[field], identity) != identity
            ),
            None,
        )
        if clash is None:
            yield row, place
        else:
            outcome.refused.append(
                row.remark(
                    _("The {field} {value} belongs to another record.").format(
                        field=destination.model._meta.get_field(clash).verbose_name, value=row.values[clash]
                    )
                )
            )


def owners_of(model: type[Model], field: str, placed: list[tuple[Row, Place]]) -> dict[Any, tuple[str, str]]:
    """Source and key of the records that hold the rows' values of `field`."""
    values = [row.values[field] for row, _place in placed if row.values.get(field)]
    return {
        value: (source, key)
        for some in chunks(values)
        for value, source, key in model.objects.filter(**{f"{field}__in": some}).values_list(
            field, "source", "source_ref"
        )
    }


def chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
