"""What a person asks the planner."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from areas.models import Commune
from areas.village_words import village_word, villages_word
from foundation.form_fields import DayField
from foundation.key_fields import TakesKey, key_field
from hazards.forms.fields import AmountField, TickedField
from hazards.forms.measure_details import MoneyField
from hazards.money import in_dong
from playspaces.forms.fields import number_field
from playspaces.models import Scenario
from playspaces.questions import has_roads

Goal, Reached, Counted = Scenario.Goal, Scenario.Reached, Scenario.Counted
USUAL_PERCENT: Final = Decimal(65)
USUAL_RADIUS_M: Final = 1_000
NEAREST_M, FARTHEST_M = 50, 5_000


class ScenarioForm(TakesKey, forms.ModelForm):
    """`communes` are those in which the person may add plans; `sees_children` in all of them."""

    id = key_field()
    name = forms.CharField(
        label=_("Name of the plan"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it is called after the question."),
    )
    goal = forms.ChoiceField(label=_("What do you want to know?"), choices=Goal, widget=forms.RadioSelect)
    # A figure that the question does not need is forgotten, right or wrong.
    target_percent = AmountField(
        label=_("Share to reach (%)"),
        decimal_places=2,
        min_value=0,
        max_value=100,
        error_messages={"required": _("Please give the share, for example 65.")},
    )
    budget = MoneyField(
        label=_("Sum (VND)"),
        help_text=_("For example: 2 tỷ."),
        error_messages={"required": _("Please give the sum, for example 2 tỷ.")},
    )
    counted = forms.ChoiceField(label=_("What is counted?"), choices=Counted, widget=forms.RadioSelect)
    reached = forms.ChoiceField(label=_("What counts as reached?"), choices=Reached, widget=forms.RadioSelect)
    radius_m = number_field(_("Distance (m)"), least=NEAREST_M, most=FARTHEST_M)
    on_foot = forms.BooleanField(
        label=_("Measure along the roads"),
        required=False,
        help_text=_("Else by straight line. Needs roads that are loaded."),
    )
    leave_out_dangerous = forms.BooleanField(
        label=_("Leave out places near an unprotected danger"), required=False
    )
    day = DayField(fact=False, label=_("As of"), help_text=_("Everything as it is on this day."))
    communes = TickedField(
        queryset=Commune.objects.none(),
        label=_("Communes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This commune is not one of yours. Please choose again.")},
    )
    everywhere = forms.BooleanField(label=_("All of them"), required=False)

    class Meta:
        model = Scenario
        fields = [
            "name", "goal", "target_percent", "budget", "counted", "reached", "radius_m", "on_foot",
            "leave_out_dangerous", "day",
        ]  # fmt: skip

    field_order = ["id", "goal", "target_percent", "budget", "counted", "reached", "radius_m", "on_foot"]

    def __init__(self, *args, communes: Iterable[Commune], sees_children: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["communes"].queryset = communes
        self.fields["radius_m"].required = True
        self.fields["radius_m"].error_messages["required"] = _("Please give the distance in metres.")
        self.offer("goal", {goal: goal.label for goal in Goal})
        of_villages = {Counted.VILLAGES: villages_word(communes)}
        of_children = {Counted.CHILDREN: Counted.CHILDREN.label} if sees_children else {}
        self.offer("counted", of_villages | of_children)
        in_village = _("with a play point in the %(village)s") % {"village": village_word(communes)}
        self.offer("reached", {Reached.VILLAGE: in_village, Reached.DISTANCE: str(Reached.DISTANCE.label)})
        self.initial = {
            "id": uuid.uuid4(),
            "goal": Goal.TARGET,
            "target_percent": USUAL_PERCENT,
            "counted": Counted.VILLAGES,
            "reached": Reached.VILLAGE,
            "radius_m": USUAL_RADIUS_M,
            "leave_out_dangerous": True,
            "day": timezone.localdate(),
            **{name: value for name, value in self.initial.items() if value is not None},
        }

    def offer(self, name: str, choices: dict[Any, str]) -> None:
        self.fields[name].choices = [(code.value, capfirst(words)) for code, words in choices.items()]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        goal, reached = words.get("goal"), words.get("reached")
        needless = {
            "target_percent": goal != Goal.TARGET,
            "budget": goal != Goal.BUDGET,
            "radius_m": reached != Reached.DISTANCE,
        }
        for name in filter(needless.get, needless):
            self.errors.pop(name, None)
            words[name] = None
        if reached != Reached.DISTANCE:
            words["on_foot"] = False
        self.settle_communes(words)
        if not words.get("name") and not self.errors:
            words["name"] = usual_name(words, self.communes)
        return words

    def settle_communes(self, words: dict[str, Any]) -> None:
        chosen = self.fields["communes"].queryset if words.get("everywhere") else words.get("communes")
        self.communes = list(chosen or [])
        if "communes" in self.errors:
            return
        if not self.communes:
            self.add_error("communes", _("Please choose a commune."))
        elif words.get("on_foot") and "on_foot" not in self.errors and not has_roads(self.communes):
            self.add_error("on_foot", _("No roads are loaded there. Please measure by straight line."))

    @property
    def is_about_figures(self) -> list[forms.BoundField]:
        return [self["goal"], self["counted"], self["reached"]]


def usual_name(words: dict[str, Any], communes: list[Commune]) -> str:
    counts_villages = words["counted"] == Counted.VILLAGES
    what = villages_word(communes) if counts_villages else Counted.CHILDREN.label
    if words["goal"] == Goal.BUDGET:
        return str(_("Most %(what)s for %(sum)s") % {"what": what, "sum": in_dong(words["budget"])})
    percent = number_format(f"{words['target_percent'].normalize():f}")
    return str(_("%(percent)s %% of %(what)s") % {"percent": percent, "what": what})
