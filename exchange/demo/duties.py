"""What the demo's schools do for safety: read of dangers, and look at their own grounds."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from exchange.demo.records import store
from exchange.demo.rows import Row
from hazards.models import HazardSite
from schools.acknowledging import since
from schools.models import Acknowledgement, SelfCheck, SelfCheckAnswer
from schools.school_year import school_year_of
from schools.self_check import edition_for

IN_THE_MORNING = time(8)


def create_dangers_read(rows: list[Row], today: date, *, author: User) -> None:
    """What is in no row of `rows` has not been read of yet."""
    sites = HazardSite.objects.in_bulk([row["site"] for row in rows])
    by_key = {str(key): site for key, site in sites.items()}
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            school_id=row["school"],
            site=by_key[row["site"]],
            since=since(by_key[row["site"]], today),
            by=author,
            at=timezone.make_aware(datetime.combine(today - timedelta(days=row["days_ago"]), IN_THE_MORNING)),
        )
        for row in rows
    )


def create_self_checks(rows: list[Row], today: date, *, author: User) -> None:
    """Checks of this school year that wait for the rest of their answers."""
    year = school_year_of(today)
    checks = [
        SelfCheck(
            id=row["id"],
            school_id=row["school"],
            school_year=year,
            edition=edition_for(year).number,
            created_by=author,
        )
        for row in rows
    ]
    answers = [
        SelfCheckAnswer(
            check_of_id=row["id"],
            question=said["question"],
            answer=said["answer"],
            note=said["note"],
            due_on=today + timedelta(days=said["due_in"]) if said["due_in"] else None,
        )
        for row in rows
        for said in row["answers"]
    ]
    store(checks, SelfCheck, author)
    store(answers, SelfCheckAnswer, author)
