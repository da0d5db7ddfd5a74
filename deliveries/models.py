"""A file that somebody asked for and that takes longer than people wait for a page."""

import uuid
from datetime import timedelta
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from areas.models import Commune
from deliveries.makers import may_have

# Without a sign of life for so long, its server was stopped meanwhile.
LOST_AFTER: Final = timedelta(minutes=5)
# Nothing waits so long for its turn: what should make it never began.
FORGOTTEN_AFTER: Final = timedelta(days=1)


class DeliveryQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Waiting, or being made."""
        return self.filter(state__in=Delivery.OPEN)

    def lost(self) -> Self:
        now = timezone.now()
        return self.filter(
            Q(state=Delivery.State.WORKING, told_at__lt=now - LOST_AFTER)
            | Q(state=Delivery.State.WAITING, asked_at__lt=now - FORGOTTEN_AFTER)
        )

    def with_file(self) -> Self:
        return self.filter(state=Delivery.State.DONE)


class Delivery(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "waits for its turn")
        WORKING = "working", pgettext_lazy("delivery", "is being made")
        DONE = "done", pgettext_lazy("delivery", "ready")
        FAILED = "failed", pgettext_lazy("delivery", "not made")
        CANCELLED = "cancelled", pgettext_lazy("delivery", "cancelled")
        EXPIRED = "expired", pgettext_lazy("delivery", "removed")

    OPEN: Final = (State.WAITING, State.WORKING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="deliveries"
    )
    # Whose administrators read in the security log that it was made; None for several communes.
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.SlugField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    params = models.JSONField(default=dict)
    # Of kind, params and language: what is being made already is not made twice.
    asked_key = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # What is being done; why it was not made.
    sentence = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    told_at = models.DateTimeField(null=True)  # the last sign of life of who makes it
    made_at = models.DateTimeField(_("made at"), null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="delivery_of_user"),
            models.Index(fields=["state", "expires_at"], name="delivery_to_tidy"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "asked_key"],
                condition=Q(state__in=["waiting", "working"]),
                name="delivery_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_lost(self) -> bool:
        now = timezone.now()
        if self.state == self.State.WORKING:
            return self.told_at is None or now - self.told_at > LOST_AFTER
        return self.state == self.State.WAITING and now - self.asked_at > FORGOTTEN_AFTER

    @property
    def is_open(self) -> bool:
        """Waits, or is being made: not one that ended with its server."""
        return self.state in self.OPEN and not self.is_lost

    @property
    def is_there(self) -> bool:
        """Whether its file is kept still."""
        return self.state == self.State.DONE and bool(self.expires_at and timezone.now() < self.expires_at)

    @property
    def is_over(self) -> bool:
        """Its file was kept long enough."""
        return self.state == self.State.EXPIRED or (self.state == self.State.DONE and not self.is_there)

    @cached_property
    def may_be_had(self) -> bool:
        """Whether its file is for its person today; the rights of the person cost a query, once."""
        return may_have(self.user, self.kind, self.params)
