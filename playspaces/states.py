"""Whether children can use a play space on a day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    OPEN = "open", _("open")
    NOT_USABLE = "not_usable", _("not usable")
    PLANNED = "planned", _("not opened yet")
    CLOSED = "closed", _("closed for good")
