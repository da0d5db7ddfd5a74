from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Schools")

    def ready(self) -> None:
        from schools import (
            beside,  # noqa: F401  (tells who has read of a danger, who reported one)
            notify,  # noqa: F401  (tells schools of dangers)
            ties,  # noqa: F401  (tells where a person works)
        )
