"""Notices as they come: `give(lan, "Ao cá")`."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from notices.models import Notice

NOON = datetime(2026, 6, 30, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def give(db):
    """`give(lan, "Ao cá", kind="site-overdue")`: Lan's notice about Ao cá; a later call is a later notice."""
    numbers = count()

    def make(user, site, *, kind="site-overdue", url="/map/", **fields) -> Notice:
        number = next(numbers)
        return Notice.objects.create(
            user=user,
            kind=kind,
            words={"site": site, "deadline": "29/06/2026", "number": "3"},
            url=url,
            key=f"{kind} {site} {number}",
            created_at=NOON + timedelta(minutes=number),
            **fields,
        )

    return make
