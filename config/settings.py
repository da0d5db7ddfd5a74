"""Settings. Everything that differs between machines comes from the environment.

`bin/run --help` and docs/installing.md list the variables.
"""

from config import native  # isort: skip  # must be the first import: see its docstring

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import policies

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("ANTOAN_VAR", BASE_DIR / "var"))


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, usual: int) -> int:
    """A whole number above zero; anything else stops the start, in words."""
    said = os.environ.get(name, "").strip() or str(usual)
    if not (said.isascii() and said.isdigit() and int(said)):
        raise ImproperlyConfigured(f"{name} is “{said}”. Write a whole number, or leave it out for {usual}.")
    return int(said)


def secret(name: str) -> str:
    """What `name` says, or the file that `name`_FILE names: a credential of systemd, a secret of Docker."""
    path = os.environ.get(f"{name}_FILE")
    if os.environ.get(name) or not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {fault}") from None


def listed(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


DEBUG = flag("ANTOAN_DEBUG")
HTTPS = flag("ANTOAN_HTTPS")
SECRET_KEY = secret("ANTOAN_SECRET_KEY")
# Earlier keys, with commas between: what they signed stays good while the new one spreads.
SECRET_KEY_FALLBACKS = listed("ANTOAN_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = listed("ANTOAN_ALLOWED_HOSTS") or ["127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = listed("ANTOAN_CSRF_TRUSTED_ORIGINS")

GDAL_LIBRARY_PATH = native.GDAL_LIBRARY_PATH
GEOS_LIBRARY_PATH = native.GEOS_LIBRARY_PATH

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "exchange",
    "reports",
    "maps",
    "schools",
    "playspaces",
    "hazards",
    "deliveries",
    "notices",
    "accounts",
    "audit",
    "roads",
    "areas",
    "foundation",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "django.contrib.sessions",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "rules.apps.AutodiscoverRulesConfig",
    "config.apps.ManagementConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.forms",
]

MIDDLEWARE = [
    "config.middleware.guarded_answers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "accounts.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.whole_bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.refusals",
    "django_otp.middleware.OTPMiddleware",
    "config.limits.bounded_requests",
    "config.middleware.private_pages",
    "config.middleware.log_in_for_htmx",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.Gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.limits.Patience",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    # Rights come from `accounts.access` alone.
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PasswordBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
# Where some posts land instead, the first that a person holds.
LANDING_PAGES = {"leader": "leaders", "city_viewer": "leaders-city"}
LOGOUT_REDIRECT_URL = "login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accounts.context_processors.workplace",
                "config.context_processors.public_pages",
                "config.context_processors.menu_folder",
                "notices.context_processors.bell",
            ],
        },
    }
]

# --- database -------------------------------------------------------------------------

DEFAULT_DATABASE = f"spatialite:///{VAR_DIR / 'antoan.sqlite3'}"
DATABASES = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL") or DEFAULT_DATABASE, conn_max_age=600)
}
SPATIALITE_LIBRARY_PATH = os.environ.get("SPATIALITE_LIBRARY_PATH", "mod_spatialite")

if DATABASES["default"]["ENGINE"].endswith("spatialite"):
    # Readers never wait for the writer (WAL); a writer waits for its turn at BEGIN
    # instead of failing half-way through a transaction.
    DATABASES["default"] |= {
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
            # What is erased is overwritten in the file, not only let go.
            "PRAGMA secure_delete=ON;",
        },
        # A file, not memory: the browser tests' server thread shares it.
        "TEST": {"NAME": str(VAR_DIR / "test" / "antoan.sqlite3")},
    }

else:
    # The rule of a site's status is a long expression over few rows: compiling it (JIT) takes
    # five times as long as running it.
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}

# --- log-ins (docs/log-in.md) ------------------------------------------------------------

# What is too often stands in accounts/throttling.py; a failure counts for so long.
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_HANDLER = "accounts.throttling.LogInHandler"
AXES_USERNAME_CALLABLE = "accounts.throttling.account_of"
AXES_CLIENT_IP_CALLABLE = "accounts.throttling.address_of"
AXES_LOCKOUT_CALLABLE = "accounts.throttling.locked_answer"
# Who gets in was no stranger: what went wrong for this account at this address is forgotten.
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Who logged in when stands in our own log (audit/), with all else about rights.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # addresses of people: in our own log for who may see it
# What the telephone shows beside the six digits.
OTP_TOTP_ISSUER = "AnToan"

