"""The one rule of a site's status on a day. docs/status.md tells it in words.

`status_of` is the rule as a pure function over plain facts. `querysets.py` says the same
in SQL; a property test holds the two together. Only facts dated up to the day count.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    UNPROTECTED = "unprotected", _("unprotected")
    IN_PROGRESS = "in_progress", _("in progress")
    INSPECTION_DUE = "inspection_due", _("inspection due")
    PROTECTED = "protected", _("protected")
    ELIMINATED = "eliminated", _("eliminated")


# Both count as protected in the headline indicator; the stricter share takes PROTECTED alone.
WITH_MEASURES = (Status.PROTECTED, Status.INSPECTION_DUE)
# Work that a deadline is set for.
OPEN = (Status.UNPROTECTED, Status.IN_PROGRESS)


class Condition(TextChoices):
    """What a finding says of a measure."""

    SOUND = "sound", _("in good order")
    DAMAGED = "damaged", _("damaged")
    REPAIRING = "repairing", _("under repair")
    REPAIRED = "repaired", _("repaired")


# A measure found so gives no protection, until it is repaired or found sound.
OUT_OF_ORDER = (Condition.DAMAGED, Condition.REPAIRING)


@dataclass(frozen=True)
class FindingFact:
    on: date
    condition: Condition


@dataclass(frozen=True)
class MeasureFact:
    """`findings` in the order they were recorded. `recorded_on` is when we learnt of it."""

    kind: Hashable
    recorded_on: date
    planned_on: date | None = None
    installed_on: date | None = None
    removed_on: date | None = None
    findings: tuple[FindingFact, ...] = ()

    def condition_on(self, day: date) -> Condition:
        known = [finding for finding in self.findings if finding.on <= day]
        # max() takes the first of equals: reversed, the one recorded last decides a day.
        latest = max(reversed(known), key=lambda finding: finding.on, default=None)
        return latest.condition if latest else Condition.SOUND

    def standing_on(self, day: date) -> bool:
        """Installed by `day` and not yet removed, damaged or not."""
        return happened(self.installed_on, day) and not happened(self.removed_on, day)

    def in_effect_on(self, day: date) -> bool:
        return self.standing_on(day) and self.condition_on(day) not in OUT_OF_ORDER

    def planned_on_day(self, day: date) -> bool:
        """The plan was known by `day`, and neither carried out nor given up."""
        planned = self.planned_on is not None and happened(self.recorded_on, day)
        return planned and not happened(self.installed_on, day) and not happened(self.removed_on, day)

    def days(self) -> list[date]:
        """Days on which something happened to it."""
        found = [finding.on for finding in self.findings]
        return [on for on in (self.installed_on, self.removed_on, *found) if on is not None]

    def under_way_on(self, day: date) -> bool:
        """Planned, in effect or under repair; a damaged measure left as it is, is not."""
        repairing = self.standing_on(day) and self.condition_on(day) == Condition.REPAIRING
        return self.planned_on_day(day) or self.in_effect_on(day) or repairing


@dataclass(frozen=True)
class SiteFacts:
    """`required`: the site's own list, else its kind's; empty means any one measure."""

    interval_days: int
    required: frozenset[Hashable] = frozenset()
    eliminated_on: date | None = None
    measures: tuple[MeasureFact, ...] = ()
    inspected_on: tuple[date, ...] = field(default=())


def happened(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def is_protected(site: SiteFacts, day: date) -> bool:
    kinds = {measure.kind for measure in site.measures if measure.in_effect_on(day)}
    return site.required <= kinds if site.required else bool(kinds)


def protection_lost_on(site: SiteFacts, day: date) -> date | None:
    """Day from which `site` has been without the protection that it had before, up to `day`.

    None while it is protected on `day`, and where it never was.
    """
    days = {on for measure in site.measures for on in measure.days() if on <= day}
    lost = None
    for on in sorted(days, reverse=True):  # between these days nothing changes
        if is_protected(site, on):
            return lost
        lost = on
    return None


def last_looked_at(site: SiteFacts, day: date) -> date | None:
    """Latest inspection up to `day`; without one, the *first* installation in effect, so
    that a newer measure does not put off the look at an older one."""
    inspected = [on for on in site.inspected_on if on <= day]
    if inspected:
        return max(inspected)
    installed = [measure.installed_on for measure in site.measures if measure.in_effect_on(day)]
    return min(installed, default=None)  # type: ignore[type-var]  # in effect: has a date


def status_of(site: SiteFacts, day: date) -> Status:
    if happened(site.eliminated_on, day):
        return Status.ELIMINATED
    if is_protected(site, day):
        looked_at = last_looked_at(site, day)
        due = looked_at is not None and day - looked_at > timedelta(days=site.interval_days)
        return Status.INSPECTION_DUE if due else Status.PROTECTED
    if any(measure.under_way_on(day) for measure in site.measures):
        return Status.IN_PROGRESS
    return Status.UNPROTECTED
