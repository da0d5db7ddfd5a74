"""A report as a paper: what stands on it in which order. Word file and PDF are drawn from the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from areas.working_days import WorkingDays, working_days
from reports import charts, wording
from reports.figures import Figures, figures_of
from reports.models import PeriodReport
from reports.register import Facts, Period
from reports.tables import Table

Progress = Callable[[int, int, str], None]
STEPS = 5
LONGEST_HEADING = 90


def drawn_map(facts: Facts) -> bytes:
    from reports.static_map import map_of  # late: it loads matplotlib

    return map_of(facts)


def silent(done: int, total: int, sentence: str) -> None:
    """Tells nobody how far the work is."""


@dataclass(frozen=True)
class Picture:
    """What it shows: `caption` stands under it, `description` is for who can't see it."""

    code: str
    draw: Callable[[], bytes]
    caption: str
    description: str

    @cached_property
    def content(self) -> bytes:
        """A PNG, drawn when it is first asked for; that takes up to a second."""
        with override(wording.LANGUAGE):
            return self.draw()


@dataclass(frozen=True)
class Part:
    """A part of the report; `paragraphs` are filled in."""

    title: str
    paragraphs: list[str]
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, bool]]:
        """Each paragraph, and whether it is the heading of a section: short, and begins “1. ”."""
        return [
            (text, text[:1].isdigit() and text[1:3] == ". " and len(text) < LONGEST_HEADING)
            for text in self.paragraphs
        ]


@dataclass(frozen=True)
class Paper:
    """`stamp` tells of a paper that is not, or no longer, in force."""

    report: PeriodReport
    body: list[str]
    number: str
    place_and_day: str
    subject: str
    parts: list[Part]
    recipients: list[str]
    signature: list[str]
    signer_name: str
    stamp: str
    figures: Figures
    facts: Facts | None = None

    @property
    def is_demo(self) -> bool:
        return self.report.commune.is_demo

    @property
    def pictures(self) -> list[Picture]:
        return [picture for part in self.parts for picture in part.pictures]


def paper_of(
    report: PeriodReport, *, calendar: WorkingDays | None = None, progress: Progress = silent
) -> Paper:
    """In Vietnamese, with the figures of the register. Fourteen queries, and those of the trend."""
    progress(0, STEPS, _("Counting"))
    with override(wording.LANGUAGE):
        period = Period(report.from_on, report.to_on)
        figures, facts = figures_of(report.commune, period, calendar or working_days())
        words = wording.words_of(report.commune, period, figures)
        pictures = pictures_of(facts, figures)
        return Paper(
            **cover_of(report),
            subject=wording.fill(report.subject, words),
            parts=[part_of(section, words, figures, pictures) for section in report.sections],
            figures=figures,
            facts=facts,
        )


def cover_of(report: PeriodReport) -> dict[str, Any]:
    """Of its paper, what stands around the text. No queries once the commune is there."""
    return {
        "report": report,
        "body": [wording.paper_words()["body"], report.commune.full_name.upper()],
        "number": report.number_and_sign,
        "place_and_day": wording.day_in_words(report.issued_on, report.place),
        "recipients": report.recipient_lines,
        "signature": signature_of(report),
        "signer_name": report.signer_name,
        "stamp": stamp_of(report),
    }


def part_of(
    section: dict[str, str], words: dict[str, str], figures: Figures, pictures: dict[str, Picture]
) -> Part:
    tables, drawn = wording.section_parts(section["key"])
    text = wording.fill(section["text"], words)
    return Part(
        title=section["title"],
        paragraphs=[line.strip() for line in text.splitlines() if line.strip()],
        tables=[figures.table(code) for code in tables],
        pictures=[pictures[code] for code in drawn if code in pictures],
    )


def pictures_of(facts: Facts, figures: Figures) -> dict[str, Picture]:
    """By code; what has nothing to show is not there. Two queries."""
    pictures = []
    if figures.has_sites:
        kinds = figures.table("kinds")
        caption = _("Hazard sites by kind and status")
        pictures.append(Picture("kinds", partial(charts.kinds, kinds), caption, described(kinds)))
        months = charts.months_of(facts)
        if any(month.with_measures.denominator for month in months):
            caption = _("Drowning sites with measures, month by month (%)")
            draw = partial(charts.trend, months, figures.numbers["drowning_target"])
            pictures.append(Picture("trend", draw, caption, charts.in_words(months)))
    day = f"{facts.period.last:%d/%m/%Y}"
    caption = _("Hazard sites of %(commune)s on %(day)s") % {"commune": facts.commune.full_name, "day": day}
    pictures.append(Picture("map", partial(drawn_map, facts), caption, caption))
    return {picture.code: picture for picture in pictures}


def described(table: Table) -> str:
    """What a chart of `table` shows, in words."""
    total = table.total() or []
    told = [f"{column.label}: {value}" for column, value in zip(table.columns[1:6], total[1:6], strict=True)]
    return f"{table.title}. {'; '.join(told)}."


def signature_of(report: PeriodReport) -> list[str]:
    words = wording.paper_words()
    if report.signer == PeriodReport.Signer.DEPUTY:
        return [words["behalf"], *words["deputy"]]
    return [words["behalf"], words["chair"]]


def stamp_of(report: PeriodReport) -> str:
    words = wording.paper_words()
    if report.withdrawn_at:
        return str(words["withdrawn"])
    return "" if report.is_issued else str(words["draft"])
