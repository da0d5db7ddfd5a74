"""Management pages that ask `access.py`. Nothing is deleted there: rows are switched off."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest

from accounts import access


class GuardedAdmin(admin.ModelAdmin):
    """Rights over `thing`, held in any commune: look-up tables are common to all."""

    thing = "kind"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return access.may_anywhere(request.user, access.SEE, self.thing)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_anywhere(request.user, access.ADD, self.thing)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return access.may_anywhere(request.user, access.CHANGE, self.thing)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class KindAdmin(GuardedAdmin):
    """A look-up table with code, two names and a place in the lists."""

    list_display = ["name_vi", "name_en", "code", "position", "is_active"]
    search_fields = ["name_vi", "name_en", "code"]
    prepopulated_fields = {"code": ["name_en"]}

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        """The code of an existing kind stays: imports and links know it by that."""
        return ["code"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj=None) -> dict[str, Sequence[str]]:
        return {} if obj else self.prepopulated_fields
