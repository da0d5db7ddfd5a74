from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlayspacesConfig(AppConfig):
    name = "playspaces"
    verbose_name = _("Play spaces")
