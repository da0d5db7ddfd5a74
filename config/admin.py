"""Management pages of the areas, a room that does not know who may do what."""

from django.contrib import admin

from accounts.guarded_admin import GuardedAdmin
from areas.models import CalendarChange, ChildCount, Target, Village
from exchange.forms.head_count_total import HeadCountTotalForm


@admin.register(Village)
class VillageAdmin(GuardedAdmin):
    thing, lies_in = "area", "commune"
    list_display = ["name", "commune", "type", "founded_on", "dissolved_on"]
    list_filter = [("commune", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["commune"]
    search_fields = ["search_key", "code"]
    exclude = ["boundary", "centre"]


@admin.register(ChildCount)
class ChildCountAdmin(GuardedAdmin):
    form = HeadCountTotalForm
    thing, lies_in = "head_count", "village__commune"
    list_display = ["village", "year", "children"]
    list_filter = ["year", ("village__commune", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["village"]
    search_fields = ["village__search_key"]


@admin.register(Target)
class TargetAdmin(GuardedAdmin):
    thing = "target"
    list_display = ["indicator", "level", "year", "value", "document", "clause"]


@admin.register(CalendarChange)
class CalendarChangeAdmin(GuardedAdmin):
    thing = "setting"
    list_display = ["day", "is_working", "note"]
