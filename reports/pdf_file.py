"""The paper as PDF: the same content in the same form, set by WeasyPrint."""

from django.template.loader import render_to_string
from django.utils.translation import override

from foundation.pdf import pdf_of as set_pages
from reports.html_paper import context_of, within
from reports.paper import Paper
from reports.wording import LANGUAGE


def pdf_of(paper: Paper) -> bytes:
    """PrintingUnavailable where a library for it is missing."""
    with override(LANGUAGE):
        page = render_to_string("reports/paper.html", context_of(paper, within))
        return set_pages(page, style="css/paper_pages.css")
