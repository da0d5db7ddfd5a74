"""The demo's schools and play spaces."""

from datetime import date
from typing import Any

from accounts.models import Unit, User
from exchange.demo.places import PHONE
from exchange.demo.records import Villages, by_code, placed, store
from exchange.demo.rows import Row, dates, shape
from playspaces.models import (
    Closure,
    EquipmentFault,
    EquipmentInspection,
    Facility,
    PlaySpace,
    PlaySpaceKind,
    SwimmingClass,
)
from schools.models import Gate, PupilCount, School, SchoolLevel
from schools.school_year import school_year_of

FIRST_SCHOOL_PHONE = 101  # those of units come before
OFFICE = "Văn phòng nhà trường"
DETAILS = ("for_children", "age_from", "age_to", "shade", "is_lit", "opening_hours", "capacity")
CLASS_FIELDS = ("name", "schedule", "teacher", "age_from", "age_to", "places", "enrolled")


def create_schools(rows: list[Row], villages: Villages, today: date, *, author: User) -> dict[str, School]:
    """Schools by name, with their gates, their pupils year by year and where these come from."""
    levels = by_code(SchoolLevel)
    schools = [
        School(
            **placed(row, villages),
            level=levels[row["level"]],
            pupils=row["pupils"][0],
            address=f"Thôn {row['village']}, {villages[row['village']].commune.full_name}",
            contact_name=OFFICE,
            phone=PHONE.format(FIRST_SCHOOL_PHONE + place),
            created_by=author,
        )
        for place, row in enumerate(rows)
    ]
    stored = {school.name: school for school in store(schools, School, author)}
    gates, pupils = [], []
    for row in rows:
        school = stored[row["name"]]
        school._history_user = author
        school.draws_from.set([villages[name] for name in row["draws_from"]])
        gates += [
            Gate(school=school, name=gate["name"], is_main=gate["is_main"], geom=shape(gate))
            for gate in row["gates"]
        ]
        pupils += [
            PupilCount(school=school, school_year=school_year_of(today) - back, pupils=count)
            for back, count in enumerate(row["pupils"])
        ]
    store(gates, Gate, author)
    store(pupils, PupilCount, author)
    return stored


def create_play_spaces(
    rows: list[Row], villages: Villages, units: dict[str, Unit], today: date, *, author: User
) -> None:
    kinds, facilities = by_code(PlaySpaceKind), by_code(Facility)
    spaces = [
        PlaySpace(
            **placed(row, villages),
            kind=kinds[row["kind"]],
            manager_unit=units[row["unit"]],
            created_by=author,
            **{field: row[field] for field in DETAILS},
            **row["water"],
            **dates(row, today),
        )
        for row in rows
    ]
    for space, row in zip(store(spaces, PlaySpace, author), rows, strict=True):
        space._history_user = author
        space.facilities.set([facilities[code] for code in row["facilities"]])
    closures = [
        Closure(playspace_id=row["id"], reason=closure["reason"], **dates(closure, today))
        for row in rows
        for closure in row["closures"]
    ]
    store(closures, Closure, author)


def create_looks(rows: list[Row], today: date, *, author: User) -> None:
    """Inspections of equipment, and the faults they found."""
    looks, faults = [], []
    for row in rows:
        own: dict[str, Any] = {"playspace_id": row["play_space"], "created_by": author}
        looks.append(EquipmentInspection(id=row["id"], note=row["note"], **own, **dates(row, today)))
        faults += [
            EquipmentFault(
                inspection_id=row["id"],
                **{field: fault[field] for field in ("id", "item", "severity", "note")},
                **own,
                **dates(fault, today),
            )
            for fault in row["faults"]
        ]
    store(looks, EquipmentInspection, author)
    store(faults, EquipmentFault, author)


def create_classes(rows: list[Row], today: date, *, author: User) -> None:
    classes = [
        SwimmingClass(
            id=row["id"],
            playspace_id=row["play_space"],
            created_by=author,
            **{field: row[field] for field in CLASS_FIELDS},
            **dates(row, today),
        )
        for row in rows
    ]
    store(classes, SwimmingClass, author)
