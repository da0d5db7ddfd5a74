"""Names and phones of owners and reporters, and notes for staff: each post reads what its right opens.

Every address, asked by every post, in a world full of words that stand nowhere else. A post without
the right must meet none of them: in pages, data, headers or cookies, now or out of history. For those
with the right they must appear, so that the test can fail.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts import access
from accounts.models import Membership, Role, Unit, User
from config.openapi.addresses import addresses
from hazards import services
from hazards.columns import COLUMNS
from hazards.models import BulkEdit, CampaignShare, HazardSite, Measure, Report
from hazards.secrets import SECRET
from tests.config.world import World
from tests.shapes import point

# What is secret → the right that opens it. “old” stands in history alone.
SECRETS: Final = {
    "zqowner": "contact", "0987000101": "contact", "zqoldowner": "contact", "0987000102": "contact",
    "zqmergedowner": "contact", "0987000103": "contact", "zqgoneowner": "contact", "0987000104": "contact",
    "zqhousehold": "contact", "0987000105": "contact", "zqoldhousehold": "contact", "0987000106": "contact",
    "zqmeasurehousehold": "contact", "zqsharehousehold": "contact", "zqoldmeasurehousehold": "contact",
    "zqreporter": "contact", "0987000107": "contact", "zqhandledreporter": "contact", "0987000108": "contact",
    "zqworker": "worker", "zqoldworker": "worker", "zqmeasureworker": "worker", "zqmergedworker": "worker",
    "zqnote": "note", "zqoldnote": "note", "zqmergednote": "note", "zqgonenote": "note",
}  # fmt: skip
# Met only by who may change units: the phone of a household that was in charge once.
SELDOM: Final = {"0987000105", "0987000106"}

STRANGER: Final = "public"
NEXT_DOOR: Final = "economic staff next door"
READERS: Final = [*access.POSTS, NEXT_DOOR]

BOX: Final = "104,20,107,22"
# Those who see places and may not know owners, and one who may.
SOME: Final = ["school_staff", "village_collaborator", "city_viewer", "economic_staff"]
NOT_ASKED: Final = {"logout", "login", "set_language"}  # they end or change the session that asks


@dataclass
class Secrets:
    """The world, and what of it has to be asked for by name."""

    world: World
    sites: list[HazardSite]
    reports: list[Report]
    household: Unit
    department: Unit
    pond: HazardSite
    fence: Measure
    edit: BulkEdit

    def worlds(self) -> list[World]:
        """One for each site that an address can be about: in force, withdrawn, merged."""
        return [replace(self.world, keys=self.world.keys | {"/hazards/": site.pk}) for site in self.sites]


@pytest.fixture
def household(commune):
    def make(name: str, phone: str = "") -> Unit:
        return Unit.objects.create(commune=commune, name=name, type=Unit.Type.OWNER, phone=phone)

    return make


@pytest.fixture
def reader(request, person, commune, other_commune, village) -> User | None:
    if request.param == STRANGER:
        return None
    if request.param == NEXT_DOOR:
        return person("reader", "Người Đọc", "economic_staff", other_commune)
    post = Role.objects.get(code=request.param)
    user = person("reader", "Người Đọc")
    Membership.objects.create(
        user=user,
        role=post,
        commune=None if request.param == "city_viewer" else commune,
        village=village if request.param == "village_collaborator" else None,
    )
    return user


def told(site: HazardSite, sort: str, phone: str) -> None:
    """Owner and note of a site, all of the same sort."""
    site.is_household = True
    site.owner_name, site.owner_phone, site.internal_note = f"Zq{sort}owner", phone, f"Zq{sort}note"


@pytest.fixture
def secrets(reader, world, pond, fence, commune, village, campaign, household, an, unit, person) -> Secrets:
    """The pond and its fence have a past; two more sites are merged and withdrawn; two reports."""
    told(pond, "old", "0987000102")
    pond.responsible_unit = household("Zqoldhousehold", "0987000106")
    pond.responsible_person = person("zq1", "Zqoldworker", "economic_staff", commune)
    pond.save()
    told(pond, "", "0987000101")
    pond.responsible_unit, pond.responsible_person = household("Zqhousehold", "0987000105"), reader
    services.edit_site(pond, required=[], seen_version=pond.version, by=an)
    fence.responsible_unit = household("Zqoldmeasurehousehold")
    fence.save()
    fence.responsible_unit = household("Zqmeasurehousehold")
    fence.responsible_person = person("zq3", "Zqmeasureworker", "economic_staff", commune)
    fence.save()
    CampaignShare.objects.create(campaign=campaign, village=village, unit=household("Zqsharehousehold"))
    sites = [another(pond, sort, phone) for sort, phone in (("merged", "0987000103"), ("gone", "0987000104"))]
    merged, gone = sites
    for site, name in ((merged, "Zqmergedworker"), (gone, "Zqworker")):
        site.responsible_person = person(name.lower(), name, "economic_staff", commune)
        site.save()
    services.merge_sites(pond, merged, versions=(pond.version, merged.version), by=an)
    gone.withdraw(reason="Nhầm", seen_version=gone.version)
    edit = BulkEdit.objects.get(pk=world.keys["/hazards/bulk/"])
    edit.changes = {"responsible_unit": pond.responsible_unit_id, "deadline": "2026-07-31"}
    edit.save()
    reports = [reported(pond, "Zqreporter", "0987000107"), reported(pond, "Zqhandledreporter", "0987000108")]
    services.turn_down(reports[1], "Đã lấp", by=an, seen_version=1)
    pond.refresh_from_db()
    return Secrets(world, [pond, merged, gone], reports, pond.responsible_unit, unit, pond, fence, edit)


def another(pond: HazardSite, sort: str, phone: str) -> HazardSite:
    site = HazardSite(
        name=f"Ao {sort}", kind=pond.kind, geom=point(13, 13), commune=pond.commune, village=pond.village,
        found_on=date(2026, 1, 1),
    )  # fmt: skip
    told(site, sort, phone)
    site.save()
    return site


def reported(pond: HazardSite, name: str, phone: str) -> Report:
    return Report.objects.create(
        words="Hố sâu", geom=point(11, 11), commune=pond.commune, village=pond.village, reporter_name=name,
        reporter_phone=phone,
    )  # fmt: skip


@pytest.fixture
def browser(reader) -> Iterator[Client]:
    """Hundreds of refusals are no news here."""
    logging.disable(logging.ERROR)
    client = Client(headers={"accept-language": "en"})
    if reader:
        client.force_login(reader)
    yield client
    logging.disable(logging.NOTSET)


def words_of(response) -> str:
    """Whatever reaches the browser, in small letters; numbers without what groups them too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    whole = f"{response.headers} {response.cookies.output()} {body.decode('utf-8', 'replace')}".lower()
    return whole + re.sub(r"(?<=\d)[ .\u00a0-](?=\d)", "", whole)


