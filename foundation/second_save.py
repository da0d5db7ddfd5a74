"""A form that can't be saved as it was sent: what was typed stays, and to save once more is deliberate."""

import uuid

from django.forms import BaseForm
from django.utils.text import capfirst

from foundation.records import Record


def ask_with_new_key(form: BaseForm, sentence: str) -> None:
    """It was sent before with other content (the back button), as `sentence` says."""
    fill(form, id=str(uuid.uuid4()))
    form.add_error(None, sentence)


def ask_with_version_of(form: BaseForm, current: Record, sentence: str) -> None:
    """Somebody saved `current` since the form was opened, as `sentence` says."""
    fill(form, version=str(current.version))
    form.add_error(None, capfirst(sentence))


def fill(form: BaseForm, **values: str) -> None:
    """Change what a sent form shows in the fields named."""
    sent = form.data.copy()
    for name, value in values.items():
        sent[name] = value
    form.data = sent
