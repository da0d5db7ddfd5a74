"""A post: which, where, in which unit, until when."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, Unit
from areas.models import Commune, Village
from foundation.form_fields import DayField
from foundation.ordering import by_name

IN_VILLAGE = "village_collaborator"
# Over many communes: the one always, the other if so chosen.
OF_CITY = "city_viewer"
ANYWHERE = "administrator"


class PostForm(forms.Form):
    """A post in `commune`; with `gives_everywhere`, also over its province or the whole database."""

    class Scope:
        COMMUNE, PROVINCE, ALL = "commune", "province", "all"

    role = forms.ModelChoiceField(Role.objects.none(), label=_("Post"), empty_label=_("Please choose"))
    scope = forms.ChoiceField(label=_("Where"), required=False)
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=_("Village"),
        required=False,
        empty_label=_("No village"),
        help_text=_("For a village collaborator."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Works in the unit"),
        required=False,
        empty_label=_("No unit"),
        help_text=_("What this unit is responsible for shows in the person's own work."),
    )
    until = DayField(fact=False, label=_("Until"), required=False, help_text=_("Leave it empty if it stays."))

    def __init__(self, *args, commune: Commune, gives_everywhere: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.commune = commune
        roles = Role.objects.filter(is_active=True)
        self.fields["role"].queryset = roles if gives_everywhere else roles.exclude(code=OF_CITY)
        if gives_everywhere:
            self.fields["scope"].choices = self.scopes()
        else:
            del self.fields["scope"]
        self.fields["village"].queryset = Village.objects.filter(commune=commune).order_by(by_name())
        units = Unit.objects.filter(commune=commune, is_active=True).exclude(type=Unit.Type.OWNER)
        self.fields["unit"].queryset = units.order_by(by_name())

    def scopes(self) -> list[tuple[str, object]]:
        choices = [(self.Scope.COMMUNE, self.commune.full_name)]
        if self.commune.province_code:
            of_province = _("All communes of %(province)s") % {"province": self.commune.province_name}
            choices.append((self.Scope.PROVINCE, of_province))
        return [*choices, (self.Scope.ALL, _("All communes"))]

    def clean_until(self) -> object:
        day = self.cleaned_data["until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. To end the post, use “End today”."))
        return day

    def clean(self) -> dict[str, object]:
        words = super().clean()
        role = words.get("role")
        if role:
            self.check_village(role, words)
            self.check_scope(role, words)
        return words

    def check_village(self, role: Role, words: dict[str, object]) -> None:
        if role.code == IN_VILLAGE and not words.get("village") and "village" not in self.errors:
            self.add_error("village", _("Please choose the village that the collaborator looks after."))
        if role.code != IN_VILLAGE and words.get("village"):
            self.add_error(
                "village", _("Only a village collaborator has a village. Please choose “No village”.")
            )

    def check_scope(self, role: Role, words: dict[str, object]) -> None:
        if "scope" not in self.fields or "scope" in self.errors:
            return
        is_wide = words.get("scope") in (self.Scope.PROVINCE, self.Scope.ALL)
        if role.code == OF_CITY and not is_wide:
            self.add_error("scope", _("This post is over many communes. Please choose which."))
        if is_wide and role.code not in (OF_CITY, ANYWHERE):
            self.add_error("scope", _("This post is held in one commune."))
        if is_wide and words.get("unit"):
            self.add_error("unit", _("Whoever works for many communes has no unit in one."))

    def post(self) -> Membership:
        """The post as chosen, not stored yet, nobody's yet."""
        words = self.cleaned_data
        scope = words.get("scope") or self.Scope.COMMUNE
        return Membership(
            role=words["role"],
            commune=self.commune if scope == self.Scope.COMMUNE else None,
            province_code=self.commune.province_code if scope == self.Scope.PROVINCE else "",
            village=words["village"],
            unit=words["unit"],
            until=words["until"],
        )


class PostChangeForm(PostForm):
    """Village, unit and last day of a post that is held; which post and where stays."""

    def __init__(self, *args, held: Membership, commune: Commune, **kwargs):
        initial = {"village": held.village, "unit": held.unit, "until": held.until}
        super().__init__(*args, commune=commune, initial=initial, **kwargs)
        self.held = held
        del self.fields["role"]
        if held.role.code != IN_VILLAGE:
            del self.fields["village"]
        if held.commune_id is None:
            del self.fields["unit"]

    def clean(self) -> dict[str, object]:
        words = super().clean()
        if "village" in self.fields:
            self.check_village(self.held.role, words)
        return words

    def post(self) -> Membership:
        """The post as changed, not stored yet."""
        for name in ("village", "unit", "until"):
            if name in self.fields:
                setattr(self.held, name, self.cleaned_data[name])
        return self.held


class WhoForm(forms.Form):
    """Somebody who has a log-in already, named in full."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Exactly as the person logs in."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