def every_address(secrets: Secrets) -> list[str]:
    """Each that can be asked for, for each site; and with the words that ask for the most."""
    paths = {
        world.path_of(address)
        for world in secrets.worlds()
        for address in addresses()
        if "get" in address.methods and address.name not in NOT_ASKED
    }
    layers = [reverse("map-layer", args=[name]) for name in ("hazards", "villages", "schools", "commune")]
    everything = f"cols={','.join(column.code for column in COLUMNS)}"
    unit, pond, (new, handled) = secrets.household.pk, secrets.pond.pk, secrets.reports
    return [
        *sorted(paths),
        *(f"{path}?bbox={BOX}" for path in [*layers, reverse("map-list")]),
        *(
            f"{reverse('site-list')}?{everything}&{more}"
            for more in ("sort=owner", "sort=-unit", f"unit={unit}")
        ),
        *(
            f"{reverse(name)}?unit={unit}&bbox={BOX}"
            for name in ("map", "map-list", "inspections", "site-list")
        ),
        f"{reverse('map')}?site={pond}",
        *(f"{reverse('site', args=[pond])}?{more}" for more in ("history=1", "as_of=2026-06-30")),
        *(f"{reverse('map-search')}?q={word}" for word in ("ao", "ho", "zq", "0987")),
        f"{reverse('site-merge-choose', args=[pond])}?q=ao",
        f"{reverse('reports')}?show=handled",
        f"{reverse('round')}?site={pond}",
        *(reverse("report-page", args=[report.pk]) for report in (new, handled)),
        f"{reverse('site-new')}?report={new.pk}",
        *managed(secrets),
    ]


def managed(secrets: Secrets) -> list[str]:
    """The management pages: their lists, and what is said of a household there."""
    lists = [
        reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in admin.site._registry
    ]
    unit = [
        reverse(f"admin:accounts_unit_{page}", args=[secrets.household.pk]) for page in ("change", "history")
    ]
    return [
        reverse("admin:index"),
        *lists,
        *unit,
        f"{lists[0]}?q=zq",
        f"{reverse('admin:accounts_unit_changelist')}?q=zq",
    ]


def stale(record) -> dict[str, str]:
    """A form that somebody opened long ago: both versions are shown."""
    return {"id": str(record.pk), "version": "0"}


