"""A real browser for the tests: logged-in pages that fail on any error in the console."""

import os
from pathlib import Path
from shutil import which

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, expect, sync_playwright

from accounts.models import User
from tests.browser.traffic import Traffic

# Playwright keeps an event loop in this thread; our calls to the database are still plain.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENCE_MS = 30_000  # with a busy machine; what fails fails only later
expect.set_options(timeout=PATIENCE_MS)

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]


def installed_browser() -> str:
    named = os.environ.get("ANTOAN_CHROMIUM")
    found = named or next((path for path in map(which, BROWSERS) if path), None)
    return found or pytest.exit("No Chromium found: run bin/test, which installs it.", returncode=1)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def browser(django_db_setup):
    rows_of_migrations = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # Under Playwright's event loop this thread gets a new connection to the database.
        connection._test_serialized_contents = rows_of_migrations
        chromium = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def no_base_map(settings):
    """No tile server in tests: the map must be useful without one."""
    settings.BASE_MAP_URL = ""


# What htmx writes when a page is left while it still asks for a part of it: no fault.
# A request that fails says `htmx:sendError` or `htmx:responseError` beside it.
LEFT_PAGE = {"htmx:sendAbort", "htmx:afterRequest"}


# A breach of the content policy, whichever element and frame, becomes an error in the console.
TELL_OF_BREACHES = """
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
  console.error(`Content policy broken: ${violatedDirective} ${blockedURI} ${sourceFile ?? ""}`));
"""


@pytest.fixture
def traffic(transactional_db):
    """Waits for the last answer before the tables are emptied."""
    watcher = Traffic()
    watcher.watch()
    yield watcher
    watcher.wait_until_quiet()
    watcher.leave()


@pytest.fixture
def page_as(browser, live_server, no_base_map, traffic):
    """`page_as(user)` is a page logged in as `user` (None: a stranger), `phone=True` at 390 px.

    Any error in the console, a refused resource or a breach of the content policy fails the test.
    Paths are relative to the live server: `page.goto("/map/")`.
    """
    contexts, complaints = [], []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and message.text.split(",")[0] not in LEFT_PAGE:
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def open_page(user: User | None = None, *, phone: bool = False, **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(TELL_OF_BREACHES)
        contexts.append(context)
        if user:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


def session_cookie(user: User, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture
def shoot(request):
    """`shoot(page, "map-empty")` leaves a picture in var/shots when asked to by --shots."""
    folder = Path(django_settings.BASE_DIR) / "var" / "shots"

    def take(page: Page, name: str, *, full: bool = False) -> None:
        if request.config.getoption("--shots"):
            folder.mkdir(parents=True, exist_ok=True)
            width = page.viewport_size["width"]
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=full)

    return take


# What fades in is too pale for a moment: whatever moves, and will come to an end, has come to it.
COME_TO_REST = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const passing = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(passing.map((one) => one.finished));
}"""


@pytest.fixture
def axe():
    """`axe(page)` is empty when axe finds nothing wrong with the page."""
    from axe_playwright_python.sync_playwright import Axe

    def run(page: Page) -> list[str]:
        page.evaluate(COME_TO_REST)
        # Without preloading: axe would put style sheets in the page, against our content policy.
        violations = Axe().run(page, options={"preload": False}).response["violations"]
        return [
            f"{found['id']}: {found['help']} {[node['html'][:120] for node in found['nodes'][:3]]}"
            for found in violations
        ]

    return run
