"""The management pages: look-up tables for staff with the right, accounts for administrators.

Rights come from `accounts.access`, not from Django's permissions, so that there is one
table of them.
"""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import access


class ManagementSite(AdminSite):
    site_header = site_title = "AnToan"
    index_title = _("Management")

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """One way to log in for all; who is in already has no right to be here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and (
            request.user.is_staff or access.may_anywhere(request.user, access.ADD, "kind")
        )
