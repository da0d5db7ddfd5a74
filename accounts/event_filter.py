"""Which entries of the security log somebody asks for: the words of an address, as a form."""

from datetime import datetime
from typing import Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from audit.models import Event, EventQuerySet
from foundation.form_fields import DayField


class EventFilter(forms.Form):
    """`?person=lan&deed=exported&first=01/06/2026&last=30/06/2026&address=10.0.0.5`; nothing: all."""

    person = forms.CharField(label=_("Person or thing"), max_length=100, required=False)
    deed = forms.ChoiceField(
        label=pgettext_lazy("security log", "What happened"),
        choices=[("", _("Everything")), *Event.Deed.choices],
        required=False,
    )
    first = DayField(fact=False, required=False, label=pgettext_lazy("days", "From"))
    last = DayField(fact=False, required=False, label=pgettext_lazy("days", "To"))
    address = forms.GenericIPAddressField(
        label=_("Address on the network"),
        required=False,
        error_messages={"invalid": _("Please write an address such as 10.0.0.5.")},
    )

    def clean(self) -> dict[str, object]:
        words = super().clean() or {}
        first, last = words.get("first"), words.get("last")
        if first and last and first > last:
            self.add_error("last", _("This day is before the first one."))
        return words

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those of `events` that are asked for; none where the question is not understood."""
        if not self.is_valid():
            return events.none()
        asked = self.cleaned_data
        found = events.naming(asked["person"]).between(asked["first"], asked["last"])
        if asked["deed"]:
            found = found.filter(deed=asked["deed"])
        if asked["address"]:
            found = found.filter(address=asked["address"])
        return found

    def asked(self) -> dict[str, str]:
        """What was filled in, to be written down with an export."""
        return {name: str(self.data[name])[:100] for name in self.fields if self.data.get(name)}


def events_for(user: access.Reader, deed: str) -> EventQuerySet:
    """Entries about the communes in which `user` may see (or export) the log; all, with a post over all."""
    return Event.objects.in_communes(access.reach(user, deed, "audit"))


# --- the place in the list from which one reads on -------------------------------------------

SEPARATOR: Final = "_"


def place_of(event: Event) -> str:
    """Names an entry by its moment and key: `1782838800.123456_17`."""
    return f"{event.at.timestamp():.6f}{SEPARATOR}{event.pk}"


def place_named(text: str) -> tuple[datetime, int] | None:
    """What `place_of` wrote; None for anything else."""
    moment, _separator, key = text[:40].partition(SEPARATOR)
    try:
        return datetime.fromtimestamp(float(moment), tz=timezone.get_current_timezone()), bounded(key)
    except (ValueError, OverflowError, OSError):
        return None


def bounded(key: str) -> int:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise ValueError(key)
    return int(key)
