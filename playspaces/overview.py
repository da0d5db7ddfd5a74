"""What the card and the page of a play space show, as of a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts import access
from hazards.models import HazardSite
from playspaces.dangers import NearDanger
from playspaces.manager import manager_in_words, may_see_manager
from playspaces.models import Closure, EquipmentFault, EquipmentInspection, PlaySpacePhoto, SwimmingClass
from playspaces.register import Row, with_dangers
from playspaces.states import State
from playspaces.upkeep import inspection_due_on

INSPECTIONS_SHOWN = 10
PHOTOS_SHOWN = 60


@dataclass
class Overview:
    """`space` is a row with `with_state` and `with_care`; each part costs a query when it is read."""

    space: Any
    reader: access.Reader
    day: date

    @cached_property
    def row(self) -> Row:
        return Row(self.space, self.day, dict(with_dangers([self.space], self.day))[self.space])

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @property
    def is_shut(self) -> bool:
        return self.row.state == State.NOT_USABLE

    @property
    def manager(self) -> str:
        return manager_in_words(self.reader, self.space)

    @property
    def may_see_names(self) -> bool:
        return may_see_manager(self.reader, self.space.commune_id)

    @cached_property
    def visible_dangers(self) -> list[NearDanger]:
        """Those that the reader may open; that there are others is told all the same."""
        keys = [danger.site.pk for danger in self.row.dangers]
        reach = access.within_reach(self.reader, access.SEE, "site")
        seen = set(HazardSite.objects.filter(reach, pk__in=keys).values_list("pk", flat=True)) if keys else ()
        return [danger for danger in self.row.dangers if danger.site.pk in seen]

    @property
    def hidden_dangers(self) -> int:
        return len(self.row.dangers) - len(self.visible_dangers)

    @property
    def inspection_due_on(self) -> date | None:
        interval = self.space.kind.inspection_interval_days
        return inspection_due_on(self.space.inspected_on, self.space.opened_on, interval)

    @cached_property
    def closures(self) -> list[Closure]:
        """The latest first; those that were taken back hold on no day, and are left out."""
        known = self.space.closures.order_by("-since", "-pk")
        return [closure for closure in known if closure.until != closure.since]

    @cached_property
    def closure_now(self) -> Closure | None:
        return next((one for one in self.closures if holds_on(one, self.day)), None)

    @cached_property
    def faults(self) -> list[EquipmentFault]:
        """Broken still on the day, the dangerous ones first."""
        return list(self.space.faults.open_on(self.day).order_by("severity", "found_on"))

    @property
    def dangerous_faults(self) -> list[EquipmentFault]:
        return [fault for fault in self.faults if fault.severity == EquipmentFault.Severity.DANGEROUS]

    @cached_property
    def mended(self) -> list[EquipmentFault]:
        known = self.space.faults.in_force().filter(fixed_on__lte=self.day)
        return list(known.order_by("-fixed_on")[:INSPECTIONS_SHOWN])

    @cached_property
    def inspections(self) -> list[EquipmentInspection]:
        known = self.space.inspections.in_force().filter(on__lte=self.day)
        return list(known.select_related("created_by").prefetch_related("faults")[:INSPECTIONS_SHOWN])

    @cached_property
    def classes(self) -> list[SwimmingClass]:
        return list(self.space.classes.in_force())

    @property
    def running_classes(self) -> list[SwimmingClass]:
        return [one for one in self.classes if one.ends_on >= self.day]

    @property
    def past_classes(self) -> list[SwimmingClass]:
        return [one for one in self.classes if one.ends_on < self.day]

    @cached_property
    def photos(self) -> list[PlaySpacePhoto]:
        """The newest first."""
        known = self.space.photos.in_force().select_related("fault", "created_by")
        return list(known.order_by("-created_at", "id")[:PHOTOS_SHOWN])


def holds_on(closure: Closure, day: date) -> bool:
    return closure.since <= day and (closure.until is None or closure.until > day)
