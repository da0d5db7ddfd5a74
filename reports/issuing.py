"""Having a report issued in the background, and how far that is."""

from datetime import date

from django.utils.text import capfirst

from accounts.models import User
from deliveries.models import Delivery
from deliveries.tasks import start
from reports.delivered import ISSUE
from reports.models import PeriodReport


def order(report: PeriodReport, *, number: int, sign: str, on: date, version: int, by: User) -> Delivery:
    """Asked for twice, it is done once. What `start` raises."""
    params = {
        "commune": report.commune_id,
        "report": str(report.pk),
        "version": version,
        "number": number,
        "sign": sign,
        "on": on.isoformat(),
    }
    return start(by, ISSUE, params, capfirst(str(report)), report.commune)


def latest(report: PeriodReport) -> Delivery | None:
    """What the last who issued it waits for, or got. One query."""
    orders = Delivery.objects.filter(kind=ISSUE, commune=report.commune_id, params__report=str(report.pk))
    return orders.select_related("user").order_by("-asked_at").first()
