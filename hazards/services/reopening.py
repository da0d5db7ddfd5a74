"""Notice when a site loses its protection, or has it again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from accounts.models import User
from hazards import notify
from hazards.models import HazardSite
from hazards.status import WITH_MEASURES, Status


@contextmanager
def watched(site: HazardSite, *, by: User | None = None) -> Iterator[None]:
    """Around a deed on `site`, in its transaction: keeps `reopened_on` and tells those responsible.

    A deed may be dated back; what counts is how the site stands today before and after it.
    Costs two or three queries.
    """
    before = status_today(site)
    yield
    after = status_today(site)
    if before in WITH_MEASURES and after in (Status.UNPROTECTED, Status.IN_PROGRESS):
        mark(site, timezone.localdate())
        notify.reopened(site, by=by)
    elif after in (*WITH_MEASURES, Status.ELIMINATED) and site.reopened_on:
        mark(site, None)


def status_today(site: HazardSite) -> str | None:
    sites = HazardSite.objects.filter(pk=site.pk).with_status(timezone.localdate())
    return sites.values_list("status", flat=True).first()


def mark(site: HazardSite, on) -> None:
    """Without a version of its own: whoever has the form open changes something else."""
    HazardSite.objects.filter(pk=site.pk).update(reopened_on=on)
    site.reopened_on = on
