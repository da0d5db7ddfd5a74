"""What is wrong with the settings that keep one visitor from taking up the whole server."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.checks.urls import check_url_config

from config import gunicorn
from foundation import rates

CACHE_SCHEMES = ("redis://", "rediss://", "unix://")


@register(Tags.security)
def rates_are_known(app_configs, **kwargs) -> list[CheckMessage]:
    check_url_config(None)  # loads the views, which name their rates
    return [
        Error(
            f"ANTOAN_RATES cannot be read at “{name}={rate}”.",
            hint=f"Write name=10/h, 3/5m, 50/d or name=off, with commas between. Names: {', '.join(sorted(rates.known)) or 'none'}.",
            id="antoan.E010",
        )
        for name, rate in settings.RATES.items()
        if name not in rates.known or not rates.RATE.fullmatch(rate)
    ]


@register(Tags.caches)
def cache_is_an_address(app_configs, **kwargs) -> list[CheckMessage]:
    if not settings.CACHE_URL or settings.CACHE_URL.startswith(CACHE_SCHEMES):
        return []
    return [
        Error(
            "ANTOAN_CACHE_URL is no address of a Redis server.",
            hint="Write redis://127.0.0.1:6379/1, or leave it out: each process then counts for itself.",
            id="antoan.E011",
        )
    ]


@register(Tags.caches, deploy=True)
def processes_count_together(app_configs, **kwargs) -> list[CheckMessage]:
    if settings.CACHE_URL or gunicorn.workers == 1:
        return []
    return [
        Warning(
            f"{gunicorn.workers} server processes count apart what one address sends: "
            f"it may send {gunicorn.workers} times as much as the rates say.",
            hint="Name a Redis server in ANTOAN_CACHE_URL (redis://127.0.0.1:6379/1), or set WEB_CONCURRENCY=1.",
            id="antoan.W010",
        )
    ]
