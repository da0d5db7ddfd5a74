"""Reports that bear a person's name: begun, worded or issued by them. Told in what is stored about them."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.own_rows import bear_name
from reports.models import PeriodReport


def reports_of(user: User) -> QuerySet[PeriodReport]:
    worded = PeriodReport.history.filter(history_user=user).values("id")
    return PeriodReport.objects.filter(Q(created_by=user) | Q(issued_by=user) | Q(pk__in=worded))


bear_name("period_reports", reports_of, name="kind", day="to_on")
