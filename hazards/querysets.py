"""Questions about sites, measures and inspections; the only place that knows how to ask.

`with_status` is the rule of `status.py` in the database's own words. The sub-queries are
correlated on indexed columns, so their cost follows the sites that are asked about.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import (
    Case,
    CharField,
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
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, StrIndex
from shapely import wkb

from areas import crs
from areas.distance import box_around, way
from areas.working_days import WorkingDays, working_days
from foundation.records import RecordQuerySet
from foundation.vietnamese import fold
from hazards.look_querysets import CampaignQuestions, LookQuestions
from hazards.looks import CAMPAIGN_RUNS_ON
from hazards.risk import score_range
from hazards.status import OPEN, OUT_OF_ORDER, Condition, Status


def by_day(field: str, day: date) -> Q:
    """The fact in `field` is dated, and not after `day`."""
    return Q(**{f"{field}__lte": day})


def not_by(field: str, day: date) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gt": day})


def overdue(day: date, calendar: WorkingDays | None = None) -> Q:
    """As `lateness.days_late` has it, over sites with their status."""
    return past_deadline(day, calendar) & Q(status__in=OPEN)


def past_deadline(day: date, calendar: WorkingDays | None = None) -> Q:
    """The deadline ended before `day`: on the last working day before it, or earlier."""
    return by_day("deadline", (calendar or working_days()).last_before(day))


class NearQuerySet(RecordQuerySet):
    """Rows that lie somewhere: `geom`."""

    def near(self, shape: GEOSGeometry, radius_m: float) -> list[Any]:
        """Rows whose nearest edge lies within `radius_m` metres of `shape`, the nearest first.

        Each carries `way`, from `shape` to it. One query: by the index's box, then exactly.
        """
        start = wkb.loads(bytes(shape.wkb))
        box = GEOSGeometry(memoryview(box_around(start, radius_m).wkb), srid=crs.STORAGE)
        rows = list(self.filter(geom__inbox=box))
        for row in rows:
            row.way = way(start, wkb.loads(bytes(row.geom.wkb)))
        return sorted((row for row in rows if row.way.metres <= radius_m), key=lambda row: row.way.metres)


class MeasureQuerySet(RecordQuerySet):
    def with_condition(self, day: date) -> Self:
        """Alias `condition`: what the latest finding up to `day` says, sound without one."""
        finding = self.model._meta.get_field("findings").related_model
        latest = (
            finding.objects.filter(measure=OuterRef("pk"), on__lte=day, withdrawn_at=None)
            .order_by("-on", "-created_at", "-id")
            .values("condition")[:1]
        )
        return self.alias(condition=Coalesce(Subquery(latest), Value(Condition.SOUND)))

    def standing_on(self, day: date) -> Self:
        """Installed by `day` and not yet removed, damaged or not."""
        return self.in_force().filter(by_day("installed_on", day), not_by("removed_on", day))

    def in_effect_on(self, day: date) -> Self:
        return self.standing_on(day).with_condition(day).exclude(condition__in=OUT_OF_ORDER)

    def under_way_on(self, day: date) -> Self:
        """Planned, in effect or under repair on `day`."""
        planned = Q(planned_on__isnull=False, recorded_on__lte=day) & not_by("installed_on", day)
        working = by_day("installed_on", day) & ~Q(condition=Condition.DAMAGED)
        return self.in_force().filter(not_by("removed_on", day)).with_condition(day).filter(planned | working)


class InspectionQuerySet(RecordQuerySet):
    def up_to(self, day: date) -> Self:
        return self.in_force().filter(on__lte=day)


class PhotoQuerySet(RecordQuerySet):
    def stored(self) -> Self:
        """Photos whose form was saved: they belong to a site."""
        return self.in_force().filter(site__isnull=False)

    def staged_by(self, user: Model) -> Self:
        """Sent by `user` with a form that is not saved yet."""
        return self.in_force().filter(site=None, created_by=user)

    def shown(self) -> Self:
        """Stored photos whose site, measure and inspection stand: what a gallery shows."""
        return self.stored().filter(
            site__withdrawn_at=None, measure__withdrawn_at=None, inspection__withdrawn_at=None
        )

    def sharing_a_band(self, photos: Iterable[Model]) -> Self:
        """Photos that may look like one of `photos`: a band of their hashes is equal, by its index."""
        telling = [photo for photo in photos if photo.is_telling]
        alike = Q(pk__in=[])
        for band in ("hash_a", "hash_b", "hash_c", "hash_d"):
            alike |= Q(**{f"{band}__in": {getattr(photo, band) for photo in telling}})
        return self.filter(alike)

    def similar_to(self, photo: Model) -> list[Model]:
        """Other photos that show the same picture as `photo` does; costs one query."""
        others = self.sharing_a_band([photo]).exclude(pk=photo.pk)
        return [other for other in others if photo.resembles(other)]


class CampaignQuerySet(CampaignQuestions, RecordQuerySet):
    def running_on(self, day: date) -> Self:
        """Started by `day`; a campaign past its last day runs on until it is withdrawn or 60 days are over."""
        return self.in_force().filter(starts_on__lte=day, due_on__gte=day - CAMPAIGN_RUNS_ON)


class IncidentQuerySet(NearQuerySet):
    def between(self, first: date, last: date) -> Self:
        return self.in_force().filter(on__range=(first, last))


class DaysBefore(Func):
    """`day` minus a number of days held in a column, as a date."""

    output_field = DateField()

    def __init__(self, day: date, days: F, **extra):
        super().__init__(Value(day.isoformat(), output_field=CharField()), days, **extra)

    def as_sqlite(self, compiler, connection, **context):
        template = "date(%(expressions)s || ' days')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '-' || ", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="(%(expressions)s)", arg_joiner="::date - ", **context
        )


class HazardSiteQuerySet(LookQuestions, NearQuerySet):
    def known_on(self, day: date) -> Self:
        """Found by `day`, eliminated ones included, withdrawn ones not."""
        return self.in_force().filter(found_on__lte=day)

    def existing_on(self, day: date) -> Self:
        """The denominator: found by `day` and not eliminated by then."""
        return self.known_on(day).filter(not_by("eliminated_on", day))

    def standing_for(self, pk: object) -> Model | None:
        """The site that a merged one is part of now; None for any other. One query and one a step."""
        site: Any = self.filter(pk=pk, merged_into__isnull=False).select_related("merged_into").first()
        while site and site.merged_into_id:
            site = site.merged_into
        return site

    def drowning(self) -> Self:
        return self.filter(kind__is_drowning=True)

    def in_box(self, box: GEOSGeometry) -> Self:
        """Sites whose bounding box meets that of `box` (EPSG:4326), from the index."""
        return self.filter(geom__inbox=box)

    def touching(self, shape: GEOSGeometry) -> Self:
        """Sites that share at least a point with `shape` (EPSG:4326)."""
        return self.in_box(shape).filter(geom__intersects=shape)

    def matching(self, text: str) -> Self:
        """Sites whose name contains `text`, with or without diacritics."""
        return self.filter(search_key__contains=fold(text))

    def with_status(self, day: date) -> Self:
        """Annotate `status` on `day`: the rule of `status.status_of`."""
        interval = F("kind__inspection_interval_days")
        unprotected = Case(
            When(Exists(self._measures().under_way_on(day)), then=Value(Status.IN_PROGRESS)),
            default=Value(Status.UNPROTECTED),
        )
        return self.alias(last_look=self._last_look(day)).annotate(
            status=Case(
                When(by_day("eliminated_on", day), then=Value(Status.ELIMINATED)),
                When(~self._protected(day), then=unprotected),
                When(last_look__lt=DaysBefore(day, interval), then=Value(Status.INSPECTION_DUE)),
                default=Value(Status.PROTECTED),
                output_field=CharField(),
            )
        )

    def _protected(self, day: date) -> Q:
        """Every required measure is in effect on `day`; without a list, any one is."""
        own = self._required_by(self.model, hazardsite=OuterRef("pk"))
        of_kind = self._required_by(self._related("kind"), hazardkind=OuterRef("kind"))
        return (
            Q(Exists(self._measures().in_effect_on(day)))
            & ~Q(Exists(self._unmet(own, day)))
            & (Q(Exists(own)) | ~Q(Exists(self._unmet(of_kind, day))))
        )

    def _last_look(self, day: date) -> Coalesce:
        """Latest inspection, else the first installation in effect."""
        inspected = self._latest_inspection(day)
        installed = self._measures().in_effect_on(day).order_by("installed_on").values("installed_on")
        return Coalesce(Subquery(inspected), Subquery(installed[:1]))

    def _latest_inspection(self, day: date) -> QuerySet:
        inspections = self._related("inspections").objects.filter(site=OuterRef("pk"))
        return inspections.up_to(day).order_by("-on").values("on")[:1]

    def with_risk(self) -> Self:
        """Annotate `risk_score`: likelihood × severity, 1 to 25."""
        return self.annotate(risk_score=F("likelihood") * F("severity"))

    def at_risk(self, levels: Collection[str]) -> Self:
        """Sites of the given risk levels."""
        wanted = Q(pk__in=[])
        for level in levels:
            wanted |= Q(risk_score__range=score_range(level))
        return self.with_risk().filter(wanted)

    def overdue_on(self, day: date, calendar: WorkingDays | None = None) -> Self:
        """Past the end of their deadline and still without every required measure.

        Needs `with_status`. Without `calendar` it is fetched: one query.
        """
        return self.filter(overdue(day, calendar))

    def due_soon_on(self, day: date, calendar: WorkingDays, days: int = 7) -> Self:
        """Still to be protected, with a deadline that ends on `day` or in the `days` after it.

        Needs `with_status`.
        """
        not_past = Q(deadline__gt=calendar.last_before(day))
        near = Q(deadline__lte=calendar.last_before(day + timedelta(days=days + 1)))
        return self.filter(not_past, near, status__in=OPEN)

    def reopened_by(self, day: date) -> Self:
        """Protected once and no longer, since `day` or before."""
        return self.filter(reopened_on__isnull=False, reopened_on__lte=day)

    def with_inspected_on(self, day: date) -> Self:
        """Annotate `inspected_on`: the day of the latest inspection up to `day`."""
        return self.annotate(inspected_on=Subquery(self._latest_inspection(day)))

    def with_measure_count(self, day: date) -> Self:
        """Annotate `measure_count`: measures that stand on `day`, damaged or not."""
        standing = self._measures().standing_on(day).order_by().values("site").annotate(n=Count("pk"))
        return self.annotate(measure_count=Coalesce(Subquery(standing.values("n")), 0))

    def with_cost(self) -> Self:
        """Annotate `cost`: of all measures, planned ones too; None where no cost is recorded."""
        costs = self._measures().in_force().order_by().values("site").annotate(sum=Sum("cost"))
        return self.annotate(cost=Subquery(costs.values("sum")))

    def with_status_place(self) -> Self:
        """Annotate `status_place`, for sorting: the worst first. Needs `with_status`."""
        # One look at the status, where `Case` would write its long expression five times.
        best_first = " ".join(reversed(Status.values))
        return self.annotate(status_place=-StrIndex(Value(best_first), F("status")))

    def most_urgent(self, day: date, calendar: WorkingDays | None = None) -> Self:
        """What to do first: overdue, then by status, then by risk. Needs `with_status`.

        Without `calendar` it is fetched: one query.
        """
        to_do = self.exclude(status__in=[Status.PROTECTED, Status.ELIMINATED]).with_risk()
        lateness = Case(
            When(overdue(day, calendar), then=Value(0)),
            default=Value(1),
        )
        order = Case(
            When(status=Status.UNPROTECTED, then=Value(0)),
            When(status=Status.IN_PROGRESS, then=Value(1)),
            default=Value(2),
        )
        return to_do.annotate(lateness=lateness, status_order=order).order_by(
            "lateness", "status_order", "-risk_score", "deadline", "found_on", "pk"
        )

    def _related(self, name: str) -> type[Model]:
        related = self.model._meta.get_field(name).related_model
        assert isinstance(related, type)  # noqa: S101  (a relation of ours has a model)
        return related

    def _measures(self) -> MeasureQuerySet:
        return self._related("measures").objects.filter(site=OuterRef("pk"))

    def _required_by(self, owner: type[Model], **rows: OuterRef) -> QuerySet:
        return owner.required_measures.through.objects.filter(**rows)

    def _unmet(self, required: QuerySet, day: date) -> QuerySet:
        """Rows of `required` (one level below the site) that no measure in effect meets."""
        measures = self._related("measures").objects.filter(
            site=OuterRef(OuterRef("pk")), kind=OuterRef("measurekind")
        )
        return required.filter(~Exists(measures.in_effect_on(day)))
