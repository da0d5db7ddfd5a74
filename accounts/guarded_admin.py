"""Management pages that ask `access.py`: each for one thing, with the rows of one's own communes.

Nothing is deleted there: rows are switched off, or end.
"""

from collections.abc import Sequence

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.http import Http404, HttpRequest

from accounts import access
from areas.models import Commune


class Guarded:
    """Rights over `thing`; `lies_in` leads from a row to its commune (“village__commune”).

    Without it the rows are common to all communes. For pages and for the tables within them.
    """

    thing = "kind"
    lies_in = ""

    def may(self, request: HttpRequest, deed: str, obj: Model | None = None) -> bool:
        if obj is None or not self.lies_in:
            return access.may_anywhere(request.user, deed, self.thing)
        return access.may_at(request.user, deed, self.thing, self.place_of(obj))

    def place_of(self, obj: Model) -> access.Place:
        *way, last = self.lies_in.split("__")
        for name in way:
            obj = getattr(obj, name)
        return access.Place(getattr(obj, f"{last}_id"))

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.may(request, access.SEE, obj)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.may(request, access.ADD)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.may(request, access.CHANGE, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)  # type: ignore[misc]  # mixed into an admin class
        if not self.lies_in:
            return rows
        return rows.filter(**{f"{self.lies_in}__in": access.communes_for(request.user, thing=self.thing)})

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs):
        """Offers communes in which the person may write, and what lies in them."""
        if self.lies_in and "queryset" not in kwargs:
            kwargs["queryset"] = within(db_field.remote_field.model, self.own_communes(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def own_communes(self, request: HttpRequest) -> QuerySet[Commune]:
        return access.communes_for(request.user, access.ADD, self.thing) | access.communes_for(
            request.user, access.CHANGE, self.thing
        )


def within(model: type[Model], communes: QuerySet[Commune]) -> QuerySet:
    """Rows of `model` that lie in `communes`; all, of what lies nowhere."""
    if model is Commune:
        return communes.defer("boundary")
    rows = model._default_manager.all()
    return rows.filter(commune__in=communes) if hasattr(model, "commune_id") else rows


class GuardedAdmin(Guarded, admin.ModelAdmin):
    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model:
        """What one may not see is not there: 404."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def save_model(self, request: HttpRequest, obj: Model, form, change: bool) -> None:
        """Nothing is moved to, or made in, a commune where the person may not."""
        if not self.may(request, access.CHANGE if change else access.ADD, obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)


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
