"""A notice to one person. The room does not know what it is about: words and an address say it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from notices.kinds import Topic, kind_of, sentence

# The bell shows no more than this.
MANY = 99


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def count_to_many(self) -> int:
        """How many, up to one more than `MANY`: a look at the index, however many there are."""
        return self.order_by()[: MANY + 1].count()

    def to_mail(self) -> Self:
        """Not yet in a digest, and not read in the app meanwhile."""
        return self.unread().filter(mailed_at=None)


class Notice(models.Model):
    """`kind` names a sentence of `notices.kinds`, `words` fill it; the language is the reader's."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.SlugField(_("kind"), max_length=40)
    words = models.JSONField(_("words"), default=dict)
    url = models.CharField(_("address"), max_length=300)
    # The same thing is told to a person once: "overdue <site> <deadline>".
    key = models.CharField(max_length=160)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("sent by e-mail at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(fields=["user"], name="notice_unread", condition=models.Q(read_at=None)),
            models.Index(
                fields=["mailed_at"], name="notice_to_mail", condition=models.Q(mailed_at=None, read_at=None)
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_told_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"

    @property
    def text(self) -> str:
        """In the language of whoever reads it now."""
        return sentence(self.kind, self.words)

    @property
    def topic(self) -> Topic:
        return kind_of(self.kind).topic

    @property
    def is_urgent(self) -> bool:
        return kind_of(self.kind).is_urgent

    @property
    def leads_to(self) -> str:
        """Its address, when it is a path of ours; "" for anything else."""
        is_path = self.url.startswith("/") and url_has_allowed_host_and_scheme(self.url, allowed_hosts=None)
        return self.url if is_path else ""


class DailyRun(models.Model):
    """The day's work was begun: whoever inserts the row does it, once a day on all servers."""

    day = models.DateField(primary_key=True)
    begun_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
