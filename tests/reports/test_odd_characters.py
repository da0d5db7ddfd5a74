"""What is pasted into the register or typed into a form reaches the paper in one way."""

import pytest
from docx import Document

from reports.docx_file import plain
from reports.forms.issuing import IssueForm


def test_control_characters_do_not_reach_a_word_file():
    words = plain("Ao\x0blàng \x01Đại\x1f Áng\ufffe\n\t")
    assert words == "Aolàng Đại Áng\n\t"
    Document().add_paragraph(words)


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        (" BC-UBND ", "BC-UBND"),
        ("bc–ubnd", "BC-UBND"),
        ("BC  UBND", "BC UBND"),
        ("../x", ""),
        ("BC/../x", ""),
        ("BC −UBND", "BC-UBND"),
        ("BC—UBND", "BC-UBND"),
        (" ", ""),
    ],
)
def test_one_sign_is_written_in_one_way(typed, sign):
    form = IssueForm({"version": 1, "number": 5, "sign": typed, "issued_on": "01/06/2026"})
    assert form.is_valid() == bool(sign), form.errors
    assert form.cleaned_data.get("sign", "") == sign
