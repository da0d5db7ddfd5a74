"""A self-check as its page shows it: each question with its answer, and with that of the year before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from schools.models import SelfCheck, SelfCheckAnswer
from schools.self_check import Edition, Group, Question, Words, edition

YES, NO = SelfCheckAnswer.Answer.YES, SelfCheckAnswer.Answer.NO


@dataclass(frozen=True)
class Line:
    """`answer` None: open still. `before`: what was answered the year before, if it was asked then."""

    question: Question
    answer: SelfCheckAnswer | None
    before: SelfCheckAnswer | None

    @property
    def is_met(self) -> bool:
        return self.answer is not None and self.answer.answer == YES

    @property
    def is_unmet(self) -> bool:
        return self.answer is not None and self.answer.answer == NO

    @property
    def is_unplanned(self) -> bool:
        """Not met, and nobody said what is to be done and by when."""
        return self.is_unmet and not (self.answer.note and self.answer.due_on)

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.answer, timezone.localdate())

    @property
    def is_better(self) -> bool:
        return self.is_met and self.before is not None and self.before.answer == NO

    @property
    def is_worse(self) -> bool:
        return self.is_unmet and self.before is not None and self.before.answer == YES


@dataclass(frozen=True)
class Part:
    code: str
    name: Words
    lines: list[Line]

    @property
    def answered(self) -> int:
        return sum(line.answer is not None for line in self.lines)

    @property
    def is_done(self) -> bool:
        """All answered, and what is unmet has a plan."""
        return all(line.answer and not line.is_unplanned for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """`before` is the check of an earlier year; `documents` the circulars that the themes follow."""

    check: SelfCheck
    edition: Edition
    parts: list[Part]
    before: SelfCheck | None = None
    documents: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def answered(self) -> int:
        return sum(part.answered for part in self.parts)

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if line.answer is None]

    @property
    def met(self) -> list[Line]:
        return [line for line in self.lines if line.is_met]

    @property
    def unmet(self) -> list[Line]:
        return [line for line in self.lines if line.is_unmet]

    @property
    def unplanned(self) -> list[Line]:
        return [line for line in self.lines if line.is_unplanned]

    @property
    def better(self) -> list[Line]:
        return [line for line in self.lines if line.is_better]

    @property
    def worse(self) -> list[Line]:
        return [line for line in self.lines if line.is_worse]

    @property
    def next_part(self) -> Part | None:
        """The first part that is not done."""
        return next((part for part in self.parts if not part.is_done), None)


def is_overdue(answer: SelfCheckAnswer | None, today: date) -> bool:
    """A promise whose day is past, and nobody said that it was kept."""
    return bool(
        answer and answer.answer == NO and answer.due_on and answer.due_on < today and not answer.done_on
    )


def sheet_of(check: SelfCheck) -> Sheet:
    """Two queries, three where there is a check of an earlier year. UnknownEditionError."""
    asked = edition(check.edition)
    before = checked_before(check)
    answers = by_question(check)
    earlier = by_question(before) if before else {}
    level = check.school.level.code
    parts = [part_of(group, answers, earlier) for group in asked.for_level(level)]
    return Sheet(check, asked, parts, before, asked.documents_for(level))


def part_of(
    group: Group, answers: Mapping[str, SelfCheckAnswer], earlier: Mapping[str, SelfCheckAnswer]
) -> Part:
    lines = [Line(one, answers.get(one.code), earlier.get(one.code)) for one in group.questions]
    return Part(group.code, group.name, lines)


def checked_before(check: SelfCheck) -> SelfCheck | None:
    """The last check of the school that was handed in for an earlier year. One query."""
    checks = SelfCheck.objects.in_force().filter(school=check.school_id, school_year__lt=check.school_year)
    return checks.exclude(submitted_at=None).order_by("-school_year").first()


def by_question(check: SelfCheck) -> dict[str, SelfCheckAnswer]:
    return {answer.question: answer for answer in check.answers.all()}
