"""Money as people here write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazards.money import MoneyError, grouped, in_dong, read_money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.500.000", 12_500_000),
        ("12,500,000", 12_500_000),
        ("12 500 000 đ", 12_500_000),
        ("12500000", 12_500_000),
        ("12,5 triệu", 12_500_000),
        ("12.5 tr", 12_500_000),
        ("12,5 triệu đồng", 12_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("500 nghìn", 500_000),
        ("500k", 500_000),
        ("750 ngàn đồng", 750_000),
        ("2.000.000 VND", 2_000_000),
        ("2.000.000₫", 2_000_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read(text, amount):
    assert read_money(text) == amount


@pytest.mark.parametrize("text", ["", "nhiều", "-5", "12.50.000", "1e9", "5 củ", "12,5", "triệu", "9" * 40])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(MoneyError):
        read_money(text)


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " "]))
def test_an_amount_written_is_read_back(amount, separator):
    assert read_money(grouped(Decimal(amount), separator)) == amount
    assert read_money(in_dong(Decimal(amount))) == amount
