"""Sentences of Django's come in our words."""

import pytest
from django.forms import IntegerField, ValidationError
from django.utils.translation import override


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("140", "Vui lòng nhập số từ 100 trở xuống."),
        ("0", "Vui lòng nhập số từ 1 trở lên."),
        ("x", "Vui lòng nhập số nguyên."),
        ("", "Vui lòng điền hoặc chọn mục này."),
    ],
)
def test_number_that_is_not_taken_is_refused_politely(given, sentence):
    with override("vi"), pytest.raises(ValidationError) as refusal:
        IntegerField(min_value=1, max_value=100).clean(given)
    assert refusal.value.messages == [sentence]
