"""What is wrong with the settings, said at start-up with the cure."""

import os

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def secret_key_is_set(app_configs, **kwargs) -> list[Error]:
    if os.environ.get("ANTOAN_SECRET_KEY"):
        return []
    return [
        Error(
            "ANTOAN_SECRET_KEY is not set.",
            hint="Set it to 50 or more random characters, or start with bin/run, which makes one.",
            id="antoan.E001",
        )
    ]


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
