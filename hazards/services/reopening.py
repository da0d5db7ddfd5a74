"""Notice when a site loses its protection, or has it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from hazards import notify
from hazards.events import Deed, happened
from hazards.facts import site_facts
from hazards.models import HazardSite
from hazards.services.effects import event_between, standings
from hazards.services.standing import hold
from hazards.span_keeping import together
from hazards.status import OPEN, WITH_MEASURES, Status, protection_lost_on


@contextmanager
def watched(site: HazardSite, *, by: User | None = None) -> Iterator[HazardSite]:
    """Around a deed on `site`, one transaction with it: keeps `reopened_on`, tells those responsible
    and whoever listens to `hazards.events`.

    Gives the site that the deed is about: another one when `site` was merged meanwhile.

    A deed may be dated back; what counts is how the site stands today before and after it.
    Two deeds on one site take turns: each by itself may leave the site protected, and both
    together not. Costs a handful of queries, more when the site is reopened.
    """
    with transaction.atomic():
        site = hold(site)
        stood = standings([site])[site.pk]
        site.reopened_on, before = stood.reopened_on, stood.status
        with together():
            yield site
        stands = standings([site])[site.pk]
        after = stands.status
        if before in WITH_MEASURES and after in OPEN:
            mark(site, lost_on(site))
            site.just_reopened = True
            notify.reopened(site, by=by)
        elif after in (*WITH_MEASURES, Status.ELIMINATED) and site.reopened_on:
            mark(site, None)
        elif before == Status.ELIMINATED and after in OPEN:
            mark(site, lost_by_the_facts(site))  # the danger was not gone: as it was before
        event = event_between(site, stood, stands)
        happened(Deed([event] if event else [], by))


def lost_on(site: HazardSite) -> date:
    """Since when the facts, as they now stand, say that a protection is gone; else today: what
    was taken back as a mistake was never there, and we learnt so today."""
    return lost_by_the_facts(site) or timezone.localdate()


def lost_by_the_facts(site: HazardSite) -> date | None:
    """None where the facts know of no protection that the site had."""
    stored = HazardSite.objects.select_related("kind").get(pk=site.pk)
    measures = list(stored.measures.in_force().prefetch_related("findings"))
    return protection_lost_on(site_facts(stored, measures), timezone.localdate())


def mark(site: HazardSite, on: date | None) -> None:
    """Without a version of its own: whoever has the form open changes something else."""
    HazardSite.objects.filter(pk=site.pk).update(reopened_on=on)
    site.reopened_on = on
