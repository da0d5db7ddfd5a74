"""Settings under which the server must not be let onto a network, and those that weaken it."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from foundation.sending import HEADERS

# Keys that people have read somewhere.
PLACEHOLDERS = (
    "django-insecure", "for-tests-only", "dev-only", "changeme", "change-me", "secret-key", "secret_key",
    "your-secret", "placeholder", "password", "example",
)  # fmt: skip
SHORTEST_KEY = 50
FEWEST_DIFFERENT = 12
OF_THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]", "::1", "testserver", ".localhost"}


def is_reachable() -> bool:
    """Whether others than this machine are meant to come: only they could use a weakness."""
    return settings.HTTPS or not set(settings.ALLOWED_HOSTS) <= OF_THIS_MACHINE


def own_key() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # Django gives out no empty one
        return ""


@register(Tags.security)
def secret_key_is_set(app_configs, **kwargs) -> list[CheckMessage]:
    if own_key():
        return []
    return [
        Error(
            "ANTOAN_SECRET_KEY is not set.",
            hint="Set it to 50 or more random characters, or start with bin/run, which makes one.",
            id="antoan.E001",
        )
    ]


@register(Tags.security)
def secret_keys_are_strong(app_configs, **kwargs) -> list[CheckMessage]:
    keys = {
        "ANTOAN_SECRET_KEY": [own_key()],
        "ANTOAN_SECRET_KEY_FALLBACKS": settings.SECRET_KEY_FALLBACKS,
    }
    return [
        Error(
            f"{name} can be guessed: {weakness(key)}.",
            hint="Make one with: python3 -c 'import secrets; print(secrets.token_hex(48))'",
            id="antoan.E003",
        )
        for name, said in keys.items()
        for key in said
        if is_reachable() and key and weakness(key)
    ]


def weakness(key: str) -> str:
    """Why a key can be guessed; "" for one that cannot. It says nothing of the key itself."""
    if len(key) < SHORTEST_KEY:
        return f"it has fewer than {SHORTEST_KEY} characters"
    if len(set(key)) < FEWEST_DIFFERENT:
        return "it repeats the same few characters"
    if any(word in key.lower() for word in PLACEHOLDERS):
        return "it is an example, not a secret"
    return ""


@register(Tags.security)
def details_are_for_us_alone(app_configs, **kwargs) -> list[CheckMessage]:
    if not (settings.DEBUG and is_reachable()):
        return []
    return [
        Error(
            "ANTOAN_DEBUG shows the settings and the data of a page that fails to whoever asks.",
            hint="Leave it out where others can come.",
            id="antoan.E004",
        )
    ]


@register(Tags.security)
def hosts_are_named(app_configs, **kwargs) -> list[CheckMessage]:
    if not {"*", ".", ""} & set(settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            "ANTOAN_ALLOWED_HOSTS takes every name, so a link we send could lead to somebody else's server.",
            hint="Name the host that visitors type, such as antoan.example.vn.",
            id="antoan.E005",
        )
    ]


@register(Tags.security)
def uploads_are_no_static_files(app_configs, **kwargs) -> list[CheckMessage]:
    media = Path(settings.MEDIA_ROOT).resolve()
    named = [part[1] if isinstance(part, tuple) else part for part in settings.STATICFILES_DIRS]
    folders = [Path(str(folder)) for folder in [settings.STATIC_ROOT, *named]]
    served = [folder for folder in folders if media.is_relative_to(folder.resolve())]
    return [
        Error(
            f"Photos would lie in {folder}, whose files everybody may fetch.",
            hint="Give ANTOAN_VAR a folder of its own.",
            id="antoan.E006",
        )
        for folder in served
    ]


@register(Tags.security)
def links_are_safe(app_configs, **kwargs) -> list[CheckMessage]:
    if not (settings.HTTPS and settings.PUBLIC_URL.startswith("http://")):
        return []
    return [
        Warning(
            "ANTOAN_PUBLIC_URL begins with http://, and the server speaks HTTPS: links in e-mails begin unprotected.",
            hint="Write https:// there.",
            id="antoan.W003",
        )
    ]


@register(Tags.database, deploy=True)
def database_asks_for_a_password(app_configs, **kwargs) -> list[CheckMessage]:
    """A database on a network; over a local socket the system knows who comes."""
    database = settings.DATABASES["default"]
    host, password = str(database.get("HOST") or ""), str(database.get("PASSWORD") or "")
    is_remote = host and not host.startswith("/")
    if not is_remote or (len(password) >= 12 and password != database.get("USER")):
        return []
    return [
        Warning(
            "The password of the database is missing or short.",
            hint="Give the database's user a long random one, and write it into DATABASE_URL.",
            id="antoan.W004",
        )
    ]


@register(Tags.security, deploy=True)
def others_come_by_https(app_configs, **kwargs) -> list[CheckMessage]:
    if settings.HTTPS or not is_reachable():
        return []
    return [
        Warning(
            "Others come by plain HTTP: whoever listens on the way reads passwords.",
            hint="Put a proxy that speaks HTTPS in front, and set ANTOAN_HTTPS=1 (docs/installing.md).",
            id="antoan.W005",
        )
    ]


@register(Tags.security)
def sender_of_files_is_known(app_configs, **kwargs) -> list[CheckMessage]:
    prefix = settings.SENDFILE_PREFIX
    if settings.SENDFILE in ("", *HEADERS) and prefix.startswith("/") and prefix.endswith("/"):
        return []
    return [
        Error(
            "ANTOAN_SENDFILE or ANTOAN_SENDFILE_PREFIX cannot be used.",
            hint="Write nginx or apache, and a prefix such as /protected-media/; or leave both out.",
            id="antoan.E007",
        )
    ]
