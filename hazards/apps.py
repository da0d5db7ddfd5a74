from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HazardsConfig(AppConfig):
    name = "hazards"
    verbose_name = _("Hazard sites")

    def ready(self) -> None:
        from hazards import (
            checks,  # noqa: F401  (registers the system checks)
            notify,  # noqa: F401  (registers the sentences of its notices)
            span_signals,  # noqa: F401  (keeps the stretches of status true)
            ties,  # noqa: F401  (tells what a person answers for)
        )
