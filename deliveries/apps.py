from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveriesConfig(AppConfig):
    name = "deliveries"
    verbose_name = _("Deliveries")

    def ready(self) -> None:
        # Registers the sentences of its notices, and what it keeps about a person.
        from deliveries import notify, own_rows  # noqa: F401
