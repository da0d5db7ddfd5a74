"""One change for many sites: what it would do to each, and why it leaves some alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Unit, User
from areas.models import Commune
from hazards.columns import day_words
from hazards.kinds import MeasureKind
from hazards.models import HazardSite, Measure

MOST: Final = 1_000  # sites changed at once


def may_edit_some(user: access.Reader, commune: Commune) -> bool:
    """Whether the person may change sites somewhere in `commune`; no query."""
    return access.holds_in(user, access.CHANGE, "site", commune.pk)


@dataclass(frozen=True)
class Changes:
    """`fields`: what to set of each site; `measure` to be planned for `planned_on`."""

    fields: dict[str, Any] = field(default_factory=dict)
    measure: MeasureKind | None = None
    planned_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        plain = {name: getattr(value, "pk", value) for name, value in self.fields.items()}
        if isinstance(plain.get("deadline"), date):
            plain["deadline"] = plain["deadline"].isoformat()
        if self.measure and self.planned_on:
            plain |= {"measure": self.measure.code, "planned_on": self.planned_on.isoformat()}
        return plain


@dataclass(frozen=True)
class Step:
    """One field of one site, before and after."""

    label: str
    before: str
    after: str


@dataclass
class Line:
    """What becomes of a site: `fields` are set, a measure is planned; `reasons` for what is left alone."""

    site: HazardSite
    fields: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    plans_measure: bool = False
    reasons: list[str] = field(default_factory=list)
    was_changed: bool = False  # by somebody else, since it was shown

    @property
    def does_something(self) -> bool:
        return bool(self.fields) or self.plans_measure


def plan(sites: Iterable[HazardSite], changes: Changes, *, user: User, commune: Commune) -> list[Line]:
    """A line for each of `sites`, which come with village, unit and person. One query."""
    sites = list(sites)
    with_measure = sites_with(changes.measure, sites) if changes.measure else set()
    return [line_of(site, changes, with_measure, user, commune) for site in sites]


def sites_with(kind: MeasureKind, sites: list[HazardSite]) -> set:
    """Keys of the sites where a measure of `kind` is planned or stands."""
    there = Measure.objects.in_force().filter(kind=kind, removed_on=None, site__in=sites)
    return set(there.values_list("site", flat=True))


def line_of(site: HazardSite, changes: Changes, with_measure: set, user: User, commune: Commune) -> Line:
    line = Line(site)
    if site.eliminated_on:
        line.reasons.append(_("The danger is gone for good."))
        return line
    if changes.fields:
        set_fields(line, changes, user, commune)
    if changes.measure:
        plan_measure(line, changes, with_measure, user, commune)
    return line


def set_fields(line: Line, changes: Changes, user: User, commune: Commune) -> None:
    site = line.site
    if not access.may(user, access.CHANGE, "site", commune, site.village):
        line.reasons.append(_("You may not change this site."))
        return
    for name, value in changes.fields.items():
        if getattr(site, name) == value:
            continue
        if name == "deadline" and value and value < site.found_on:
            line.reasons.append(_("The deadline lies before the day the place was found."))
            continue
        line.fields.append(name)
        label = str(HazardSite._meta.get_field(name).verbose_name)
        line.steps.append(Step(label, words_of(getattr(site, name), user), words_of(value, user)))
    if not line.fields and not line.reasons:
        line.reasons.append(_("It is so already."))


def plan_measure(line: Line, changes: Changes, with_measure: set, user: User, commune: Commune) -> None:
    if not access.may(user, access.ADD, "measure", commune, line.site.village):
        line.reasons.append(_("You may not plan measures here."))
    elif line.site.pk in with_measure:
        line.reasons.append(_("This measure is planned or in place already."))
    else:
        line.plans_measure = True
        after = _("%(measure)s, planned for %(day)s")
        words = {"measure": changes.measure, "day": day_words(changes.planned_on)}
        line.steps.append(Step(_("measure"), "–", after % words))


def words_of(value: Any, reader: User) -> str:
    if isinstance(value, Unit):
        return access.unit_in_words(reader, value)
    if isinstance(value, date):
        return day_words(value)
    return str(value or "–")