# --- long work ---------------------------------------------------------------------------

# What takes longer than people wait for a page stands in a queue of the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Whether the server starts a process for it while there is some; else a service runs "manage.py db_worker".
STARTS_WORKER = flag("ANTOAN_TASKS", default=True)
# Files that are made there (docs/deliveries.md): no address serves this folder, all servers share it.
DELIVERIES_ROOT = Path(os.environ.get("ANTOAN_DELIVERIES") or VAR_DIR / "deliveries")
# Days that each is kept, and how many one person may wait for at a time.
DELIVERY_DAYS = number("ANTOAN_DELIVERY_DAYS", 7)
DELIVERIES_AT_ONCE = number("ANTOAN_DELIVERIES_AT_ONCE", 5)

# --- caches ------------------------------------------------------------------------------

# Counters of what an address sends: of one process, or of all that share the server named here.
CACHE_URL = os.environ.get("ANTOAN_CACHE_URL", "")
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CACHE_URL,
            # Nobody waits long for a counter that is down.
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
        if CACHE_URL
        # So many that a crowd of addresses pushes out no counter.
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    )
}
# "name=10/h" for those rates (`foundation.rates`) that are to be other than usual; "off" ends one.
RATES = {
    name.strip(): rate.strip() for name, _eq, rate in (part.partition("=") for part in listed("ANTOAN_RATES"))
}
RATELIMIT_FAIL_OPEN = True

# --- passwords and cookies ------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": {
            "user_attributes": ("username", "full_name", "email", "phone")
        },
        "accounts.password_rules.LongEnough": {},
        "django.contrib.auth.password_validation.CommonPasswordValidator": {},
        "django.contrib.auth.password_validation.NumericPasswordValidator": {},
    }.items()
]
# Over HTTPS, a name that browsers take from this very host alone, and from no script or plain answer.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}session", f"{COOKIE_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# How long a one-time link is good: an invitation, and one for who lost the password.
INVITATION_DAYS = 7
LOST_PASSWORD_HOURS = 24
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * INVITATION_DAYS
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# How many proxies of our own stand before the server: whom they saw is in X-Forwarded-For.
PROXIES = int(os.environ.get("ANTOAN_PROXIES") or (1 if HTTPS else 0))
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = policies.PERMISSIONS
FORM_RENDERER = "foundation.forms.FormRenderer"

# --- e-mail ---------------------------------------------------------------------------

