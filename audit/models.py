"""What happened to people's rights and data: written once, never changed, dropped when its time is over."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Commune


class AppendOnlyError(Exception):
    """Somebody tried to change or delete an entry of the log."""


class EventQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnlyError

    def delete(self):
        raise AppendOnlyError

    def bulk_update(self, *args, **kwargs):
        raise AppendOnlyError


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
        indexes = [
            models.Index(fields=["commune", "-at"], name="event_of_commune"),
            models.Index(fields=["deed", "-at"], name="event_of_deed"),
            models.Index(fields=["actor", "-at"], name="event_by_actor"),
            models.Index(fields=["person", "-at"], name="event_about_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name} {self.get_deed_display()} {self.about}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError
