from django.contrib import admin

from accounts.guarded_admin import KindAdmin
from hazards.models import HazardKind, MeasureKind


@admin.register(HazardKind)
class HazardKindAdmin(KindAdmin):
    list_display = ["name_vi", "name_en", "icon", "is_drowning", "inspection_interval_days", "is_active"]
    filter_horizontal = ["required_measures"]


admin.site.register(MeasureKind, KindAdmin)
