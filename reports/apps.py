from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports that have to be sent")

    def ready(self) -> None:
        # The sentences of its notices, and what people take along of theirs, are registered.
        from reports import own_rows, reminders  # noqa: F401
