"""Spells in which a play space cannot be used. Each deed moves the space's version on.

So two people at once, or a double click, leave one spell.
"""

from django.db import transaction

from foundation.records import StaleVersionError
from playspaces.models import Closure


@transaction.atomic
def shut_space(closure: Closure, *, seen_version: int) -> None:
    """Record that its play space cannot be used. The same spell, sent again, changes nothing.

    StaleVersionError when someone else saved first.
    """
    try:
        with transaction.atomic():
            closure.playspace.save_edit(seen_version=seen_version)
            closure.save()
    except StaleVersionError:
        same = {name: getattr(closure, name) for name in ("since", "until", "reason")}
        if not Closure.objects.filter(playspace=closure.playspace, **same).exists():
            raise


@transaction.atomic
def change_closure(closure: Closure, *, seen_version: int) -> None:
    """Save another beginning, end or reason; StaleVersionError."""
    closure.playspace.save_edit(seen_version=seen_version)
    closure.save()