def deeds(secrets: Secrets) -> list[tuple[str, dict]]:
    """What can be sent: nothing at all to every address, and what is answered with both versions."""
    pond, fence, edit = secrets.pond, secrets.fence, secrets.edit
    empty = [
        (secrets.world.path_of(address), {})
        for address in addresses()
        if "post" in address.methods and address.name not in NOT_ASKED
    ]
    answers = {
        "kind": pond.kind_id, "name": "Ao khác", "is_household": "True", "geometry": pond.geom.geojson,
        "likelihood": 1, "severity": 1, "found_on": "01/01/2026",
    }  # fmt: skip
    chosen = {"site": [str(pond.pk)], "id": str(edit.pk), "seen": f"{pond.pk}:{pond.version}"}
    return [
        *empty,
        (reverse("site-edit", args=[pond.pk]), answers | stale(pond)),
        (reverse("site-new"), answers | {"id": str(pond.pk)}),
        (reverse("measure-edit", args=[fence.pk]), stale(fence) | {"installed_on": "02/02/2026"}),
        (reverse("site-duplicates"), answers),
        (reverse("site-place"), answers),
        (reverse("bulk-choose"), chosen),
        (reverse("bulk-preview"), chosen | {"responsible_unit": secrets.department.pk}),
        (reverse("bulk-choose"), {"which": "all", "words": f"unit={secrets.household.pk}"}),
        (
            secrets.world.path_of(next(one for one in addresses() if one.name == "site-merge")),
            {"keep": str(pond.pk)},
        ),
        (reverse("report-turn-down", args=[secrets.reports[1].pk]), {"version": 2, "answer": "Không"}),
    ]


def closed_to(reader: User | None, commune) -> dict[str, str]:
    """The secrets that are not for `reader`."""
    who = reader or Client().get(reverse("login")).wsgi_request.user
    return {
        word: thing
        for word, thing in SECRETS.items()
        if not access.holds_in(who, access.SEE, thing, commune.pk)
    }


def send(browser: Client, path: str, data: dict):
    """A deed that leaves nothing behind."""
    with transaction.atomic():
        response = browser.post(path, data)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_a_secret_reaches_nobody_whose_post_does_not_open_it(reader, secrets, browser, commune):
    secret = closed_to(reader, commune)
    asked = [(path, browser.get(path)) for path in every_address(secrets)]
    asked += [(path, send(browser, path, data)) for path, data in deeds(secrets)]
    answers = [(path, words_of(response)) for path, response in asked]
    leaks = [(path, word) for path, words in answers for word in secret if word in words]
    assert leaks == []
    assert not [path for path, response in asked if response.status_code >= 500]
    met = {word for word in SECRETS for _path, words in answers if word in words}
    if is_shown_all(reader, commune):
        assert set(SECRETS) - SELDOM - met == set()


def is_shown_all(reader: User | None, commune) -> bool:
    """Whether the post opens every secret, and leads to withdrawn sites and reports."""
    asked = [(access.SEE, "contact"), (access.SEE, "note"), (access.SEE, "report"), (access.RESTORE, "site")]
    return reader is not None and all(access.holds_in(reader, *right, commune.pk) for right in asked)


def test_some_posts_are_shown_everything():
    """Else the test above could not fail."""
    shown = {
        post
        for post, rights in access.RIGHTS.items()
        if all(access.SEE in rights[thing] for thing in ("contact", "note", "report"))
        and access.RESTORE in rights["site"]
    }
    assert {"economic_staff", "administrator"} <= shown


@pytest.mark.parametrize("reader", ["administrator"], indirect=True)
def test_an_administrator_finds_the_phone_of_a_household_among_the_units(reader, secrets, browser):
    page = browser.get(reverse("admin:accounts_unit_change", args=[secrets.household.pk]))
    assert "0987000105" in words_of(page)


@pytest.mark.parametrize("reader", SOME, indirect=True)
def test_searching_for_an_owner_finds_no_place(reader, secrets, browser, commune):
    for word in ("zqowner", "zqnote", "0987000101", "zqhousehold"):
        for name in ("site-list", "map-search", "map-list", "map"):
            page = browser.get(reverse(name), {"q": word, "bbox": BOX})
            assert str(secrets.pond.pk) not in page.content.decode().replace(f"commune={commune.code}", "")


@pytest.mark.parametrize("reader", SOME, indirect=True)
def test_no_order_gives_owners_away(reader, secrets, browser, household, commune, pond):
    """Two places that differ in their owner alone stand in one order, whatever is asked for."""
    owners = {"Ao thứ nhất": ("Zqb", household("Zqb")), "Ao thứ hai": ("Zqa", household("Zqa"))}
    for name, (owner, unit) in owners.items():
        HazardSite.objects.create(
            name=name, kind=pond.kind, geom=point(14, 14), commune=commune, village=pond.village,
            found_on=date(2026, 1, 1), owner_name=owner, responsible_unit=unit,
        )  # fmt: skip
    knows = access.may_see_owners(reader, commune.pk)
    for column in ("owner", "unit"):
        orders = {first_of(browser, sort, owners) for sort in (column, f"-{column}")}
        assert len(orders) == (2 if knows else 1), column


def first_of(browser: Client, sort: str, names) -> str:
    page = browser.get(reverse("site-list"), {"sort": sort}).content.decode()
    return min(names, key=lambda name: page.find(name))


def test_every_field_that_may_hold_a_secret_is_in_the_table():
    """A new field for a name or a phone has to be thought about."""
    named = re.compile(r"(owner|reporter|contact)_|phone|note$|e?mail|_person$")
    known = {field.name for model in (HazardSite, Report) for field in model._meta.get_fields()}
    # Why a place reaches beyond the commune: told to whoever sees the place.
    assert {name for name in known if named.search(name)} - {"border_note"} == set(SECRET)
