"""Plans for the next play spaces: where one could be, and which of those places a plan picks."""

from datetime import timedelta
from typing import Final

from django.contrib.gis.db import models
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import User
from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.fields import FoldedField
from foundation.records import Record
from playspaces.models.kinds import PlaySpaceKind

LOST_AFTER: Final = timedelta(minutes=30)  # of computing: its server was stopped meanwhile


class PublicLand(Record):
    """Land of the commune on which a play space could be made."""

    name = models.CharField(_("name"), max_length=160, blank=True)
    geom = models.GeometryField(_("place"), srid=crs.STORAGE)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("public land")
        verbose_name_plural = _("public land")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="public_land_once_per_source",
            ),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="public_land_geom_valid"),
        ]

    def __str__(self) -> str:
        return self.name


class Candidate(Record):
    """A place where a play space could be made, and what that would cost."""

    class Origin(models.TextChoices):
        DRAWN = "drawn", _("drawn on the map")
        IMPORTED = "imported", _("from a file")
        GENERATED = "generated", _("proposed on public land")

    name = models.CharField(_("name"), max_length=160)
    search_key = FoldedField()
    geom = models.PointField(_("place"), srid=crs.STORAGE)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="candidates",
    )
    village_source = models.CharField(
        _("how the village was found"), max_length=10, choices=VillageSource, blank=True
    )
    kind = models.ForeignKey(
        PlaySpaceKind,
        verbose_name=_("what it would become"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    # A plan leaves out what it would cost nobody knows.
    cost = models.DecimalField(
        _("cost (VND)"),
        max_digits=15,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    origin = models.CharField(_("how it came here"), max_length=10, choices=Origin, default=Origin.DRAWN)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("candidate place")
        verbose_name_plural = _("candidate places")
        ordering = ["name"]
        indexes = [models.Index(fields=["commune", "village"], name="candidate_of_commune")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="candidate_cost_not_negative"
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source=""),
                name="candidate_once_per_source",
            ),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="candidate_geom_valid"),
        ]

    def __str__(self) -> str:
        return self.name


class Scenario(Record):
    """A question to the planner with its answer: which candidates, at what cost, for how many."""

    class Goal(models.TextChoices):
        TARGET = "target", _("reach a share at the lowest cost")
        BUDGET = "budget", _("reach as many as possible with a sum")

    class Reached(models.TextChoices):
        VILLAGE = "village", _("with a play point in the village")
        DISTANCE = "distance", _("with a play point within a distance")

    class Counted(models.TextChoices):
        VILLAGES = "villages", pgettext_lazy("counted", "villages")
        CHILDREN = "children", pgettext_lazy("counted", "children")

    class Outcome(models.TextChoices):
        OPTIMAL = "optimal", _("proven the best")
        FEASIBLE = "feasible", _("good, but not proven the best")
        IMPOSSIBLE = "impossible", _("cannot be reached with these candidates")
        MET = "met", _("reached already")

    name = models.CharField(_("name"), max_length=120)
    communes = models.ManyToManyField(Commune, verbose_name=_("communes"), related_name="scenarios")
    day = models.DateField(_("as of"), default=timezone.localdate)
    goal = models.CharField(_("goal"), max_length=8, choices=Goal, default=Goal.TARGET)
    reached = models.CharField(
        _("what counts as reached"), max_length=10, choices=Reached, default=Reached.VILLAGE
    )
    counted = models.CharField(_("what is counted"), max_length=10, choices=Counted, default=Counted.VILLAGES)
    radius_m = models.PositiveIntegerField(_("distance (m)"), null=True, blank=True)
    target_percent = models.DecimalField(
        _("share to reach (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    budget = models.DecimalField(
        _("sum (VND)"),
        max_digits=15,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    on_foot = models.BooleanField(_("measured along the roads"), default=False)
    leave_out_dangerous = models.BooleanField(_("leave out places near an unprotected danger"), default=True)
    # The answer, as of `solved_at`: what the planner said then, whatever is changed later.
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome, blank=True, editable=False)
    gap = models.FloatField(_("gap to the best possible"), null=True, editable=False)
    cost = models.DecimalField(_("cost (VND)"), max_digits=15, decimal_places=0, null=True, editable=False)
    total = models.FloatField(null=True, editable=False)
    reached_before = models.FloatField(null=True, editable=False)
    reached_after = models.FloatField(null=True, editable=False)
    # By reason, keys or names of what the answer is made without: see `playspaces.questions`.
    left_out = models.JSONField(default=dict, editable=False)
    solved_at = models.DateTimeField(_("computed at"), null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal="target", target_percent__isnull=False)
                | Q(goal="budget", budget__isnull=False),
                name="scenario_has_its_goal",
            ),
            models.CheckConstraint(
                condition=Q(reached="village") | Q(radius_m__gt=0), name="scenario_has_its_distance"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Pick(models.Model):
    """A candidate that a scenario picked, with the cost it was picked at."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="picks")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="picks")
    cost = models.DecimalField(_("cost (VND)"), max_digits=15, decimal_places=0)
    # In the order in which each adds most for its cost; what it adds to those before it.
    position = models.PositiveIntegerField(_("number"), default=0)
    adds = models.FloatField(_("adds"), default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["scenario", "candidate"], name="picked_once")]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.candidate}"


class Computation(models.Model):
    """The search for the answer of a scenario, as far as it came: what a person waits for."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its turn")
        RUNNING = "running", _("is being computed")
        DONE = "done", pgettext_lazy("computation", "finished")
        CANCELLED = "cancelled", pgettext_lazy("computation", "cancelled")
        FAILED = "failed", pgettext_lazy("computation", "broken off")

    class Step(models.TextChoices):
        GATHERING = "gathering", _("gathering villages and places")
        SOLVING = "solving", _("looking for the best places")

    scenario = models.OneToOneField(Scenario, on_delete=models.CASCADE, related_name="computation")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=10, choices=Step, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # The task looks at it while the solver works.
    cancel_asked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.scenario}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Waits, or runs: not one that ended with its server."""
        return self.state == self.State.WAITING or (self.state == self.State.RUNNING and not self.is_lost)

    @property
    def is_lost(self) -> bool:
        begun = self.started_at
        return self.state == self.State.RUNNING and bool(begun and timezone.now() - begun > LOST_AFTER)
