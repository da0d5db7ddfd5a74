"""Which play spaces a person asks to see: the words of an address, as a form."""

from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from areas.models import Commune, Village
from foundation.days import FIRST
from foundation.form_fields import AsksDay, DayField
from foundation.ordering import by_name
from playspaces.models import PlaySpaceKind
from playspaces.querysets import PlaySpaceQuerySet
from playspaces.states import State

CHILDREN: Final = [("", _("All play spaces")), ("1", _("For children")), ("0", _("Not for children"))]


class PlaySpaceFilter(AsksDay, forms.Form):
    """`?state=open&kind=library&village=12&children=1&danger=1&care=1&q=ao&as_of=2026-06-30`

    Nothing chosen means all. A word that is not valid narrows nothing and is told in `errors`.
    """

    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    danger = forms.BooleanField(label=_("Near a danger"), required=False)
    care = forms.BooleanField(label=_("Broken or not inspected in time"), required=False)
    state = forms.MultipleChoiceField(
        label=_("State"),
        choices=[(value, capfirst(label)) for value, label in State.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ModelChoiceField(
        PlaySpaceKind.objects.all(),
        label=_("Kind"),
        to_field_name="code",
        required=False,
        empty_label=_("All kinds"),
    )
    village = forms.ModelChoiceField(
        Village.objects.none(), label=_("Village"), required=False, empty_label=_("All villages")
    )
    children = forms.ChoiceField(label=_("For whom"), choices=CHILDREN, required=False)
    as_of = DayField(fact=False, earliest=FIRST, label=_("As of"), required=False)

    is_search = True

    def __init__(self, words: QueryDict, *, commune: Commune):
        super().__init__(words, auto_id="filter-%s")
        self.fields["village"].queryset = Village.objects.filter(commune=commune).order_by(by_name())
        self.full_clean()

    @property
    def further_in_use(self) -> int:
        """How many are set of those that the page does not show at once."""
        return sum(bool(self.cleaned_data.get(name)) for name in ("kind", "village", "children"))

    @property
    def in_use(self) -> int:
        """How many filters are set; the day is not one of them."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "as_of")

    def narrow(self, spaces: PlaySpaceQuerySet) -> PlaySpaceQuerySet:
        """By all but `danger` and `care`. Needs `with_state`."""
        words = self.cleaned_data
        if words.get("q"):
            spaces = spaces.matching(words["q"])
        if words.get("state"):
            spaces = spaces.filter(state__in=words["state"])
        if words.get("kind"):
            spaces = spaces.filter(kind=words["kind"])
        if words.get("village"):
            spaces = spaces.filter(village=words["village"])
        if words.get("children"):
            spaces = spaces.filter(for_children=words["children"] == "1")
        return spaces
