"""What every map that leaves the app says beside itself: what it shows, of which day, from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from areas.models import Commune


@dataclass(frozen=True)
class Heading:
    title: str
    communes: Sequence[Commune]
    day: date
    before: date | None = None  # the earlier of two days
    subject: str = ""  # what the map is about, where that is not the commune

    @property
    def place(self) -> str:
        """The subject, else the commune, or how many of them."""
        return self.subject or self.communes_in_words

    @property
    def whole(self) -> str:
        """“Remediation map: Xã Ngọc Hồi, 30/06/2026”."""
        days = [date_format(day, "SHORT_DATE_FORMAT") for day in (self.before, self.day) if day]
        return f"{self.title}: {self.place}, {' – '.join(days)}"

    @property
    def communes_in_words(self) -> str:
        if len(self.communes) == 1:
            return capfirst(self.communes[0].full_name)
        return _("%(number)s communes and wards") % {"number": len(self.communes)}

    @property
    def is_demo(self) -> bool:
        return any(commune.is_demo for commune in self.communes)

    @property
    def source(self) -> str:
        """Whose register it is, and whose maps the borders come from."""
        register = _("Register of %(commune)s") % {"commune": self.communes_in_words}
        credits = dict.fromkeys(commune.credit for commune in self.communes if commune.credit)
        return " · ".join([register, *credits])

    @property
    def made_at(self) -> datetime:
        return timezone.localtime()

    @property
    def villages_word(self) -> str:
        words = {commune.villages_word for commune in self.communes}
        return words.pop() if len(words) == 1 else _("villages and residential groups")


def words() -> dict[str, str]:
    """What the scripts of the file say."""
    return {
        "kind": _("Kind"),
        "status": _("Status"),
        "measures": _("Measures in place"),
        "village": _("Village"),
        "risk": _("Risk level"),
        "deadline": _("Deadline"),
        "late": _("Days late"),
        "where": _("Where"),
        "change": pgettext("between two days", "Change"),
        "before": _("On the first day"),
        "after": _("On the second day"),
        "unknown": _("not known yet"),
        "unit": _("Responsible unit"),
        "state": _("State"),
        "level": _("Level"),
        "forChildren": capfirst(_("for children")),
        "yes": _("yes"),
        "no": _("no"),
        "layers": _("Layers"),
        "close": _("Close"),
        "cluster": _("%(number)s sites close together"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "found": _("Found: %(number)s"),
        "nothingFound": _("Nothing of that name is on this map."),
    }


def given(layers: dict[str, Any], bounds: list[list[float]], symbology: dict[str, object]) -> dict[str, Any]:
    """The data of a file, as `static/js/leaving/given.js` takes it."""
    return {"layers": layers, "bounds": bounds, "symbology": symbology, "words": words()}
