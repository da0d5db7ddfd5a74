"""What a form field lets through, as a JSON schema, as far as the class of a form can tell.

A form made for a request may narrow it further (villages of one commune); the schema never says
more than what is true of every request.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django import forms
from django.db.models import AutoField, UUIDField

from foundation.contract import DAY, FILE, KEY, ROW, TEXT, TICK, Form, Schema, many

MULTIPART: Final = "multipart/form-data"
URLENCODED: Final = "application/x-www-form-urlencoded"


def of_forms(bodies: tuple[Form, ...]) -> dict[str, Schema]:
    return {name: of_field(field) for body in bodies for name, field in body.base_fields.items()}


def required_in(bodies: tuple[Form, ...]) -> list[str]:
    fields = (item for body in bodies for item in body.base_fields.items())
    return sorted(
        {name for name, field in fields if field.required and not isinstance(field, forms.FileField)}
    )


def of_field(field: forms.Field) -> Schema:
    """The first kind that the field is one of; other fields are text."""
    return next((make(field) for kind, make in KINDS if isinstance(field, kind)), text(field))


def text(field: Any) -> Schema:
    schema = dict(TEXT)
    if getattr(field, "max_length", None):
        schema["maxLength"] = field.max_length
    if field.required and getattr(field, "min_length", None):
        schema["minLength"] = field.min_length
    return schema


def row(field: Any) -> Schema:
    """The key of a row; `to_field_name` may name another unique column."""
    model = field.queryset.model
    column = model._meta.get_field(field.to_field_name) if field.to_field_name else model._meta.pk
    if isinstance(column, UUIDField):
        return optional(field, KEY)
    return optional(field, ROW if isinstance(column, AutoField) else TEXT)


def choice(field: Any) -> Schema:
    known = list(flat(field.choices))
    # Without any, they come with the request.
    return optional(field, {"type": "string", "enum": known} if known else TEXT)


def flat(choices: Any) -> Iterator[str]:
    """Values of the choices; those of a group stand in a list of their own."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from flat(label)
        else:
            yield str(value)


def whole_number(field: Any) -> Schema:
    limits = {"minimum": field.min_value, "maximum": field.max_value}
    known = {word: limit for word, limit in limits.items() if isinstance(limit, int)}
    return optional(field, {"type": "integer", **known})


def optional(field: forms.Field, schema: Schema) -> Schema:
    """A browser sends a field that was left empty as an empty word."""
    empty: Schema = {"const": ""}
    return schema if field.required else {"anyOf": [schema, empty]}


KINDS: Final[list[tuple[type | tuple[type, ...], Callable[[Any], Schema]]]] = [
    (forms.ModelMultipleChoiceField, lambda field: many(row_of_many(field))),
    (forms.ModelChoiceField, row),
    (forms.MultipleChoiceField, lambda field: many({"type": "string", "enum": list(flat(field.choices))})),
    (forms.ChoiceField, choice),
    (forms.BooleanField, lambda field: TICK),
    (forms.DateField, lambda field: optional(field, DAY)),
    (forms.FileField, lambda field: FILE),
    (forms.UUIDField, lambda field: optional(field, KEY)),
    ((forms.DecimalField, forms.FloatField), text),
    (forms.IntegerField, whole_number),
]


def row_of_many(field: Any) -> Schema:
    return {name: value for name, value in row(field).items() if name != "anyOf"} or TEXT
