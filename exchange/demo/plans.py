"""The demo's plans, and what they stand on: public land and candidates, roads, and where people live."""

from datetime import date

from accounts.models import User
from areas.models import Commune, PopulatedArea
from exchange.demo.records import SOURCE, Villages, by_code, placed, store
from exchange.demo.rows import Row, shape
from playspaces import services
from playspaces.models import Candidate, Computation, PlaySpaceKind, PublicLand, Scenario
from roads.models import Road


def create_public_land(rows: list[Row], commune: Commune, *, author: User) -> None:
    land = [
        PublicLand(
            id=row["id"],
            name=row["name"],
            geom=shape(row),
            commune=commune,
            created_by=author,
            source=SOURCE,
            source_ref=row["id"],
        )
        for row in rows
    ]
    store(land, PublicLand, author)


def create_candidates(rows: list[Row], villages: Villages, *, author: User) -> None:
    kinds = by_code(PlaySpaceKind)
    candidates = [
        Candidate(
            **placed(row, villages),
            kind=kinds[row["kind"]],
            cost=row["cost"],
            note=row["note"],
            created_by=author,
        )
        for row in rows
    ]
    store(candidates, Candidate, author)


def create_ground(roads: list[Row], homes: list[Row], commune: Commune) -> None:
    """Roads and populated areas; those that were loaded before for this place are kept instead."""
    if not Road.objects.in_box(commune.boundary).exists():
        Road.objects.bulk_create(
            Road(source=SOURCE, source_ref=row["id"], kind=row["kind"], name=row["name"], geom=shape(row))
            for row in roads
        )
    if not PopulatedArea.objects.filter(geom__inbox=commune.boundary).exists():
        PopulatedArea.objects.bulk_create(
            PopulatedArea(source=SOURCE, source_ref=row["id"], geom=shape(row)) for row in homes
        )


def create_plans(rows: list[Row], commune: Commune, today: date, *, author: User) -> None:
    """Asked and answered as a person would have it done: once all else of the demo stands."""
    for row in rows:
        scenario = Scenario(**row, day=today, created_by=author)
        scenario._history_user = author
        services.ask_plan(scenario, communes=[commune], by=author)
        services.compute(Computation.objects.get(scenario=scenario), services.solve_here)
