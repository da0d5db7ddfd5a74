"""What to say of a deadline while the form is still being filled in."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.working_days import working_days
from foundation.contract import DAY, reads
from hazards.deadlines import day_off_hint
from hazards.forms.fields import DayField


@asks(access.SEE, "site")
@require_safe
@reads(deadline=DAY)
def site_deadline(request: HttpRequest) -> HttpResponse:
    """Fragment: a hint for `?deadline=` on a day off, else nothing."""
    try:
        day = DayField(fact=False, required=False).clean(request.GET.get("deadline", ""))
    except ValidationError:
        day = None  # the form says so when it is sent
    return HttpResponse(escape(day_off_hint(day, working_days())))