# Without a mail server nothing is sent: what people should know stands in the app.
EMAIL_HOST = os.environ.get("ANTOAN_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("ANTOAN_EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("ANTOAN_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = secret("ANTOAN_EMAIL_PASSWORD")
EMAIL_USE_SSL = os.environ.get("ANTOAN_EMAIL_TLS", "").lower() == "ssl"
EMAIL_USE_TLS = not EMAIL_USE_SSL and flag("ANTOAN_EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("ANTOAN_EMAIL_FROM", "") or EMAIL_HOST_USER
SENDS_MAIL = bool(EMAIL_HOST and DEFAULT_FROM_EMAIL)
# Where people find this server: what links in an e-mail begin with.
PUBLIC_URL = os.environ.get("ANTOAN_PUBLIC_URL", "").rstrip("/")

# --- how long personal data is kept, in months: docs/privacy.md -------------------------

# The security log.
AUDIT_MONTHS = number("ANTOAN_AUDIT_MONTHS", 24)
# Owners' and reporters' names and phones, once the matter is closed; e-mail and phone of who left.
CONTACT_MONTHS = number("ANTOAN_CONTACT_MONTHS", 24)

# --- the public -----------------------------------------------------------------------

# What strangers see: warnings, and the form with which they report a danger.
PUBLIC_PAGES = flag("ANTOAN_PUBLIC", default=True)

# --- photos ---------------------------------------------------------------------------

PHOTO_MAX_BYTES = number("ANTOAN_PHOTO_MAX_MB", 20) * 2**20
PHOTOS_PER_FORM = 20
PHOTOS_STAGED = 60  # for one person, with forms that are not saved yet
# No address serves this folder: photos are given out by `hazards.views.photo`, who asks for rights.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = ""
# "nginx" or "apache": the web server in front sends the file that we point at (docs/security.md).
SENDFILE = os.environ.get("ANTOAN_SENDFILE", "")
SENDFILE_PREFIX = os.environ.get("ANTOAN_SENDFILE_PREFIX", "/protected-media/")
FILE_UPLOAD_HANDLERS = [
    "foundation.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- how much one request may bring along (config/limits.py) ----------------------------

# Of a form without its files: the keys of a thousand sites, a shape of ten thousand corners.
DATA_UPLOAD_MAX_MEMORY_SIZE = number("ANTOAN_FORM_MAX_KB", 5 * 1024) * 2**10
DATA_UPLOAD_MAX_NUMBER_FIELDS = number("ANTOAN_FORM_MAX_FIELDS", 2_000)
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * PHOTOS_PER_FORM
# All of it, files too: as many photos as a form takes, from a browser without scripts.
BODY_MAX_BYTES = number("ANTOAN_BODY_MAX_MB", PHOTOS_PER_FORM * PHOTO_MAX_BYTES // 2**20 + 5) * 2**20
STRANGERS_MAX_BYTES = number("ANTOAN_STRANGERS_MAX_KB", 256) * 2**10
# What stands behind the "?" of an address: filters, the stops of a round.
ADDRESS_MAX_BYTES = number("ANTOAN_ADDRESS_MAX_BYTES", 6_000)
ADDRESS_MAX_WORDS = number("ANTOAN_ADDRESS_MAX_WORDS", 200)
# Seconds that PostgreSQL spends on one question of a page.
STATEMENT_MAX_S = number("ANTOAN_STATEMENT_MAX_S", 30)
# Corners of a shape that is drawn or sent: more take the database minutes, and no hand draws them.
SHAPE_MAX_POINTS = number("ANTOAN_SHAPE_MAX_POINTS", 10_000)

# --- base map -------------------------------------------------------------------------

BASE_MAP_URL = os.environ.get("ANTOAN_BASE_MAP_URL", "https://tile.openstreetmap.org/{z}/{x}/{y}.png")
BASE_MAP_ATTRIBUTION = os.environ.get("ANTOAN_BASE_MAP_ATTRIBUTION", "© OpenStreetMap contributors")

CONTENT_SECURITY_POLICY = {"DIRECTIVES": policies.content_of_pages(BASE_MAP_URL, https=HTTPS)}

# Entries of the same kind within so many metres may be the same place: the form asks.
DUPLICATE_RADIUS_M = float(os.environ.get("ANTOAN_DUPLICATE_RADIUS_M", "50"))

# --- play spaces and schools ------------------------------------------------------------

# Children within so many metres of a play point are told apart.
COVERAGE_DISTANCES_M = [100, 400, 1_000]
# A play point, or a place for one, this near to an unprotected danger is flagged.
PLAY_DANGER_M = number("ANTOAN_PLAY_DANGER_M", 100)
# Dangers around a school, by their distance from its grounds.
SCHOOL_DISTANCES_M = [200, 500, 1_000]
# A danger this near to a way to school lies on it.
ROUTE_DANGER_M = number("ANTOAN_ROUTE_DANGER_M", 50)
# People per cell (any raster that GDAL reads); without one, children are spread evenly.
POPULATION_RASTER = os.environ.get("ANTOAN_POPULATION_RASTER", "")
# Seconds that the planner looks for something better before it shows the best it has.
PLANNING_MAX_S = number("ANTOAN_PLANNING_MAX_S", 20)

# --- language and place ---------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["foundation.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- risk -----------------------------------------------------------------------------

# Words and cut-offs of the matrix; hazards/checks.py says what is wrong with another one.
RISK_MATRIX = Path(os.environ.get("ANTOAN_RISK_MATRIX") or BASE_DIR / "hazards" / "risk_matrix.toml")
# Accidents this near and this recent count when a risk is proposed (docs/risk.md).
RISK_EVENTS_RADIUS_M = 200
RISK_EVENTS_YEARS = 5

# --- files we serve -------------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *(
        (f"vendor/{name}", NODE_MODULES / folder)
        for name, folder in {
            "leaflet": "leaflet/dist",
            "htmx": "htmx.org/dist",
            "markercluster": "leaflet.markercluster/dist",
            "leaflet-sync": "leaflet.sync",
            "geoman": "@geoman-io/leaflet-geoman-free/dist",
            "be-vietnam-pro": "@fontsource/be-vietnam-pro/files",
            # As wide as Times New Roman: papers are set in it.
            "tinos": "@fontsource/tinos/files",
        }.items()
        if (NODE_MODULES / folder).is_dir()
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticFilesStorage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
