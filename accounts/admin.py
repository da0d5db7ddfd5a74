"""Units, and people for those who administer the whole country; a commune's own are at `/people/`."""

from typing import cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.guarded_admin import Guarded, GuardedAdmin
from accounts.models import Membership, Role, Unit, User
from audit.log import Deed, record


class OverAll(Guarded):
    """For a post over all communes: what stands here is bound to none."""

    thing = "user"

    def may(self, request: HttpRequest, deed: str, obj: Model | None = None) -> bool:
        return access.may_everywhere(request.user, deed, self.thing)


class MembershipInline(OverAll, admin.TabularInline):
    """A post is not deleted: it ends."""

    model = Membership
    extra = 1


@admin.register(User)
class UserAdmin(OverAll, GuardedAdmin, BaseUserAdmin):
    list_display = ["username", "full_name", "is_active"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["username", "full_name"]
    ordering = ["username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "email", "email_digest", "phone"]}),
        (_("Rights"), {"fields": ["is_active", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "full_name", "password1", "password2"]}),
    ]
    inlines = [MembershipInline]

    def may(self, request: HttpRequest, deed: str, obj: Model | None = None) -> bool:
        """Who runs the server is changed by their like alone."""
        is_above = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return super().may(request, deed, obj) and (deed == access.SEE or not is_above)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        """Nobody gives more than they hold; leaving is a page of its own, the own e-mail asks for the password."""
        above = [] if request.user.is_superuser else ["is_superuser"]
        return ["is_active", *above, *(["email"] if obj == request.user else [])]

    def save_model(self, request: HttpRequest, obj: Model, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(Deed.PERSON_CHANGED, request=request, person=cast(User, obj), fields=sorted(form.changed_data))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Another's; one's own is changed where the old one is asked for."""
        if id == str(request.user.pk):
            return redirect("password")
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record(Deed.PASSWORD_CHANGED, request=request, person=User.objects.get(pk=id))
        return response


@admin.register(Unit)
class UnitAdmin(GuardedAdmin):
    thing, lies_in = "unit", "commune"
    list_display = ["name", "type", "commune", "is_active"]
    list_filter = [("commune", admin.RelatedOnlyFieldListFilter), "type"]
    list_select_related = ["commune"]
    search_fields = ["search_key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        """Households are for those who may know of whom a place is."""
        known = access.communes_for(request.user, access.SEE, "contact")
        return super().get_queryset(request).filter(~Q(type=Unit.Type.OWNER) | Q(commune__in=known))


@admin.register(Role)
class RoleAdmin(GuardedAdmin):
    """To be looked at: what a post may do stands in `access.py`."""

    thing = "user"
    list_display = ["name_vi", "name_en", "code", "is_active"]

    def may(self, request: HttpRequest, deed: str, obj: Model | None = None) -> bool:
        return deed == access.SEE and super().may(request, deed, obj)
