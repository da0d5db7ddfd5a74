"""The form in which an administrator says where a person works."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.models import School


class StaffForm(forms.Form):
    """Ticks for the schools in which a person works."""

    schools = forms.MultipleChoiceField(
        label=_("Schools"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, offered: list[School] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {str(school.pk): school for school in offered}
        self.fields["schools"].choices = [(key, school.name) for key, school in self.by_key.items()]

    def chosen(self) -> list[School]:
        return [self.by_key[key] for key in self.cleaned_data["schools"]]
