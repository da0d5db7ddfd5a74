"""A report as it was issued: its text with the figures of that day, whatever the register says now."""

from typing import Any

from reports import wording
from reports.figures import Figures
from reports.models import PeriodReport
from reports.paper import Paper, Part, signature_of, stamp_of


def frozen(paper: Paper) -> dict[str, Any]:
    """What is kept of `paper`, as plain values; pictures stand in its files."""
    parts = [
        {
            "title": part.title,
            "paragraphs": part.paragraphs,
            "tables": [table.code for table in part.tables],
        }
        for part in paper.parts
    ]
    return paper.figures.as_json() | {"parts": parts}


def paper_as_issued(report: PeriodReport) -> Paper:
    """Without pictures. No queries."""
    kept = report.figures or {"numbers": {}, "tables": []}
    figures = Figures.from_json(kept)
    return Paper(
        report=report,
        body=[wording.paper_words()["body"], report.commune.full_name.upper()],
        number=report.number_and_sign,
        place_and_day=wording.day_in_words(report.issued_on, report.place),
        subject=report.subject,
        parts=[
            Part(part["title"], part["paragraphs"], [figures.table(code) for code in part["tables"]])
            for part in kept.get("parts", [])
        ],
        recipients=report.recipient_lines,
        signature=signature_of(report),
        signer_name=report.signer_name,
        stamp=stamp_of(report),
        figures=figures,
    )
