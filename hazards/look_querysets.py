"""Sites by when they are to be looked at next: the rule of `looks.py` in the database's words.

Mixed into `HazardSiteQuerySet`.
"""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Least

if TYPE_CHECKING:
    from hazards.models import Campaign

NEVER = date.max


class DaysAfter(Func):
    """A day held in an expression plus a number of days held in a column, as a date."""

    output_field = DateField()

    def as_sqlite(self, compiler, connection, **context):
        template = "date(%(expressions)s || ' days')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '+' || ", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" + ", **context)


class LookQuestions:
    """A mixin, as `HazardSiteQuerySet` is a queryset already."""

    def with_next_look(self, day: date) -> Self:
        """Annotate, as known on `day`, `look_due_on` (see `looks.look_due_on`) and `looked_at_on`,
        the latest inspection; None for a site that was never inspected."""
        looked_at = self._related("inspections").objects.filter(site=OuterRef("pk")).up_to(day)
        return self.annotate(
            looked_at_on=Subquery(looked_at.order_by("-on").values("on")[:1]),
            look_due_on=Least(
                DaysAfter(Coalesce(self._last_look(day), F("found_on")), F("kind__inspection_interval_days")),
                Coalesce(Subquery(self._asked_by(day)), Value(NEVER, output_field=DateField())),
            ),
        )

    def look_due_by(self, last: date) -> Self:
        """Sites to be looked at on `last` or before. Needs `with_next_look`."""
        return self.filter(look_due_on__lte=last)

    def in_campaign(self, campaign: "Campaign", day: date) -> Self:
        """Sites that `campaign` covers as they exist on `day`, with `is_looked_at`: since its start."""
        looked_at = self._related("inspections").objects.filter(site=OuterRef("pk")).up_to(day)
        covered = self.existing_on(day).filter(
            commune=campaign.commune_id, kind__in=campaign.kinds.values("pk")
        )
        if not campaign.with_households:
            covered = covered.filter(is_household=False)
        return covered.annotate(is_looked_at=Exists(looked_at.filter(on__gte=campaign.starts_on)))

    def _asked_by(self, day: date) -> QuerySet:
        """The nearest last day among running campaigns that cover the site and still miss a look."""
        campaigns: type[Model] = self._related("commune")._meta.get_field("campaign").related_model
        looked_at = self._related("inspections").objects.filter(site=OuterRef(OuterRef("pk"))).up_to(day)
        covering = campaigns.objects.running_on(day).filter(
            Q(with_households=True) | Q(with_households=OuterRef("is_household")),
            commune=OuterRef("commune"),
            kinds=OuterRef("kind"),
        )
        missing = covering.filter(~Exists(looked_at.filter(on__gte=OuterRef("starts_on"))))
        return missing.order_by("due_on").values("due_on")[:1]


class CampaignQuestions:
    """A mixin for `CampaignQuerySet`."""

    def with_progress(self, day: date) -> Self:
        """Annotate `site_count`, the sites covered as they exist on `day`, and `looked_at_count`."""
        commune = self.model._meta.get_field("commune").related_model
        site = commune._meta.get_field("hazardsite").related_model
        inspection = site._meta.get_field("inspections").related_model
        kinds = self.model.kinds.through.objects.filter(campaign=OuterRef(OuterRef("pk")))
        covered = site.objects.existing_on(day).filter(
            Q(is_household=False) | Q(is_household=OuterRef("with_households")),
            commune=OuterRef("commune"),
            kind__in=kinds.values("hazardkind"),
        )
        since = inspection.objects.up_to(day).filter(
            site=OuterRef("pk"), on__gte=OuterRef(OuterRef("starts_on"))
        )
        return self.annotate(
            site_count=how_many(covered), looked_at_count=how_many(covered.filter(Exists(since)))
        )


def how_many(rows: QuerySet) -> Coalesce:
    """Number of `rows`, as a sub-query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
