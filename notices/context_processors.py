"""The bell in the bar of every page."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest

from notices.models import MANY, Notice


def bell(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """`unread_notices`: how many, "99+" at most. One query, on pages that show it."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {}

    @cache
    def unread_notices() -> str:
        count = Notice.objects.filter(user=user).unread().count_to_many()
        return f"{MANY}+" if count > MANY else str(count or "")

    return {"unread_notices": unread_notices}
