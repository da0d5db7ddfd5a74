"""`order_by(by_name())`: names in Vietnamese order, sorted by the database."""

from django.db.models import F
from django.db.models.functions import Collate

from foundation.apps import VIETNAMESE


def by_name(field: str = "name") -> Collate:
    return Collate(F(field), VIETNAMESE)
