"""When a site is to be looked at next. Pure; `look_querysets.py` says the same in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hazards.status import SiteFacts, last_looked_at

# A campaign past its last day still asks for its sites this long, unless it is ended.
CAMPAIGN_RUNS_ON: Final = timedelta(days=60)


@dataclass(frozen=True)
class CampaignFact:
    """A campaign that covers the site."""

    starts_on: date
    due_on: date

    def is_running_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.due_on + CAMPAIGN_RUNS_ON


def look_due_on(site: SiteFacts, found_on: date, day: date, campaigns: Iterable[CampaignFact] = ()) -> date:
    """Day by which somebody should look at `site` again, as known on `day`.

    The kind's interval after the last inspection, else after the first installation in effect,
    else after the site was found; earlier, if a running campaign asks for it by then and nobody
    has looked since the campaign began.
    """
    due = (last_looked_at(site, day) or found_on) + timedelta(days=site.interval_days)
    inspected = max((on for on in site.inspected_on if on <= day), default=date.min)
    asked = [campaign for campaign in campaigns if campaign.is_running_on(day)]
    return min([due, *(campaign.due_on for campaign in asked if inspected < campaign.starts_on)])
