from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports that have to be sent")

    def ready(self) -> None:
        from reports import reminders  # noqa: F401  (registers the sentences of its notices)
