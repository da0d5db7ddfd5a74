"""Whether children can use a play space on a day."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    OPEN = "open", pgettext_lazy("play space", "open")
    NOT_USABLE = "not_usable", _("not usable")
    PLANNED = "planned", _("not opened yet")
    CLOSED = "closed", _("closed for good")


# A place that is closed for good, or not there yet, endangers nobody and needs no care.
IN_USE: Final = (State.OPEN, State.NOT_USABLE)
