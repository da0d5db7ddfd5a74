"""What all records of the demo have: a place, an author, and a first line of history."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from areas.models import Village
from areas.placing import VillageSource
from exchange.demo.rows import Row, shape

SOURCE = "demo"
Villages = dict[str, Village]


def by_code(kinds: type[models.Model]) -> dict[str, Any]:
    return {kind.code: kind for kind in kinds.objects.all()}


def placed(row: Row, villages: Villages) -> dict[str, Any]:
    """What every record that lies somewhere has."""
    village = villages[row["village"]]
    return {
        "id": row["id"],
        "name": row["name"],
        "geom": shape(row),
        "commune": village.commune,
        "village": village,
        "village_source": VillageSource.BOUNDARY,
        "source": SOURCE,
        "source_ref": row["id"],
    }


def store(records: Iterable[models.Model], model: type[models.Model], author: User) -> list[Any]:
    return bulk_create_with_history(list(records), model, default_user=author)
