from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ManagementConfig(AdminConfig):
    default_site = "config.management_site.ManagementSite"


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks, limit_checks, security_checks  # noqa: F401  (registers the system checks)
