"""Store what was made in the field once, however often it is sent."""

from django.db import IntegrityError, transaction

from foundation.records import Record
from hazards.errors import KeyTakenError


def store_once(record: Record, *, same: list[str]) -> bool:
    """Insert `record`; False when the same one (equal in the fields `same`) is stored already.

    KeyTakenError when something else is stored under its key, or what is stored there was
    withdrawn: to call that saved would lose what was sent.
    """
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        stored = type(record)._default_manager.filter(pk=record.pk).first()
        if stored is None:
            raise
        differs = any(getattr(stored, name) != getattr(record, name) for name in same)
        if differs or stored.withdrawn_at:
            raise KeyTakenError(stored) from None
        return False
    return True
