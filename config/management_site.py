"""The management pages: look-up tables for staff with the right, accounts for administrators.

Rights come from `accounts.access`, not from Django's permissions, so that there is one
table of them.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.guarded_admin import GuardedAdmin
from accounts.workplace import Workplace

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])
UNUSED = ("autocomplete", "view_on_site", "password_change_done")


class ManagementSite(AdminSite):
    site_header = site_title = "AnToan"
    index_title = _("Management")

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Only pages that ask `accounts.access`: those that libraries bring would show secrets."""
        if admin_class and issubclass(admin_class, GuardedAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list:
        """Without pages of Django's that none of ours uses."""
        return [one for one in super().get_urls() if getattr(one, "name", "") not in UNUSED]

    def admin_view(self, view: Page, cacheable: bool = False) -> Page:
        """Who is in and has no right to be here is told so; strangers are led to the log-in before."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
            if not self.has_permission(request):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """One way to log in for all; who is in already has no right to be here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """One way to change one's password, too: it ends the other sessions, and is recorded."""
        return redirect("password")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and Workplace(request.user, None).may_manage
