"""Entries of the log as rows of a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.models import EventQuerySet
from audit.sentences import details, sentence


def table(events: EventQuerySet) -> Iterator[list[object]]:
    """Header and rows, read as they are written."""
    yield [
        pgettext("security log", "Time"), pgettext("security log", "What happened"), pgettext("security log", "Who"), pgettext("security log", "About"), _("Address on the network"), _("Commune"),
        pgettext("security log", "In words"), pgettext("security log", "Details"),
    ]  # fmt: skip
    for event in events.select_related("commune").defer("commune__boundary").iterator(chunk_size=2_000):
        told = "; ".join(f"{label}: {value}" for label, value in details(event))
        commune = event.commune.name if event.commune else ""
        yield [
            event.at, event.get_deed_display(), event.actor_name, event.about, event.address, commune,
            sentence(event), told,
        ]  # fmt: skip
