from django.contrib import admin

from accounts.guarded_admin import KindAdmin
from playspaces.models import Facility, PlaySpaceKind

admin.site.register([PlaySpaceKind, Facility], KindAdmin)
