from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlayspacesConfig(AppConfig):
    name = "playspaces"
    verbose_name = _("Play spaces")

    def ready(self) -> None:
        from playspaces import (
            checks,  # noqa: F401  (registers the system checks)
            ties,  # noqa: F401  (tells what a person is in charge of)
        )
