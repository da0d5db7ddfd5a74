"""Deeds on the yearly self-check of a school: begin it, fill it in, hand it in, take it back."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from hazards.errors import KeyTakenError
from hazards.reasons import because
from schools.check_sheet import sheet_of
from schools.errors import HandedInError, UnfinishedError
from schools.models import School, SelfCheck, SelfCheckAnswer
from schools.self_check import edition_for

TAKEN_BACK = "taken back"


def begin_check(school: School, school_year: int, *, key: uuid.UUID, by: User) -> SelfCheck:
    """The check of that school year: a new one under `key`, or the one that is there already."""
    checks = SelfCheck.objects.in_force().filter(school=school, school_year=school_year)
    if stored := checks.first():
        return stored
    edition = edition_for(school_year).number
    check = SelfCheck(pk=key, school=school, school_year=school_year, edition=edition, created_by=by)
    try:
        with transaction.atomic():
            check.save(force_insert=True)
    except IntegrityError:  # begun by somebody else in this very moment, or the key is another's
        if stored := checks.first():
            return stored
        raise KeyTakenError(SelfCheck.objects.get(pk=key)) from None
    return check


@transaction.atomic
def save_answers(
    check: SelfCheck, answers: Mapping[str, SelfCheckAnswer | None], *, seen_version: int
) -> None:
    """Store `answers` by question, None for one that is open again. StaleVersionError, HandedInError."""
    check.save_edit(seen_version=seen_version)
    if check.submitted_at:
        raise HandedInError(check)
    stored = {answer.question: answer for answer in check.answers.filter(question__in=answers)}
    for code, answer in answers.items():
        before = stored.get(code)
        if answer is None:
            if before:
                before.delete()
            continue
        kept = before or SelfCheckAnswer(check_of=check, question=code)
        said = (answer.answer, answer.note, answer.due_on)
        if before and (kept.answer, kept.note, kept.due_on) == said:
            continue
        kept.answer, kept.note, kept.due_on = said
        kept.done_on = None
        kept.save()


@transaction.atomic
def hand_in(check: SelfCheck, *, seen_version: int) -> None:
    """UnfinishedError while a question is open or an unmet one has no plan; StaleVersionError."""
    sheet = sheet_of(check)
    if sheet.open or sheet.unplanned:
        raise UnfinishedError(check)
    if check.submitted_at is None:
        check.submitted_at = timezone.now()
        check.save_edit(seen_version=seen_version)


def take_back(check: SelfCheck, *, reason: str, seen_version: int) -> None:
    """Open a check that was handed in, to change it; the reason is kept. StaleVersionError."""
    if check.submitted_at:
        check.submitted_at = None
        because(check, TAKEN_BACK, reason)
        check.save_edit(seen_version=seen_version)


@transaction.atomic
def keep_promise(check: SelfCheck, answer: SelfCheckAnswer, *, on: date | None, seen_version: int) -> None:
    """What was to be done was done `on` that day; None takes that back. StaleVersionError."""
    check.save_edit(seen_version=seen_version)
    answer.done_on = on
    answer.save()
