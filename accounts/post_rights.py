"""What a post may do, in a few words, from the table of rights."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from accounts import access

# What things are called in a list of rights.
THINGS: Final = {
    "site": _("hazard sites"),
    "measure": _("measures"),
    "inspection": _("inspections"),
    "photo": _("photos"),
    "campaign": _("campaigns"),
    "history": _("history"),
    "incident": _("accidents"),
    "play_space": _("play spaces"),
    "plan": _("plans for new play spaces"),
    "school": _("schools"),
    "self_check": _("self-checks of schools"),
    "school_word": _("what the school says for itself"),
    "head_count": _("child head counts"),
    "period_report": _("drafts of reports to be sent"),
    "issued_report": _("reports issued"),
    "contact": _("owners' names and phones"),
    "worker": _("names of those who answer for something"),
    "note": _("internal notes"),
    "report": _("reports from the public"),
    "area": _("villages"),
    "unit": _("units"),
    "kind": _("lists of kinds"),
    "target": _("targets"),
    "setting": _("settings"),
    "import": _("imports"),
    "user": _("people"),
    "audit": _("security log"),
    "person_data": _("personal data"),
}


def rights_in_words(post: str) -> dict[str, list[str]]:
    """What the holder of a post may only see, and what the holder may write."""
    rights = access.RIGHTS.get(post, {})
    writes = {thing for thing in THINGS if rights.get(thing, frozenset()) - {access.SEE, access.EXPORT}}
    sees = {thing for thing in THINGS if access.SEE in rights.get(thing, ())} - writes
    return {
        "writes": [str(name) for thing, name in THINGS.items() if thing in writes],
        "sees": [str(name) for thing, name in THINGS.items() if thing in sees],
    }
