"""The total of a head count, as the management page has it: its ages are changed elsewhere."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from areas.models import ChildCount
from exchange.head_counts.ages import disagree
from exchange.head_counts.storing import as_counted


class HeadCountTotalForm(forms.ModelForm):
    class Meta:
        model = ChildCount
        fields = ["village", "year", "children"]

    def clean_children(self) -> int:
        """Refuse a total that its ages contradict. Costs a query."""
        total: int = self.cleaned_data["children"]
        ages: dict[Any, int] = as_counted(self.instance)[1] if self.instance.pk else {}
        if disagree(total, ages):
            sentence = _("The ages of this count add up to %(ages)s.") % {"ages": sum(ages.values())}
            address = reverse("head-count-edit", args=[self.instance.village_id, self.instance.year])
            words = _("Please change total and ages together.")
            raise forms.ValidationError(format_html('{} <a href="{}">{}</a>', sentence, address, words))
        return total
