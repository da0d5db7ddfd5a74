from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import PostRule, Role
from areas.models import Commune


class RulesForm(forms.Form):
    """Which posts need a second factor in `commune`; in all communes, for None."""

    def __init__(self, data=None, *, commune: Commune | None):
        super().__init__(data)
        self.commune = commune
        asked = set(
            PostRule.objects.filter(commune=commune, needs_two_factor=True).values_list("role", flat=True)
        )
        roles = Role.objects.filter(is_active=True)
        self.of_code = {role.code: role for role in roles if commune is None or role.code != "city_viewer"}
        self.fields["roles"] = forms.MultipleChoiceField(
            choices=[(code, role.name) for code, role in self.of_code.items()],
            label=_("Posts that need a second factor"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[code for code, role in self.of_code.items() if role.pk in asked],
        )

    def answers(self) -> dict[Role, bool]:
        """Each post, and whether it is to be asked for."""
        chosen = self.cleaned_data["roles"]
        return {role: code in chosen for code, role in self.of_code.items()}
