"""Sites as lines of a table that leaves the app: no name of a person, no note; a place of a household is
called by its kind unless the reader may know whose it is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Unit
from areas.working_days import WorkingDays
from foundation.ordering import by_name
from hazards.lateness import days_late
from hazards.naming import of_a_household, public_name
from hazards.querysets import HazardSiteQuerySet
from hazards.status import Status

AT_A_TIME = 2_000


def headings() -> list[str]:
    return [
        _("Code of the commune"), _("Commune"), _("Key"), _("Name"), _("Kind"), _("Village"), _("Status"),
        _("Risk level"), _("Likelihood"), _("Severity"), _("Found on"), _("Eliminated on"), _("Deadline"),
        _("Days late"), _("Responsible unit"), _("Public or household"), _("Measures in place"),
        _("Last inspection"), _("Cost (VND)"), _("Reopened on"), _("Latitude"), _("Longitude"),
    ]  # fmt: skip


def site_lines(
    sites: HazardSiteQuerySet, day: date, calendar: WorkingDays, *, knows_owners: bool
) -> Iterator[list[Any]]:
    """A line for each of `sites`, which carry their status on `day`; by name. One query."""
    told = sites.with_risk().with_cost().with_inspected_on(day).with_measure_count(day)
    named = told.annotate(is_somebodys=of_a_household())
    related = named.select_related("kind", "village", "responsible_unit", "commune")
    rows = related.defer("description", "commune__boundary", "village__boundary")
    for site in rows.order_by(by_name(), "pk").iterator(chunk_size=AT_A_TIME):
        yield line(site, day, calendar, knows_owners=knows_owners)


def line(site: Any, day: date, calendar: WorkingDays, *, knows_owners: bool) -> list[Any]:
    where = site.geom.point_on_surface
    return [
        site.commune.code,
        site.commune.full_name,
        str(site.pk),
        site.name if knows_owners else public_name(site),
        site.kind.name,
        site.village and site.village.name,
        Status(site.status).label,
        site.risk.label,
        site.likelihood,
        site.severity,
        site.found_on,
        up_to(site.eliminated_on, day),
        site.deadline,
        days_late(site.deadline, site.status, day, calendar) or None,
        unit_words(site.responsible_unit),
        _("household") if site.is_household else _("public place"),
        site.measure_count,
        site.inspected_on,
        site.cost,
        up_to(site.reopened_on, day),
        round(where.y, 6),
        round(where.x, 6),
    ]


def up_to(on: date | None, day: date) -> date | None:
    """What happened later nobody knew on `day`."""
    return on if on and on <= day else None


def unit_words(unit: Unit | None) -> str:
    """A household is not called by its name, whoever asks."""
    if unit is None:
        return ""
    return str(unit.get_type_display()) if unit.type == Unit.Type.OWNER else unit.name
