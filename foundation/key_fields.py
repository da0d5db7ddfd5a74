"""Fields that nobody fills in: the key that the client made, the version that the person saw."""

import uuid
from typing import Any

from django import forms

from foundation.records import Record

LARGEST = 2**31 - 1


def key_field() -> forms.UUIDField:
    return forms.UUIDField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))


def version_field(*, required: bool = False) -> forms.IntegerField:
    """Missing for what is new."""
    return forms.IntegerField(
        required=required,
        min_value=0,
        max_value=LARGEST,
        widget=forms.HiddenInput({"autocomplete": "off"}),
    )


class TakesKey:
    """Of a ModelForm with `id`: the key that the client made becomes the key of a new record."""

    instance: Record
    cleaned_data: dict[str, Any]

    def clean_id(self) -> uuid.UUID | None:
        key = self.cleaned_data.get("id")
        if key and self.instance._state.adding:
            self.instance.pk = key
        return key
