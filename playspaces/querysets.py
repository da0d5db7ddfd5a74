"""Questions about play spaces."""

from datetime import date
from typing import Self

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from areas.models import Village
from foundation.records import RecordQuerySet
from foundation.vietnamese import fold
from playspaces.states import State


def on_day(since: str, until: str, day: date) -> Q:
    """What began by `day` and had not ended by then."""
    return Q(**{f"{since}__lte": day}) & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))


class PlaySpaceQuerySet(RecordQuerySet):
    def open_on(self, day: date) -> Self:
        """Opened by `day` (or at an unknown day), not closed by then, not out of use then."""
        opened = Q(opened_on=None) | Q(opened_on__lte=day)
        shut = Exists(self.closures_on(day))
        return self.in_force().filter(opened, Q(closed_on=None) | Q(closed_on__gt=day), ~shut)

    def closures_on(self, day: date) -> QuerySet:
        """Of the row that is asked about: spells out of use that hold on `day`, the latest first."""
        closures = self._related("closures").objects.filter(on_day("since", "until", day))
        return closures.filter(playspace=OuterRef("pk")).order_by("-since", "-pk")

    def for_children(self) -> Self:
        return self.filter(for_children=True)

    def in_village(self, village: Village | OuterRef) -> Self:
        return self.filter(village=village)

    def in_box(self, box: GEOSGeometry) -> Self:
        """Play spaces whose bounding box meets that of `box` (EPSG:4326), from the index."""
        return self.filter(geom__inbox=box)

    def matching(self, text: str) -> Self:
        return self.filter(search_key__contains=fold(text))

    def with_open(self, day: date) -> Self:
        """Annotate `is_open` on `day`."""
        same = self.model.objects.open_on(day).filter(pk=OuterRef("pk"))
        return self.annotate(is_open=Exists(same))

    def with_state(self, day: date) -> Self:
        """Annotate `state` on `day`, and `shut_since` and `shut_reason` where it is out of use then."""
        shut = self.closures_on(day)
        state = Case(
            When(closed_on__lte=day, then=Value(State.CLOSED)),
            When(opened_on__gt=day, then=Value(State.PLANNED)),
            When(Exists(shut), then=Value(State.NOT_USABLE)),
            default=Value(State.OPEN),
        )
        return self.annotate(
            state=state,
            shut_since=Subquery(shut.values("since")[:1]),
            shut_reason=Subquery(shut.values("reason")[:1]),
        )

    def with_care(self, day: date) -> Self:
        """Annotate `faults_open`, of them `faults_dangerous`, and `inspected_on`, as known on `day`."""
        inspections = self._related("inspections").objects.in_force().filter(playspace=OuterRef("pk"))
        last = inspections.filter(on__lte=day).order_by("-on").values("on")[:1]
        return self.annotate(
            faults_open=self._faults(day),
            faults_dangerous=self._faults(day, severity="dangerous"),
            inspected_on=Subquery(last),
        )

    def _faults(self, day: date, **narrower: str) -> Coalesce:
        """How many faults of the row are open on `day`."""
        faults = self._related("faults").objects.open_on(day).filter(playspace=OuterRef("pk"), **narrower)
        count = faults.order_by().values("playspace").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(count, output_field=IntegerField()), 0)

    def _related(self, name: str) -> type[Model]:
        related = self.model._meta.get_field(name).related_model
        assert isinstance(related, type)  # noqa: S101  (a relation of ours has a model)
        return related


class FaultQuerySet(RecordQuerySet):
    def open_on(self, day: date) -> Self:
        """Found by `day` and not mended by then."""
        return self.in_force().filter(on_day("found_on", "fixed_on", day))
