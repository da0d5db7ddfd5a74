"""Somebody wrote code where a name belongs: every page, part of a page and e-mail shows it as text."""

import json
from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from config.openapi.addresses import addresses
from hazards.models import CampaignShare, Measure, MeasureKind, Report
from notices.digest import digest
from notices.models import Notice
from playspaces.models import Closure
from tests.hostile import LONG, SHORT, Page, poison
from tests.shapes import point


@pytest.fixture
def hostile_world(world, an, pond, unit, campaign, playground):
    """Every kind of row that shows words, and code in each of them."""
    pond.is_household, pond.responsible_unit, pond.responsible_person = True, unit, an
    pond.owner_name, pond.owner_phone, pond.deadline = "Ông Bảy", "0912345678", date(2026, 3, 1)
    pond.save()
    Measure.objects.create(
        site=pond, kind=MeasureKind.objects.get(code="warning_sign"), planned_on=date(2026, 3, 1), contractor="Hợp",
        responsible_unit=unit,
    )  # fmt: skip
    CampaignShare.objects.create(campaign=campaign, village=pond.village, unit=unit, person=an)
    Closure.objects.create(playspace=playground, since=date(2026, 1, 1), reason="Sửa")
    Report.objects.create(
        words="Hố",
        geom=point(12, 12),
        commune=pond.commune,
        reporter_name="Bà Sáu",
        reporter_phone="0987654321",
    )
    Notice.objects.filter(user=an).update(words={"site": LONG, "deadline": SHORT})
    poisoned = poison()
    assert {
        "HazardSite",
        "HistoricalHazardSite",
        "Measure",
        "Inspection",
        "Unit",
        "Village",
        "User",
    } <= poisoned
    assert {"Report", "Campaign", "SavedView", "School", "PlaySpace", "Commune", "HazardKind"} <= poisoned
    return world


@pytest.mark.parametrize("words", [LONG, SHORT])
def test_the_words_are_code_where_a_page_lets_them(words):
    """Else the tests below would look for what cannot be there."""
    assert Page(f"<p>{words}</p>").made
    assert Page('<p title="{}">&lt;img src=x&gt;</p><script src="/a.js"></script>').made == []


def pages_of(world) -> list[str]:
    """Each address that shows something, as it is, and those that find by words, asked for some."""
    shown = [world.path_of(address) for address in addresses() if "get" in address.methods]
    asked = [
        f"{reverse('map-search')}?q=svg",
        f"{reverse('site-list')}?q=%3Cimg&cols=name,unit,person,village",
    ]
    echoed = [f"{reverse(name)}?q={LONG}" for name in ("map-search", "site-list", "map-list")]
    return [*shown, *asked, *echoed]


def test_no_page_takes_words_for_code(client, an, hostile_world):
    client.force_login(an)
    made, shown = {}, 0
    for path in pages_of(hostile_world):
        answer = client.get(path)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        shown += "&lt;img src=x" in page or "&lt;svg/onload" in page
        if Page(page).made:
            made[path] = Page(page).made
        assert "javascript:" not in page or "&lt;a href=&quot;javascript:" in page, path
    assert made == {}
    assert shown > 30, "The words stood on hardly any page: this test looks at nothing."


def test_management_pages_take_no_words_for_code(client, an, hostile_world):
    client.force_login(an)
    made, shown = {}, 0
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        row = model._base_manager.first()
        paths = [reverse(f"admin:{name}_changelist")]
        if row is not None:
            paths.append(reverse(f"admin:{name}_change", args=[row.pk]))
        for path in paths:
            page = client.get(path).content.decode()
            shown += "&lt;" in page
            if Page(page).made:
                made[path] = Page(page).made
    assert made == {}
    assert shown > 5


def test_data_for_scripts_is_data(client, an, hostile_world):
    """JSON is no page to a browser, and JSON inside a page cannot end the element that holds it."""
    client.force_login(an)
    for layer in ("hazards", "villages", "schools", "playspaces"):
        answer = client.get(reverse("map-layer", args=[layer]), {"bbox": "105.7,20.8,106,21.1"})
        assert answer["Content-Type"].split(";")[0] == "application/geo+json"
        assert json.loads(answer.content)["features"]
    page = client.get(reverse("round")).content.decode()
    assert LONG not in page
    assert "</script><script>ran" not in page


def test_no_email_takes_words_for_code(an, hostile_world, settings):
    an.refresh_from_db()
    message = digest(an, Notice.objects.filter(user=an))
    (html,) = [content for content, kind in message.alternatives if kind == "text/html"]
    assert Page(html).made == []
    assert "&lt;img src=x" in html or "&lt;svg/onload" in html
    assert "\n" not in message.subject
