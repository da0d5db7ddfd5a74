"""The demo's schools and play spaces."""

from datetime import date

from accounts.models import User
from exchange.demo.records import Villages, by_code, placed, store
from exchange.demo.rows import Row, dates
from playspaces.models import Closure, PlaySpace, PlaySpaceKind
from schools.models import School, SchoolLevel


def create_schools(rows: list[Row], villages: Villages, *, author: User) -> dict[str, School]:
    """Schools by name."""
    levels = by_code(SchoolLevel)
    schools = [
        School(**placed(row, villages), level=levels[row["level"]], pupils=row["pupils"], created_by=author)
        for row in rows
    ]
    return {school.name: school for school in store(schools, School, author)}


def create_play_spaces(rows: list[Row], villages: Villages, today: date, *, author: User) -> None:
    kinds = by_code(PlaySpaceKind)
    spaces = [
        PlaySpace(
            **placed(row, villages),
            kind=kinds[row["kind"]],
            for_children=row["for_children"],
            created_by=author,
            **dates(row, today),
        )
        for row in rows
    ]
    store(spaces, PlaySpace, author)
    closures = [
        Closure(playspace_id=row["id"], reason=closure["reason"], **dates(closure, today))
        for row in rows
        for closure in row["closures"]
    ]
    store(closures, Closure, author)
