"""Deeds on the register of schools: enter one, change it, bring it back."""

from collections.abc import Collection, Mapping
from typing import Final

from django.db import transaction

from areas.models import Village
from hazards.reasons import RESTORE, because
from hazards.services.storing import store_once
from schools.models import Gate, PupilCount, School

ANSWERS: Final = [
    "level_id", "code", "name", "geom", "commune_id", "village_id", "address", "contact_name", "phone",
    "email", "opened_on", "closed_on", "created_by_id",
]  # fmt: skip


@transaction.atomic
def enter_school(
    school: School, *, gates: Collection[Gate], pupils: Mapping[int, int], draws_from: Collection[Village]
) -> bool:
    """Store a new school; False when it was stored already. KeyTakenError as in `store_once`.

    `pupils` by the year in which the school year begins.
    """
    school.pupils = latest(pupils, school.pupils)
    is_new = store_once(school, same=ANSWERS)
    if is_new:
        keep(school, gates, pupils, draws_from)
    return is_new


@transaction.atomic
def edit_school(
    school: School,
    *,
    gates: Collection[Gate],
    pupils: Mapping[int, int],
    draws_from: Collection[Village],
    seen_version: int,
) -> None:
    """Save changes to a school; StaleVersionError when someone else saved first.

    Gates and counts that are not named go; the history keeps them.
    """
    school.pupils = latest(pupils, school.pupils)
    school.save_edit(seen_version=seen_version)
    keep(school, gates, pupils, draws_from)


@transaction.atomic
def restore_school(school: School, *, reason: str, seen_version: int) -> None:
    """Bring a withdrawn school back; StaleVersionError."""
    school.withdrawn_at, school.withdrawn_reason = None, ""
    because(school, RESTORE, reason)
    school.save_edit(seen_version=seen_version)


def latest(pupils: Mapping[int, int], known: int | None) -> int | None:
    """Pupils of the last year counted; what was known before, when no year is."""
    return pupils[max(pupils)] if pupils else known


def keep(
    school: School, gates: Collection[Gate], pupils: Mapping[int, int], draws_from: Collection[Village]
) -> None:
    keep_gates(school, gates)
    keep_pupils(school, pupils)
    if set(school.draws_from.all()) != set(draws_from):
        school.draws_from.set(draws_from)


def keep_gates(school: School, gates: Collection[Gate]) -> None:
    """Exactly `gates`. One that names a gate of another school is a new one here."""
    stored = {gate.pk: gate for gate in school.gates.all()}
    for gate in gates:
        before = stored.pop(gate.pk, None)
        gate.school = school
        if before is None:
            gate.pk = None
            gate.save(force_insert=True)
        elif (before.name, before.geom, before.is_main) != (gate.name, gate.geom, gate.is_main):
            gate.save(force_update=True)
    for gone in stored.values():
        gone.delete()


def keep_pupils(school: School, pupils: Mapping[int, int]) -> None:
    stored = {count.school_year: count for count in school.pupil_counts.all()}
    for year, number in pupils.items():
        count = stored.pop(year, None) or PupilCount(school=school, school_year=year)
        if count.pupils != number:
            count.pupils = number
            count.save()
    for gone in stored.values():
        gone.delete()
