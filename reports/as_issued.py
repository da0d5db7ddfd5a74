"""A report as it was issued: its text with the figures of that day, whatever the register says now."""

from typing import Any

from reports.figures import Figures
from reports.models import PeriodReport
from reports.paper import Paper, Part, cover_of


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
        **cover_of(report),
        subject=report.subject,
        parts=[
            Part(part["title"], part["paragraphs"], [figures.table(code) for code in part["tables"]])
            for part in kept.get("parts", [])
        ],
        figures=figures,
    )
