from django.contrib.gis import admin

from areas.models import ChildCount, Target, Village


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
