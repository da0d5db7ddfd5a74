"""What the villages of one commune or several are called: thôn, tổ dân phố, or both."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from areas.models import Commune


def village_word(communes: Iterable[Commune]) -> str:
    """One of them."""
    words = {commune.village_word for commune in communes}
    return words.pop() if len(words) == 1 else _("village or residential group")


def villages_word(communes: Iterable[Commune]) -> str:
    """Several of them."""
    words = {commune.villages_word for commune in communes}
    return words.pop() if len(words) == 1 else _("villages and residential groups")
