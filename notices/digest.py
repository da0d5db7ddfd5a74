"""The daily e-mail: what a person was told and has not read, in one message, once.

A person's notices are marked as sent before the message leaves, in one conditional update, so
that two servers never send the same. When the message is refused they are marked back, and
tried again the next day. Lost is at worst one e-mail: the notices stand in the app.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.models import User
from notices.kinds import Topic
from notices.models import Notice, NoticeQuerySet

NEWS: Final = timedelta(days=14)  # what is older is no news, as when e-mail is set up later
SHOWN: Final = 20  # sentences of a topic; the rest is counted

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Section:
    """What a digest says about one topic."""

    topic: Topic
    lines: list[tuple[str, str]]  # sentence, link ("" for none)
    more: int


def send_digests() -> str:
    """One message to everyone who has news and wants it by e-mail; says what was done.

    Without a mail server nothing is sent. Raises what the mail server says when it takes nothing.
    """
    if not settings.SENDS_MAIL:
        return "no mail server is set up"
    now, sent, failed = timezone.now(), 0, 0
    connection = get_connection()
    for user in list(people_with_news(now)):
        connection.open()  # does nothing while it is open
        claimed = claim(user, now)
        if claimed and post(user, claimed, connection):
            sent += 1
        elif claimed:
            failed += 1
            Notice.objects.filter(pk__in=[notice.pk for notice in claimed]).update(mailed_at=None)
            connection.close()  # the server may not go on after a refusal
    connection.close()
    return f"{sent} sent" + (f", {failed} refused" if failed else "")


def people_with_news(now: datetime) -> QuerySet[User]:
    """Who is to get a digest: not yet one today, whoever runs this how often."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        User.objects.filter(is_active=True, email_digest=True, pk__in=news(now).values("user"))
        .exclude(email="")
        .exclude(pk__in=Notice.objects.filter(mailed_at__gte=midnight).values("user"))
    )


def news(now: datetime) -> NoticeQuerySet:
    return Notice.objects.order_by().to_mail().filter(created_at__gt=now - NEWS)


def claim(user: User, now: datetime) -> list[Notice]:
    """The notices of `user` that are ours to send: nobody else gets them from here on."""
    stamp = timezone.now()
    if not news(now).filter(user=user).update(mailed_at=stamp):
        return []
    return list(Notice.objects.filter(user=user, mailed_at=stamp))


def post(user: User, notices: list[Notice], connection: BaseEmailBackend) -> bool:
    """Whether the message left. A bad address, or one that is refused, is no reason to stop."""
    try:
        return bool(connection.send_messages([digest(user, notices)]))
    except (SMTPException, OSError, ValueError) as refusal:
        log.warning("The digest for person %s was not sent: %s", user.pk, type(refusal).__name__)
        return False


def digest(
    user: User, notices: Iterable[Notice], language: str = settings.LANGUAGE_CODE
) -> EmailMultiAlternatives:
    """The message, as text and as HTML; its subject holds no word that a person typed."""
    notices = list(notices)
    with translation.override(language):
        context = {
            "name": user.full_name,
            "language": language,
            "sections": sections(notices),
            "notices_link": link(reverse("notices")),
            "settings_link": link(reverse("notice-settings")),
        }
        subject = ngettext("AnToan: %(number)s notice", "AnToan: %(number)s notices", len(notices))
        message = EmailMultiAlternatives(
            subject=subject % {"number": len(notices)},
            body=render_to_string("notices/digest.txt", context),
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
    return message


def sections(notices: list[Notice]) -> list[Section]:
    """By topic, the urgent first."""
    found = []
    for topic in Topic:
        of_topic = [notice for notice in notices if notice.topic == topic]
        lines = [
            (one_line(notice.text), link(reverse("notice", args=[notice.pk]))) for notice in of_topic[:SHOWN]
        ]
        if lines:
            found.append(Section(topic, lines, len(of_topic) - len(lines)))
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def link(path: str) -> str:
    """The address as people outside reach it; "" while nobody told what it begins with."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""
