from django.contrib import admin
from django.forms import CheckboxSelectMultiple

from accounts.guarded_admin import KindAdmin
from hazards.models import HazardKind, MeasureKind


@admin.register(HazardKind)
class HazardKindAdmin(KindAdmin):
    list_display = ["name_vi", "name_en", "icon", "is_drowning", "inspection_interval_days", "is_active"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Boxes to tick: Django's own two lists speak English here and there."""
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.register(MeasureKind, KindAdmin)
