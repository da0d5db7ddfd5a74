"""The columns of the list of sites: what each shows and what it sorts by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, F, Value, When
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.models import Unit, User
from areas.working_days import WorkingDays
from foundation.ordering import by_name
from hazards.lateness import days_late
from hazards.models import HazardSite
from hazards.querysets import HazardSiteQuerySet, overdue
from hazards.status import Status


@dataclass(frozen=True)
class Reading:
    """Who reads the list, as of which day, and which fields are not for them."""

    user: User
    day: date
    calendar: WorkingDays
    closed: frozenset[str] = frozenset()

    @property
    def may_see_owners(self) -> bool:
        return "owner_name" not in self.closed


def as_it_is(sites: HazardSiteQuerySet, _reading: Reading) -> HazardSiteQuerySet:
    return sites


@dataclass(frozen=True)
class Column:
    """`order` is what to sort by, over the sites that `prepare` gives; `text` what a cell says.

    `template` draws a cell that is more than its text.
    """

    code: str
    label: Promise
    order: Callable[[Reading], Any]
    text: Callable[[HazardSite, Reading], str]
    prepare: Callable[[HazardSiteQuerySet, Reading], HazardSiteQuerySet] = as_it_is
    template: str = ""
    is_usual: bool = False
    is_number: bool = False
    field: str = ""  # what it shows, where that is not for everybody (`secrets`)


def by(field: str) -> Callable[[Reading], Any]:
    return lambda _reading: F(field)


def by_words(field: str) -> Callable[[Reading], Any]:
    return lambda _reading: by_name(field)


def by_lateness(reading: Reading) -> Any:
    """The older the deadline of what is overdue, the later it is: days from now back to then."""
    return Case(When(overdue(reading.day, reading.calendar), then=F("deadline")), default=Value(None))


def by_reopening(reading: Reading) -> Any:
    return Case(When(reopened_on__lte=reading.day, then=F("reopened_on")), default=Value(None))


def reopened_words(site: HazardSite, reading: Reading) -> str:
    """On an earlier day nobody knew of it yet."""
    return day_words(site.reopened_on) if site.reopened_on and site.reopened_on <= reading.day else ""


def by_unit(reading: Reading) -> Any:
    """By name; households stand together for who may not know them by name."""
    if reading.may_see_owners:
        return by_name("responsible_unit__name")
    household = When(responsible_unit__type=Unit.Type.OWNER, then=Value(""))
    return Case(household, default=by_name("responsible_unit__name"))


def day_words(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def days_late_words(site: HazardSite, reading: Reading) -> str:
    days = days_late(site.deadline, site.status, reading.day, reading.calendar)
    return str(days) if days else ""


def cost_words(site: HazardSite, _reading: Reading) -> str:
    return "" if site.cost is None else number_format(site.cost, 0, force_grouping=True)


def owner_words(site: HazardSite, reading: Reading) -> str:
    return ", ".join(filter(None, [site.owner_name, site.owner_phone])) if reading.may_see_owners else ""


COLUMNS: Final = (
    Column(
        "name",
        gettext_lazy("Name"),
        by_words("name"),
        lambda site, _reading: site.name,
        template="hazards/table/_name.html",
        is_usual=True,
    ),
    Column(
        "kind",
        gettext_lazy("Kind"),
        by("kind__position"),
        lambda site, _reading: site.kind.name,
        is_usual=True,
    ),
    Column(
        "village",
        gettext_lazy("Village"),
        by_words("village__name"),
        lambda site, _reading: site.village.name if site.village else "",
        is_usual=True,
    ),
    Column(
        "status",
        gettext_lazy("Status"),
        by("status_place"),
        lambda site, _reading: str(Status(site.status).label),
        prepare=lambda sites, _reading: sites.with_status_place(),
        is_usual=True,
    ),
    Column(
        "risk",
        gettext_lazy("Risk level"),
        by("risk_score"),
        lambda site, _reading: str(site.risk.label),
        prepare=lambda sites, _reading: sites.with_risk(),
        is_usual=True,
    ),
    Column(
        "deadline",
        gettext_lazy("Deadline"),
        by("deadline"),
        lambda site, _reading: day_words(site.deadline),
        template="hazards/table/_deadline.html",
        is_usual=True,
    ),
    Column(
        "late",
        gettext_lazy("Days late"),
        by_lateness,
        days_late_words,
        prepare=lambda sites, _reading: sites.with_risk(),
        template="hazards/table/_late.html",
        is_usual=True,
    ),
    Column(
        "unit",
        gettext_lazy("Responsible unit"),
        by_unit,
        lambda site, reading: access.unit_in_words(reading.user, site.responsible_unit),
        is_usual=True,
    ),
    Column(
        "person",
        gettext_lazy("Responsible person"),
        by_words("responsible_person__full_name"),
        lambda site, _reading: str(site.responsible_person or ""),
        field="responsible_person",
    ),
    Column(
        "found", gettext_lazy("Found on"), by("found_on"), lambda site, _reading: day_words(site.found_on)
    ),
    Column(
        "inspected",
        gettext_lazy("Last inspection"),
        by("inspected_on"),
        lambda site, _reading: day_words(site.inspected_on),
        prepare=lambda sites, reading: sites.with_inspected_on(reading.day),
    ),
    Column(
        "measures",
        gettext_lazy("Measures in place"),
        by("measure_count"),
        lambda site, _reading: str(site.measure_count),
        prepare=lambda sites, reading: sites.with_measure_count(reading.day),
        is_number=True,
    ),
    Column(
        "cost",
        gettext_lazy("Cost (VND)"),
        by("cost"),
        cost_words,
        prepare=lambda sites, _reading: sites.with_cost(),
        is_number=True,
    ),
    Column(
        "household",
        gettext_lazy("Public or household"),
        by("is_household"),
        lambda site, _reading: _("household") if site.is_household else _("public place"),
    ),
    Column(
        "reopened",
        gettext_lazy("Reopened on"),
        by_reopening,
        reopened_words,
    ),
    Column(
        "owner",
        gettext_lazy("Owner"),
        by_words("owner_name"),
        owner_words,
        field="owner_name",
    ),
)
BY_CODE: Final = {column.code: column for column in COLUMNS}


def offered(reading: Reading) -> list[Column]:
    """Columns that the reader can choose."""
    return [column for column in COLUMNS if column.field not in reading.closed]
