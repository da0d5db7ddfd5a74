"""Telephone numbers as they are written here."""

import pytest

from foundation.phones import normal_phone


@pytest.mark.parametrize(
    "text",
    ["0912345678", "0912 345 678", "0912.345.678", "+84 912 345 678", "(+84) 912-345-678", "84912345678",
     "0084 912345678", "+84 (0) 912 345 678"],
)  # fmt: skip
def test_a_mobile_number_is_kept_as_its_ten_digits(text):
    assert normal_phone(text) == "0912345678"


def test_a_fixed_line_of_hanoi_has_eleven_digits():
    assert normal_phone("(024) 3861 2345") == normal_phone("+84 24 3861 2345") == "02438612345"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "091234567",
        "09123456789",
        "0112345678",
        "ông Tư",
        "0912345678 (vợ)",
        "+1 212 555 0100",
        "٠٩١٢٣٤٥٦٧٨",
    ],
)
def test_what_is_no_number_of_vietnam_is_refused(text):
    assert normal_phone(text) is None
