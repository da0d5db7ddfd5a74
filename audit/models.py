"""What happened to people's rights and data: written once, never changed, dropped when its time is over."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Commune
from foundation.fields import FoldedField
from foundation.vietnamese import fold


class AppendOnlyError(Exception):
    """Somebody tried to change or delete an entry of the log."""


class EventQuerySet(models.QuerySet):
    def in_communes(self, keys: Collection[int] | None) -> Self:
        """Of these communes; None: of all, and of none in particular."""
        return self.all() if keys is None else self.filter(commune__in=keys)

    def naming(self, words: str) -> Self:
        """By or about somebody (or something) whose name has all of `words`, whatever the marks."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def of(self, user: models.Model) -> Self:
        """What a person did, and what was done about the person."""
        return self.filter(Q(actor=user) | Q(person=user))

    def between(self, first: date | None, last: date | None) -> Self:
        """From the first minute of `first` to the last of `last`, local time."""
        found = self
        if first:
            found = found.filter(at__gte=midnight(first))
        if last:
            found = found.filter(at__lt=midnight(last + timedelta(days=1)))
        return found

    def older_than(self, at: datetime, pk: int) -> Self:
        """What stands below the event `pk` of the moment `at` in the list."""
        return self.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))

    def _raw_delete(self, using):
        raise AppendOnlyError

    def update(self, **kwargs):
        raise AppendOnlyError

    def delete(self):
        raise AppendOnlyError

    def bulk_update(self, *args, **kwargs):
        raise AppendOnlyError

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **kwargs)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class Event(models.Model):
    class Deed(models.TextChoices):
        LOGGED_IN = "logged_in", _("logged in")
        LOGGED_OUT = "logged_out", _("logged out")
        LOG_IN_FAILED = "log_in_failed", _("log-in failed")
        LOCKED_OUT = "locked_out", _("locked out")
        SECOND_FACTOR_FAILED = "second_factor_failed", _("second factor failed")
        SECOND_FACTOR_ON = "second_factor_on", _("second factor set up")
        SECOND_FACTOR_OFF = "second_factor_off", _("second factor removed")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        SESSION_ENDED = "session_ended", _("session ended")
        REFUSED = "refused", _("refused")
        INVITED = "invited", _("invited")
        LINK_MADE = "link_made", _("one-time link made")
        LINK_USED = "link_used", _("one-time link used")
        POST_GIVEN = "post_given", _("post given")
        POST_CHANGED = "post_changed", _("post changed")
        POST_ENDED = "post_ended", _("post ended")
        PERSON_CHANGED = "person_changed", _("person changed")
        PERSON_LEFT = "person_left", _("person left")
        PERSON_BACK = "person_back", _("person came back")
        RULE_CHANGED = "rule_changed", _("rule of a post changed")
        EXPORTED = "exported", _("exported")
        IMPORTED = "imported", _("imported")
        ERASED = "erased", _("personal data erased")

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True, editable=False)
    deed = models.CharField(_("what"), max_length=24, choices=Deed, editable=False)
    # Who did it; nobody is known before a log-in. The name stays when the person goes.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_name = models.CharField(_("who"), max_length=120, blank=True, editable=False)
    # About whom or what, in words and, of a person, by key.
    about = models.CharField(_("about"), max_length=255, blank=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("about whom"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    search_key = FoldedField(source="names", max_length=400)
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address = models.GenericIPAddressField(_("address"), null=True, editable=False)
    details = models.JSONField(_("details"), default=dict, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("security log")
        ordering = ["-at", "-pk"]
        # Django's own ways around a manager (collecting what hangs on a row) are refused as well.
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["commune", "-at"], name="event_of_commune"),
            models.Index(fields=["deed", "-at"], name="event_of_deed"),
            models.Index(fields=["actor", "-at"], name="event_by_actor"),
            models.Index(fields=["person", "-at"], name="event_about_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name} {self.get_deed_display()} {self.about}"

    @property
    def names(self) -> str:
        return f"{self.actor_name} {self.about}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError
