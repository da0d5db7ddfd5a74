from django.contrib import admin

from accounts.guarded_admin import KindAdmin
from playspaces.models import PlaySpaceKind

admin.site.register(PlaySpaceKind, KindAdmin)
