"""What every record that people edit has: a key made by the client, a version, an author.

Deleting is withdrawing: the row stays, leaves every list and count, and can come back.
"""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.bulk_signals import ToldQuerySet


class StaleVersionError(Exception):
    """Someone saved the record since it was opened; `current` is what is stored now."""

    def __init__(self, current: "Record"):
        super().__init__(f"{current._meta.label} {current.pk} is at version {current.version}")
        self.current = current


class RecordQuerySet(ToldQuerySet):
    def in_force(self) -> Self:
        """Rows that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("reason for withdrawing"), max_length=255, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save_edit(self, *, seen_version: int) -> None:
        """Save changes made on `seen_version`; StaleVersionError when another save came first.

        Nothing is written then: the caller shows both sides.
        """
        rows = type(self)._default_manager.filter(pk=self.pk, version=seen_version)
        if not rows.update(version=F("version") + 1):
            raise StaleVersionError(type(self)._default_manager.get(pk=self.pk))
        self.version = seen_version + 1
        self.save()

    def withdraw(self, *, reason: str, seen_version: int) -> None:
        """Take the record out of every list and count, on record; StaleVersionError as above."""
        self.withdrawn_at = timezone.now()
        self.withdrawn_reason = reason
        self.save_edit(seen_version=seen_version)


class Kind(models.Model):
    """A row of a look-up table that staff can extend without a programmer."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=100)
    is_active = models.BooleanField(
        _("offered in forms"), default=True, help_text=_("Switch off instead of deleting.")
    )

    class Meta:
        abstract = True
        ordering = ["position", "name_vi"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the language of the page."""
        english = (get_language() or "").startswith("en") and self.name_en
        return self.name_en if english else self.name_vi


def changed_fields(
    record: models.Model, stored: models.Model, fields: list[str]
) -> dict[str, tuple[Any, Any]]:
    """`{field: (stored, mine)}` for the named fields in which two versions differ."""
    pairs = {name: (getattr(stored, name), getattr(record, name)) for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
