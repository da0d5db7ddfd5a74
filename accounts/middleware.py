"""What is asked of every request before its view: rights."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class Gate:
    """Refuses whoever may do nowhere what the view asks for, and every view that asks for nothing.

    The management pages ask by themselves (`accounts.guarded_admin`). It stands behind Django's
    LoginRequiredMiddleware, which leads strangers to the log-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if request.resolver_match and "admin" in request.resolver_match.app_names:
            return
        right = getattr(view, "right", None)
        if right is None or not right.is_held_by(request.user):
            raise PermissionDenied
