from django.contrib import admin

from accounts.guarded_admin import KindAdmin
from schools.models import SchoolLevel

admin.site.register(SchoolLevel, KindAdmin)
