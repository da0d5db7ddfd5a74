from django.contrib.gis import admin

from areas.models import CalendarChange, ChildCount, Target, Village


@admin.register(Village)
class VillageAdmin(admin.ModelAdmin):
    list_display = ["name", "commune", "type", "founded_on", "dissolved_on"]
    list_filter = ["commune"]
    search_fields = ["search_key", "code"]
    exclude = ["boundary", "centre"]


admin.site.register(ChildCount)


@admin.register(Target)
class TargetAdmin(admin.ModelAdmin):
    list_display = ["indicator", "level", "year", "value", "document", "clause"]


@admin.register(CalendarChange)
class CalendarChangeAdmin(admin.ModelAdmin):
    list_display = ["day", "is_working", "note"]
