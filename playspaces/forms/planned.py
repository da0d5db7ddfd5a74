"""A plan renamed or withdrawn; a plan or a candidate place that comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hazards.forms.closing import reason_field
from playspaces.forms.state import OnVersion
from playspaces.models import Scenario

MOST_LETTERS = 90  # of a reason that the history keeps beside what was done


class RenamePlanForm(OnVersion):
    name = forms.CharField(
        label=_("Name of the plan"),
        max_length=Scenario._meta.get_field("name").max_length,
        error_messages={"required": _("Please give the plan a name.")},
    )


class WithdrawPlanForm(OnVersion):
    reason = reason_field(
        label=_("Why is the plan withdrawn?"),
        help_text=_("For example: asked by mistake. It is kept, with your name, and can come back."),
    )


class RestorePlanForm(OnVersion):
    reason = reason_field(
        label=_("Why does it come back?"),
        max_length=MOST_LETTERS,
        help_text=_("It stands in the list again, with the answer it had. Your reason is kept with it."),
    )


class RestoreCandidateForm(OnVersion):
    reason = reason_field(
        label=_("Why does it come back?"),
        max_length=MOST_LETTERS,
        help_text=_("Plans that are computed from now on can choose it. Your reason is kept with it."),
    )
