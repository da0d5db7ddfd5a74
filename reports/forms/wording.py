"""The wording of a report: a field for each part of it, in which words between braces stand for figures."""

import difflib
import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.key_fields import version_field
from reports import wording
from reports.forms.periods import PeriodFields
from reports.models import PeriodReport

TEXT_LENGTH: Final = 10_000
TITLE_LENGTH: Final = 200
BRACE: Final = re.compile(r"[{}]")


def refuse_unknown(text: str) -> None:
    """ValidationError for the first word between braces that stands for nothing, and for a lone brace."""
    if unknown := wording.unknown_tokens(text):
        near = difflib.get_close_matches(unknown[0], wording.tokens(), n=1)
        sentence = (
            _("No figure is called {%(word)s}. Do you mean {%(near)s}?")
            if near
            else _("No figure is called {%(word)s}. Please take a word from the list.")
        )
        raise ValidationError(sentence % {"word": unknown[0], "near": near[0] if near else ""}, "unknown")
    if BRACE.search(wording.TOKEN.sub("", text)):
        raise ValidationError(
            _("A brace stands alone here. Please close it, or take it out: {số điểm quá hạn}."), "brace"
        )


class WordedField(forms.CharField):
    """Text in which words between braces stand for figures."""

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("\r\n", "\n")
        refuse_unknown(text)
        return text


class WordingForm(PeriodFields, forms.ModelForm):
    """Of a draft; each part has `title_KEY`, where it has a title, and `text_KEY`."""

    version = version_field(required=True)
    subject = WordedField(
        label=gettext_lazy("What it is about"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    class Meta:
        model = PeriodReport
        fields = ["from_on", "to_on", "subject", "recipients", "place", "signer", "signer_name"]
        labels = {"place": gettext_lazy("Place of issue"), "signer": gettext_lazy("Signed by")}
        widgets = {"recipients": forms.Textarea({"rows": 5}), "signer": forms.RadioSelect}
        help_texts = {"recipients": gettext_lazy("One on a line.")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        # So that what is typed is never compared with what the form changed already.
        self.sections = [dict(section) for section in self.instance.sections]
        for section in self.sections:
            key = section["key"]
            if section["title"]:
                self.fields[f"title_{key}"] = forms.CharField(
                    label=_("Title of the part"), max_length=TITLE_LENGTH, initial=section["title"]
                )
            self.fields[f"text_{key}"] = WordedField(
                label=_("Text: %(part)s") % {"part": name_of(section)},
                max_length=TEXT_LENGTH,
                initial=section["text"],
                required=False,
                widget=forms.Textarea({"rows": rows_for(section["text"])}),
            )

    def clean_recipients(self) -> str:
        return "\n".join(self.cleaned_data["recipients"].splitlines())

    def clean(self) -> dict[str, Any]:
        words = super().clean()
        self.instance.sections = [
            {
                "key": section["key"],
                "title": words.get(f"title_{section['key']}", section["title"]),
                "text": words.get(f"text_{section['key']}", section["text"]),
            }
            for section in self.sections
        ]
        return words

    def parts(self) -> list[dict[str, Any]]:
        """Name and fields of each part, in their order."""
        return [
            {
                "name": name_of(section),
                "title": self[f"title_{section['key']}"] if section["title"] else None,
                "text": self[f"text_{section['key']}"],
            }
            for section in self.sections
        ]


# What is sent beside the fields that the form always has.
SENT: Final = {
    f"{word}_{section['key']}": {"type": "string"}
    for section in wording.first_sections()
    for word in (["title", "text"] if section["title"] else ["text"])
}


def name_of(section: dict[str, str]) -> str:
    """What a part is called: its title, else how its text begins."""
    if section["title"]:
        return section["title"]
    first = wording.usual_text(section["key"]).split("\n")[0]
    return first if len(first) < 60 else _("Beginning of the report")


def rows_for(text: str) -> int:
    """As high as the text, about."""
    return min(14, max(3, sum(1 + len(line) // 80 for line in text.splitlines()) + 1))
