"""What must be right before the first visitor is let in: asked by every way to serve."""

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections


class UnsafeSettingsError(ImproperlyConfigured):
    """The server must not start like this; `str()` of it says what is wrong, with the cure."""


def refuse_unsafe_settings() -> None:
    """UnsafeSettingsError for what a security check calls an error. Nobody else runs them for a server."""
    errors = [
        found for found in run_checks(tags=[Tags.security]) if found.is_serious() and not found.is_silenced()
    ]
    if errors:
        told = "\n".join(f"  {error.msg} {error.hint or ''} ({error.id})" for error in errors)
        raise UnsafeSettingsError(f"AnToan does not start with these settings:\n{told}")


def bound_statements() -> None:
    """From here on, PostgreSQL breaks off what a request asks for longer than people wait.

    For servers: commands take the time they need, and so does the day's work.
    """
    database = connections.settings["default"]
    limit = f" -c statement_timeout={settings.STATEMENT_MAX_S}s"
    if connection.vendor == "postgresql" and limit not in database["OPTIONS"]["options"]:
        database["OPTIONS"]["options"] += limit


def take_time() -> None:
    """This thread's connection has no such limit, as long as it lasts."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
