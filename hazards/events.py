"""What happened to sites, told to the rooms that want to know; this room does not know them.

A room that listens says so when it starts (`listen(function)` in its `apps.py`). The deeds tell
within their own transaction: what is told happened, or neither.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from hazards.models import HazardSite


class Change(TextChoices):
    LOGGED = "logged", _("came into the register")
    REOPENED = "reopened", _("is open again")
    PROTECTED = "protected", _("is protected")
    ELIMINATED = "eliminated", _("is gone for good")
    MOVED = "moved", _("lies elsewhere")


@dataclass(frozen=True)
class SiteEvent:
    """`site` as it is stored now; `was_at` where it lay before, when it moved."""

    site: HazardSite
    change: Change
    was_at: GEOSGeometry | None = None


@dataclass(frozen=True)
class Deed:
    """What one deed did: to one site, or to many at once by an import."""

    events: Sequence[SiteEvent]
    by: User | None = None
    is_import: bool = False


Listener = Callable[[Deed], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Listener:
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def happened(deed: Deed) -> None:
    """Tell every listener; a deed that changed nothing of interest is told to nobody."""
    if deed.events:
        for listener in _listeners:
            listener(deed)
