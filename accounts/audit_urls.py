"""The security log."""

from django.urls import path

from accounts.views import audit

urlpatterns = [
    path("", audit.security_log, name="security-log"),
    path("export/", audit.security_log_export, name="security-log-export"),
]
