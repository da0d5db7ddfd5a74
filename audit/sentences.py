"""Entries of the log as a person reads them: who did what, to whom, from where, before and after."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from audit.log import COMMAND_LINE, Deed
from audit.models import Event

# What each deed says of somebody's own matters, and of another's.
ABOUT_ONESELF: Final = {
    Deed.LOGGED_IN: gettext_lazy("%(who)s logged in"),
    Deed.LOGGED_OUT: gettext_lazy("%(who)s logged out"),
    Deed.LOG_IN_FAILED: gettext_lazy("A log-in as “%(about)s” failed"),
    Deed.LOCKED_OUT: gettext_lazy("Log-ins as “%(about)s” were locked for a while"),
    Deed.SECOND_FACTOR_FAILED: gettext_lazy("%(who)s gave a wrong code at the second step of the log-in"),
    Deed.SECOND_FACTOR_ON: gettext_lazy("%(who)s set up a second step for the log-in"),
    Deed.SECOND_FACTOR_OFF: gettext_lazy("%(who)s removed the second step of the log-in"),
    Deed.PASSWORD_CHANGED: gettext_lazy("%(who)s changed the password"),
    Deed.SESSION_ENDED: gettext_lazy("%(who)s ended a log-in on another device"),
    Deed.REFUSED: gettext_lazy("%(who)s was refused at %(about)s"),
    Deed.INVITED: gettext_lazy("%(who)s invited %(about)s"),
    Deed.LINK_MADE: gettext_lazy("%(who)s made a one-time link for %(about)s"),
    Deed.LINK_USED: gettext_lazy("%(who)s used a one-time link"),
    Deed.POST_GIVEN: gettext_lazy("%(who)s gave a post to %(about)s"),
    Deed.POST_CHANGED: gettext_lazy("%(who)s changed a post of %(about)s"),
    Deed.POST_ENDED: gettext_lazy("%(who)s ended a post of %(about)s"),
    Deed.PERSON_CHANGED: gettext_lazy("%(who)s changed what is stored about %(about)s"),
    Deed.PERSON_LEFT: gettext_lazy("%(who)s noted that %(about)s left"),
    Deed.PERSON_BACK: gettext_lazy("%(who)s noted that %(about)s came back"),
    Deed.RULE_CHANGED: gettext_lazy("%(who)s changed a rule: %(about)s"),
    Deed.EXPORTED: gettext_lazy("%(who)s exported %(about)s"),
    Deed.IMPORTED: gettext_lazy("%(who)s imported %(about)s"),
    Deed.ERASED: gettext_lazy("%(who)s erased %(about)s"),
}
ABOUT_ANOTHER: Final = {
    Deed.SECOND_FACTOR_ON: gettext_lazy("%(who)s set up a second step of the log-in for %(about)s"),
    Deed.SECOND_FACTOR_OFF: gettext_lazy("%(who)s removed the second step of the log-in of %(about)s"),
    Deed.PASSWORD_CHANGED: gettext_lazy("%(who)s changed the password of %(about)s"),
    Deed.SESSION_ENDED: gettext_lazy("%(who)s ended a log-in of %(about)s"),
}
# What was exported, imported or erased, by the word that its entry names under `what`.
WHAT: Final = {
    "log": pgettext_lazy("security log", "old entries of the security log"),
    "contacts": pgettext_lazy("security log", "contacts whose time was over"),
    "events": pgettext_lazy("security log", "the security log"),
    "own_data": pgettext_lazy("security log", "what is stored about the own person"),
    "person_data": pgettext_lazy("security log", "what is stored about an owner or reporter"),
    "delivery_made": pgettext_lazy("security log", "a file made in the background"),
    "delivery": pgettext_lazy("security log", "a file made before"),
    "period_report": pgettext_lazy("security log", "an issued report"),
    "period_report_draft": pgettext_lazy("security log", "the draft of a report"),
    # What came in, by the noun of the command.
    "hazards": pgettext_lazy("security log", "hazard sites"),
    "playspaces": pgettext_lazy("security log", "play spaces"),
    "schools": pgettext_lazy("security log", "schools"),
    "school_ranking": pgettext_lazy("security log", "the ranking of schools"),
    "leaders": pgettext_lazy("security log", "a table of the page for leaders"),
    "coverage": pgettext_lazy("security log", "the coverage with play spaces"),
    "plan": pgettext_lazy("security log", "a plan for play spaces"),
    "remediation_map": pgettext_lazy("security log", "the remediation map"),
    "two_days_map": pgettext_lazy("security log", "a map of two days side by side"),
    "coverage_map": pgettext_lazy("security log", "the map of play points"),
    "wall_map": pgettext_lazy("security log", "the wall map"),
    "school_map": pgettext_lazy("security log", "the map around a school"),
    "publicland": pgettext_lazy("security log", "public land"),
    "candidates": pgettext_lazy("security log", "candidate places"),
    "roads": pgettext_lazy("security log", "roads and paths"),
    "populated": pgettext_lazy("security log", "populated areas"),
    "communes": pgettext_lazy("security log", "communes and their boundaries"),
    "villages": pgettext_lazy("security log", "villages"),
    "head_counts": pgettext_lazy("security log", "head counts of children"),
}
# Names of details.
LABELS: Final = {
    "rows": pgettext_lazy("security log", "rows"),
    "before": pgettext_lazy("security log", "from before"),
    "filter": pgettext_lazy("security log", "searched for"),
    "reason": pgettext_lazy("security log", "reason"),
    "files": pgettext_lazy("security log", "files"),
    "created": pgettext_lazy("security log", "created"),
    "updated": pgettext_lazy("security log", "updated"),
    "unchanged": pgettext_lazy("security log", "unchanged"),
    "refused": pgettext_lazy("security log", "refused"),
    "method": pgettext_lazy("security log", "method"),
    "sites": pgettext_lazy("security log", "sites"),
    "history": pgettext_lazy("security log", "rows of history"),
    "reports": pgettext_lazy("security log", "reports"),
    "units": pgettext_lazy("security log", "households"),
    "people": pgettext_lazy("security log", "people"),
    "fields": pgettext_lazy("security log", "fields"),
    "number": pgettext_lazy("security log", "number"),
    "withdrawn": pgettext_lazy("security log", "withdrawn"),
    "invitation": pgettext_lazy("security log", "invitation"),
    "recovery_codes": pgettext_lazy("security log", "recovery codes"),
    "role": pgettext_lazy("security log", "post"),
    "post": pgettext_lazy("security log", "post"),
    "commune": pgettext_lazy("security log", "commune"),
    "place": pgettext_lazy("security log", "commune"),
    "province": pgettext_lazy("security log", "province"),
    "village": pgettext_lazy("security log", "village"),
    "of_address": pgettext_lazy("security log", "its address"),
    "count": pgettext_lazy("security log", "number"),
    "needs_two_factor": pgettext_lazy("security log", "second factor required"),
    "unit": pgettext_lazy("security log", "unit"),
    "until": pgettext_lazy("security log", "until"),
    "email": pgettext_lazy("security log", "e-mail"),
    "phone": pgettext_lazy("security log", "phone"),
    "full_name": pgettext_lazy("security log", "name"),
    "username": pgettext_lazy("security log", "user name"),
    "unlocked": pgettext_lazy("security log", "may try to log in again at once"),
}
# Deeds of a person who is not logged in yet.
BEFORE_LOG_IN: Final = (Deed.SECOND_FACTOR_FAILED, Deed.LINK_USED, Deed.PASSWORD_CHANGED)
# Told in the sentence itself.
NOT_DETAILS: Final = ("what",)


def sentence(event: Event) -> str:
    """“Nguyễn Thị Lan đăng nhập từ 10.0.0.5”, in the reader's language."""
    is_another = event.person_id is not None and event.person_id != event.actor_id
    words = ABOUT_ANOTHER.get(Event.Deed(event.deed)) if is_another else None
    told = (words or ABOUT_ONESELF[Event.Deed(event.deed)]) % {"who": who(event), "about": about(event)}
    told = capfirst(told)
    return (
        _("%(sentence)s, from %(address)s") % {"sentence": told, "address": event.address}
        if (event.address)
        else told
    )


def who(event: Event) -> str:
    if event.actor_name == COMMAND_LINE:
        return _("the command line")
    if event.actor_name:
        return event.actor_name
    # Nobody is logged in yet; what the app does by itself comes from no address.
    if event.deed in BEFORE_LOG_IN and event.person_id:
        return event.about
    return _("somebody") if event.address else _("the app")


def about(event: Event) -> str:
    what = WHAT.get(str(event.details.get("what", "")))
    told = [str(what)] if what else []
    return ": ".join(told + [event.about] * bool(event.about)) or _("personal data")


def details(event: Event) -> Iterator[tuple[str, str]]:
    """Label and value of each detail; what changed as “before → after”."""
    for name, value in event.details.items():
        if name == "changes" and isinstance(value, dict):
            yield from changes(value)
        elif name not in NOT_DETAILS and value not in (None, "", [], {}):
            yield label(name), in_words(value)


def changes(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, pair in fields.items():
        before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        yield label(name), f"{in_words(before)} → {in_words(after)}"


def label(name: str) -> str:
    return capfirst(str(LABELS.get(name, name.replace("_", " "))))


def in_words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{label(key)}: {in_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(LABELS.get(part, in_words(part))) for part in value)
    return str(value)
