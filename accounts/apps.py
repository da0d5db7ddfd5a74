from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and units")

    def ready(self) -> None:
        from accounts import (
            log_ins,  # noqa: F401  (listens to log-ins)
            post_log,  # noqa: F401  (writes posts into the security log)
        )
