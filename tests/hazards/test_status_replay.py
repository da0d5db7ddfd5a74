"""The rule of a site's status against a plain re-reading of the design: the site's days one by one.

Knows nothing of `hazards/status.py` but the shape of its facts and the words of its answers.
"""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hazards.status import SiteFacts, status_of
from tests.hazards.test_status import KINDS, START, days, measure_facts

EARLIER = START - timedelta(days=1)


class Thing:
    """A measure as somebody standing beside it would tell of it, from day to day."""

    def __init__(self, facts):
        self.facts = facts
        self.plan_is_known = self.stands = self.is_gone = False
        self.found = "sound"

    def live_through(self, day: date) -> None:
        facts = self.facts
        if facts.planned_on and facts.recorded_on == day:
            self.plan_is_known = True
        if facts.installed_on == day:
            self.stands = True
        for finding in facts.findings:
            if finding.on == day:
                self.found = str(finding.condition)
        if facts.removed_on == day:
            self.stands, self.is_gone = False, True

    @property
    def is_in_effect(self) -> bool:
        return self.stands and self.found in ("sound", "repaired")

    @property
    def is_under_way(self) -> bool:
        is_planned = self.plan_is_known and not self.stands and not self.is_gone
        return is_planned or self.is_in_effect or (self.stands and self.found == "repairing")


def replayed_status(site: SiteFacts, day: date) -> str:
    things = [Thing(facts) for facts in site.measures]
    last_inspection, is_eliminated, today = None, False, EARLIER
    while today < day:
        today += timedelta(days=1)
        for thing in things:
            thing.live_through(today)
        if today in site.inspected_on:
            last_inspection = today
        if site.eliminated_on == today:
            is_eliminated = True
    if is_eliminated:
        return "eliminated"
    working = [thing for thing in things if thing.is_in_effect]
    kinds = [thing.facts.kind for thing in working]
    is_protected = all(kind in kinds for kind in site.required) if site.required else len(kinds) > 0
    if is_protected:
        seen = last_inspection or min(thing.facts.installed_on for thing in working)
        return "inspection_due" if (day - seen).days > site.interval_days else "protected"
    return "in_progress" if any(thing.is_under_way for thing in things) else "unprotected"


@settings(max_examples=600, deadline=None)
@given(
    measures=st.lists(measure_facts(), max_size=4),
    inspected=st.lists(days, max_size=3),
    required=st.frozensets(st.sampled_from(KINDS), max_size=2),
    eliminated=st.none() | days,
    interval=st.integers(1, 20),
    day=days,
)
def test_the_rule_says_what_living_through_the_days_says(
    measures, inspected, required, eliminated, interval, day
):
    site = SiteFacts(
        interval_days=interval,
        required=required,
        eliminated_on=eliminated,
        measures=tuple(measures),
        inspected_on=tuple(inspected),
    )
    assert status_of(site, day) == replayed_status(site, day)
