"""Writing many rows at once, told as `post_save` tells of one: Django itself says nothing of it.

A listener connects to the signals below, for the model as sender.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.dispatch import Signal

Row = TypeVar("Row", bound=models.Model)

# `rows`: what was stored.
bulk_created = Signal()
# `rows`: the queryset, not yet written; `fields`: names of what will be. By the time it is written
# the rows may match no more: a listener may answer with a function, which is called then.
bulk_updating = Signal()


class ToldQuerySet(models.QuerySet[Row]):
    """`bulk_create`, `bulk_update` and `update` tell whoever listens, in the same transaction."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        if not bulk_created.has_listeners(self.model):
            return super().bulk_create(objs, *args, **options)
        with transaction.atomic(using=self.db, savepoint=False):
            rows = super().bulk_create(objs, *args, **options)
            bulk_created.send(self.model, rows=rows)
        return rows

    def update(self, **values: Any) -> int:
        """`bulk_update` comes through here too."""
        if not bulk_updating.has_listeners(self.model):
            return super().update(**values)
        fields = {self.model._meta.get_field(name).name for name in values}
        with transaction.atomic(using=self.db, savepoint=False):
            answers = bulk_updating.send(self.model, rows=self, fields=fields)
            number = super().update(**values)
            for _listener, afterwards in answers:
                if callable(afterwards):
                    afterwards()
        return number

    update.alters_data = True  # type: ignore[attr-defined]  # no template calls it
    bulk_create.alters_data = True  # type: ignore[attr-defined]
