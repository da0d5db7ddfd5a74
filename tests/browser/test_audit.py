"""An administrator searches the security log, takes it along, and answers who asks about their data."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.models import Unit
from audit.log import COMMAND_LINE, Deed, record
from audit.models import Event
from hazards.models import HazardSite, Report
from tests.shapes import point

pytestmark = pytest.mark.usefixtures("empty_log")

BOTH = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])


@pytest.fixture
def quan(person, commune):
    return person("quan", "Vũ Thị Quản", "administrator", commune)


@pytest.fixture
def busy_log(rf, lan, minh, commune, quan):
    """A morning in the log of Ngọc Hồi."""

    def from_desk(deed, actor, **words):
        request = rf.get("/", REMOTE_ADDR="10.0.0.5")
        request.user = actor
        record(deed, request=request, **words)

    from_desk(Deed.LOGGED_IN, lan)
    record(Deed.LOG_IN_FAILED, about="lan.nguyen", commune=commune)
    from_desk(Deed.REFUSED, lan, about="/audit/", method="GET")
    from_desk(
        Deed.POST_CHANGED, quan, person=minh, commune=commune,
        changes={"until": ["", "31/12/2026"], "village": ["Đại Áng", "Lạc Thị"], "phone": ["", "0912345678"]},
    )  # fmt: skip
    record(
        Deed.IMPORTED, actor_name=COMMAND_LINE, what="hazards", commune=commune, files=["ao-ho-ngoc-hoi.gpkg"],
        created=41, updated=3, refused=2,
    )  # fmt: skip
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    Event.objects.bulk_create(
        Event(deed=Deed.LOGGED_OUT, actor=lan, actor_name=str(lan), commune=commune, at=moment)
        for _number in range(60)
    )


@BOTH
def test_administrator_searches_the_log_and_takes_it_along(page_as, shoot, axe, quan, busy_log, phone):
    page = page_as(quan, phone=phone, accept_downloads=True)
    page.goto("/audit/")
    expect(page.locator(".log li")).to_have_count(50)
    shoot(page, "log")
    assert axe(page) == []
    page.locator("a[rel=next]").click()
    expect(page.locator(".log li")).to_have_count(15)
    page.goto("/audit/?person=khong+co")
    expect(page.locator(".empty")).to_be_visible()
    shoot(page, "log-empty")
    page.goto("/audit/?first=31/02/2026")
    expect(page.locator(".error-summary")).to_be_visible()
    shoot(page, "log-error")
    assert axe(page) == []

    page.goto("/audit/")
    page.fill("[name=person]:visible", "minh")
    page.locator(".log-search .button-main").click()
    expect(page.locator(".log li")).to_have_count(1)
    expect(page.locator(".log li")).to_contain_text("Đại Áng → Lạc Thị")
    expect(page.locator(".log li")).not_to_contain_text("0912345678")
    with page.expect_download() as download:
        page.locator(".log-export button").click()
    table = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Trần Văn Minh" in table
    assert len(table.splitlines()) == 2


@BOTH
def test_administrator_answers_an_owner_who_asks(page_as, shoot, axe, quan, household_pond, commune, phone):
    Unit.objects.create(commune=commune, name="Hộ ông Bảy", type="owner", phone="0912345678")
    Report.objects.create(
        words="Hố sâu", geom=point(10, 10), commune=commune, reporter_name="Bảy", reporter_phone="0912345678"
    )
    page = page_as(quan, phone=phone, accept_downloads=True)
    page.goto("/person-data/")
    assert axe(page) == []
    page.fill("[name=words]", "0912 345 678")
    page.locator(".one-question .button-main").click()
    expect(page.locator(".contact-found")).to_have_count(3)
    assert "0912" not in page.url
    shoot(page, "person-data", full=True)
    assert axe(page) == []
    for box in page.locator(".contact-found input").all():
        box.check()
    with page.expect_download() as download:
        page.locator(".buttons .button").first.click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert {one["phone"] for one in told["stored"]} == {"0912345678"}

    page.locator(".buttons .button-danger").click()
    expect(page.locator(".stored-in")).to_be_visible()
    page.locator(".button-danger").click()
    expect(page.locator(".error-summary")).to_be_visible()
    shoot(page, "person-data-erase", full=True)
    assert axe(page) == []
    page.locator("[name=reason]").first.check()
    page.locator(".button-danger").click()
    expect(page.locator(".messages .success")).to_be_visible()
    assert HazardSite.objects.get().owner_phone == ""


@BOTH
def test_everybody_reads_and_takes_along_their_own_data(page_as, shoot, axe, lan, pond, phone):
    HazardSite.objects.update(created_by=lan)
    page = page_as(lan, phone=phone, accept_downloads=True)
    page.goto("/account/my-data/")
    shoot(page, "my-data", full=True)
    assert axe(page) == []
    with page.expect_download() as download:
        page.locator("main .button-main").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert told["sites"][0]["name"] == pond.name
