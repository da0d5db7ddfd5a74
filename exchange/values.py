"""Texts of a file into values of a model's fields, or the sentence that says why not."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateField, DecimalField, Field, IntegerField, Model
from django.utils.translation import gettext as _

from foundation.vietnamese import fold

YES: Final = {"yes", "true", "1", "co", "dung", "x"}
NO: Final = {"no", "false", "0", "khong", "sai"}


class UnfitValueError(Exception):
    """A value that its field can't hold; the message names field and value."""


def cleaned(values: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """The values as `model` holds them, the fields' own validators passed."""
    return {
        name: clean_value(cast(Field, model._meta.get_field(name)), value) for name, value in values.items()
    }


def clean_value(field: Field, value: Any) -> Any:
    """UnfitValueError when the field refuses `value`."""
    try:
        return field.clean(prepared(field, value), None)
    except (ValidationError, InvalidOperation, ValueError) as error:
        reasons = error.messages if isinstance(error, ValidationError) else [_("It is not a number.")]
        raise UnfitValueError(
            _("{field} can't be “{value}”: {reason}").format(
                field=field.verbose_name, value=value, reason=" ".join(reasons)
            )
        ) from error


def prepared(field: Field, value: Any) -> Any:
    """What people write for yes, a decimal or a date, as Django reads it."""
    if not isinstance(value, str):
        return value
    if isinstance(field, BooleanField):
        return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(fold(value), value)
    if isinstance(field, DecimalField):
        return Decimal(value.replace(",", ".")).quantize(Decimal(1).scaleb(-field.decimal_places))
    if isinstance(field, IntegerField):
        return value.removesuffix(".0")
    if isinstance(field, DateField):
        return vietnamese_date(value)
    return value


def vietnamese_date(text: str) -> date | str:
    """`25/10/2026` as a date; anything else as it is (Django reads 2026-10-25)."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no time zone)
    except ValueError:
        return text


def must_be_in_order(values: Mapping[str, Any], model: type[Model], first: str, second: str) -> None:
    """UnfitValueError when the value of `second` lies below that of `first`; where one is missing, none does."""
    low, high = values.get(first), values.get(second)
    if low is not None and high is not None and high < low:
        names = [model._meta.get_field(name).verbose_name for name in (first, second)]
        raise UnfitValueError(
            _("{second} ({high}) lies before {first} ({low}).").format(
                first=names[0], low=low, second=names[1], high=high
            )
        )
