"""What is wrong with the settings, said at start-up with the cure."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register

from foundation.pdf import missing_packages


@register()
def front_end_libraries_are_there(app_configs, **kwargs) -> list[Error]:
    if (settings.NODE_MODULES / "leaflet").is_dir():
        return []
    return [
        Error(
            "The front-end libraries are missing.",
            hint="Run `npm ci --ignore-scripts`, or start with bin/run, which does.",
            id="antoan.E002",
        )
    ]


@register(deploy=True)
def mail_server_is_named(app_configs, **kwargs) -> list[CheckMessage]:
    if settings.EMAIL_HOST:
        return []
    return [
        Info(
            "No mail server is named: no e-mail is sent.",
            hint="Set ANTOAN_EMAIL_HOST; until then notices stand in the app alone.",
            id="antoan.I001",
        )
    ]


@register(deploy=True)
def sheets_can_be_printed(app_configs, **kwargs) -> list[CheckMessage]:
    """For who sets a server up: asked at every start, it would load what most days nobody prints with."""
    missing = missing_packages()
    if not missing:
        return []
    return [
        Info(
            "Libraries for printing are missing: the sheets of schools cannot be made.",
            hint=f"Debian and Ubuntu: apt-get install {' '.join(missing)}. bin/run does it too.",
            id="antoan.I002",
        )
    ]


@register()
def mail_is_complete(app_configs, **kwargs) -> list[CheckMessage]:
    if not settings.EMAIL_HOST:
        return []
    found: list[CheckMessage] = []
    if not settings.DEFAULT_FROM_EMAIL:
        found.append(
            Warning(
                "ANTOAN_EMAIL_FROM is not set: no e-mail is sent.",
                hint="Set it to the address that e-mails come from.",
                id="antoan.W001",
            )
        )
    if not settings.PUBLIC_URL.startswith(("http://", "https://")):
        found.append(
            Warning(
                "ANTOAN_PUBLIC_URL is no address: e-mails have no links.",
                hint="Set it to what people type to come here, such as https://antoan.example.vn.",
                id="antoan.W002",
            )
        )
    return found
