"""Bring the database and the static files up to date and, if asked, serve: the Python half of bin/run.

One process does all of it, as most of a start is spent on loading Django and its libraries.
"""

import errno
import gc
import getpass
import hashlib
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from config.starting import UnsafeSettingsError, refuse_unsafe_settings

# What the front-end libraries ship beside what a page loads: htmx's old extensions, types.
UNSERVED = ["ext", "*.ts"]


class Command(BaseCommand):
    help = "Prepares the database and the static files for serving; with --bind, serves as well."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--empty", action="store_true", help="ask for an administrator, load no demo")
        parser.add_argument("--bind", metavar="HOST:PORT", help="then serve there until stopped")

    def handle(self, *, empty: bool, bind: str | None, **options: object) -> None:
        try:
            refuse_unsafe_settings()
        except UnsafeSettingsError as error:
            raise CommandError(str(error)) from error
        if bind:
            check_address(bind)
        try:
            self.migrate()
            self.fill(empty=empty)
        except DatabaseError as error:
            raise CommandError(
                f"The database {database_name()} cannot be used:\n{error}".rstrip()
                + "\nCheck DATABASE_URL, and that the server it names is running."
            ) from error
        self.collect_static()
        logins = login_file()
        if logins.exists() and get_user_model().objects.filter(username__in=usernames(logins)).exists():
            self.stdout.write(f"\nThe demo's logins (user name, password, post), also in {logins}:\n")
            self.stdout.write(logins.read_text())
        connections.close_all()
        if bind:
            self.serve(bind)

    def migrate(self) -> None:
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(f"Bringing the database {database_name()} up to date.")
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)

    def fill(self, *, empty: bool) -> None:
        """What a database gets once. One with a commune or a person in it is left as it is."""
        from areas.models import Commune

        users = get_user_model().objects
        if empty:
            if not users.filter(is_superuser=True).exists():
                self.create_administrator()
        elif not Commune.objects.exists() and not users.exists():
            self.load_demo()

    def load_demo(self) -> None:
        from exchange.demo import load_demo

        self.stdout.write("Loading the demo commune. This happens once.")
        with transaction.atomic():
            logins = load_demo()
            write_privately(
                login_file(),
                "".join(
                    f"  {login.username:<16} {login.password:<20} {login.role_name}\n" for login in logins
                ),
            )

    @translation.override("en")
    def create_administrator(self) -> None:
        users = get_user_model()
        asking = sys.stdin.isatty()
        if asking:
            self.stdout.write("This database has no administrator yet. Who is the first one?")
        while True:
            answers = ask_for_administrator() if asking else administrator_from_environment()
            username, full_name, password = answers
            person = users(username=username, full_name=full_name)
            try:
                person.full_clean(exclude=["password"])
                validate_password(password, person)
            except ValidationError as error:
                if not asking:
                    raise CommandError("\n".join(error.messages)) from error
                self.stderr.write("\n".join(error.messages))
                continue
            users.objects.create_superuser(username=username, password=password, full_name=full_name)
            self.stdout.write(f"Created the administrator {username}.")
            return

    def collect_static(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        wanted = static_fingerprint()
        if not stamp.exists() or stamp.read_text() != wanted:
            self.stdout.write("Collecting the static files.")
            call_command(
                "collectstatic", interactive=False, verbosity=0, skip_checks=True, ignore_patterns=UNSERVED
            )
            stamp.write_text(wanted)

    def serve(self, bind: str) -> None:
        from gunicorn.app.base import BaseApplication

        from config import gunicorn

        out = self.stdout

        class Server(BaseApplication):
            def load_config(self) -> None:
                for name, value in vars(gunicorn).items():
                    if name in self.cfg.settings:
                        self.cfg.set(name, value)
                self.cfg.set("bind", bind)
                self.cfg.set("when_ready", lambda arbiter: out.write(ready))

            def load(self) -> object:
                from config.wsgi import application

                return application

        # What is loaded by now stays where it is: a collector that never looks at it copies no page
        # of the memory that the workers share.
        gc.collect()
        gc.freeze()
        ready = f"\nAnToan is at http://{visited(bind)}/ — Ctrl-C stops it.\n"
        Server().run()


# --- the address ------------------------------------------------------------------------


def check_address(bind: str) -> None:
    """Stop before any work when the server could not listen there."""
    host, _, port = bind.rpartition(":")
    try:
        addresses = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
        family, kind, _, _, address = addresses[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} is taken, perhaps by an AnToan that runs already. Another: bin/run --port {int(port) + 1}"
        elif error.errno == errno.EACCES:
            reason = f"Port {port} is for administrators only. Choose one from 1024 up: bin/run --port 8000"
        else:
            reason = f"{host} is no address of this machine ({error.strerror}). Every address: bin/run --host 0.0.0.0"
        raise CommandError(reason) from error


def visited(bind: str) -> str:
    """What to type into a browser: nobody visits 0.0.0.0, which stands for every address."""
    host, _, port = bind.rpartition(":")
    everywhere = host in {"0.0.0.0", "[::]"}  # noqa: S104  # compared, not listened on
    return f"{socket.gethostname() if everywhere else host}:{port}"


# --- the database -----------------------------------------------------------------------


def database_name() -> str:
    """What DATABASE_URL names, without its password."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(database["NAME"])
    return f"{database['NAME']} on {database['HOST'] or 'this machine'}:{database['PORT'] or 5432}"


def login_file() -> Path:
    """Each database has its own demo passwords; the default one's file has the plain name."""
    name = database_name()
    if name == str(settings.VAR_DIR / "antoan.sqlite3"):
        return settings.VAR_DIR / "demo-logins.txt"
    return settings.VAR_DIR / f"demo-logins-{hashlib.sha256(name.encode()).hexdigest()[:8]}.txt"


def usernames(logins: Path) -> list[str]:
    return [line.split()[0] for line in logins.read_text().splitlines() if line.strip()]


def write_privately(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with open(path, "w", opener=lambda name, flags: os.open(name, flags | os.O_EXCL, 0o600)) as file:
        file.write(text)


# --- the first administrator ------------------------------------------------------------


def ask_for_administrator() -> tuple[str, str, str]:
    try:
        username = input("User name: ").strip()
        full_name = input("Full name: ").strip()
        while True:
            password = getpass.getpass("Password: ")
            if password == getpass.getpass("The same again: "):
                return username, full_name, password
            print("The two differ. Once more.")
    except (EOFError, KeyboardInterrupt) as error:
        raise CommandError(
            "\nStopped: there is no administrator yet. Start again to be asked again."
        ) from error


def administrator_from_environment() -> tuple[str, str, str]:
    username = os.environ.get("ANTOAN_ADMIN_USERNAME", "")
    password = os.environ.get("ANTOAN_ADMIN_PASSWORD", "")
    if not (username and password):
        raise CommandError(
            "This database has no administrator yet, and there is no terminal to ask on.\n"
            "Start from a terminal, or set ANTOAN_ADMIN_USERNAME and ANTOAN_ADMIN_PASSWORD "
            "(and ANTOAN_ADMIN_FULL_NAME, if you like)."
        )
    return username, os.environ.get("ANTOAN_ADMIN_FULL_NAME") or username, password


# --- static files -----------------------------------------------------------------------


def static_fingerprint() -> str:
    """Changes when a static file is added, edited or removed, here or in a library."""

    def files() -> Iterable[str]:
        for finder in get_finders():
            for name, storage in finder.list(ignore_patterns=UNSERVED):
                status = Path(storage.path(name)).stat()
                yield f"{storage.path(name)} {status.st_size} {status.st_mtime_ns}"

    return hashlib.sha256("\n".join(sorted(files())).encode()).hexdigest()
