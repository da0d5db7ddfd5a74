"""E-mails about one's own log-in."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import links
from accounts.models import User

log = logging.getLogger(__name__)


def link_message(person: User, address: str) -> EmailMultiAlternatives:
    """The one-time link, as text and as HTML; in Vietnamese, whoever sends it."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "person": person,
            "address": address,
            "good_until": links.good_until(person),
            "is_invitation": links.is_invited(person),
            "language": settings.LANGUAGE_CODE,
        }
        message = EmailMultiAlternatives(
            subject=_("AnToan: your invitation") if links.is_invited(person) else _("AnToan: a new password"),
            body=render_to_string("people/mail/link.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("people/mail/link.html", context), "text/html")
    return message


def send_link(person: User, address: str) -> bool:
    """Whether the mail server took it."""
    return send(link_message(person, address))


def send(message: EmailMultiAlternatives) -> bool:
    try:
        return bool(message.send())
    except (SMTPException, OSError, ValueError) as refusal:
        log.warning("A one-time link was not sent: %s", type(refusal).__name__)
        return False
