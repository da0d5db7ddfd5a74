"""*My work*: each part counts what the list behind it shows."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from hazards.models import Campaign, CampaignShare, HazardSite, Measure
from tests.shapes import point


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def site(commune, village, pond, today):
    """`site("Ao", responsible_person=lan)`: an unprotected pond."""

    def make(name: str, **fields) -> HazardSite:
        fields = {"found_on": today - timedelta(90), "village": village} | fields
        return HazardSite.objects.create(
            kind=pond.kind, name=name, geom=point(10, 10), commune=commune, **fields
        )

    return make


@pytest.fixture
def work(as_user):
    """Number and names of each part of a person's work."""

    def ask(user) -> dict[str, tuple[int, list[str]]]:
        parts = as_user(user).get(reverse("my-work")).context["parts"]
        return {
            shown.part.code: (shown.total, [getattr(row, "name", None) or str(row) for row in shown.rows])
            for shown in parts
        }

    return ask


def test_parts_hold_what_waits_for_the_person(work, site, lan, minh, today, measure_kind):
    long_ago = today - timedelta(60)
    site("Ao trễ", responsible_person=lan, deadline=long_ago)
    site("Ao của Minh", responsible_person=minh, deadline=long_ago)
    site("Ao sắp đến hạn", responsible_person=lan, deadline=today + timedelta(5))
    site("Ao còn lâu", responsible_person=lan, deadline=today + timedelta(90))
    site("Ao mở lại", responsible_person=lan, reopened_on=today)
    old = site("Ao lâu chưa xem", responsible_person=lan, found_on=today - timedelta(300))
    Measure.objects.create(
        site=old,
        kind=measure_kind("fence"),
        installed_on=today - timedelta(250),
        recorded_on=today - timedelta(250),
    )
    mine = work(lan)
    assert mine["overdue"] == (1, ["Ao trễ"])
    assert mine["soon"] == (1, ["Ao sắp đến hạn"])
    assert mine["reopened"] == (1, ["Ao mở lại"])
    assert mine["inspect"] == (1, ["Ao lâu chưa xem"])
    assert work(minh)["overdue"] == (1, ["Ao của Minh"])


def test_unit_that_a_person_works_for_counts(work, site, lan, unit, today):
    site("Ao của phòng", responsible_unit=unit, deadline=today - timedelta(60))
    assert work(lan)["overdue"] == (0, [])
    lan.memberships.update(unit=unit)
    assert work(lan)["overdue"] == (1, ["Ao của phòng"])


def test_collaborator_has_the_own_village_where_nobody_is_named(
    work, site, person, commune, village, other_village, unit, today
):
    late = today - timedelta(60)
    site("Ao không ai nhận", deadline=late)
    site("Ao thôn khác", deadline=late, village=other_village)
    site("Ao của phòng", deadline=late, responsible_unit=unit)
    helper = person("my", "Mỹ", "village_collaborator", commune, village)
    assert work(helper)["overdue"] == (1, ["Ao không ai nhận"])
    Unit.objects.create(commune=commune, name="Thôn Đại Áng", type=Unit.Type.VILLAGE, village=village)
    HazardSite.objects.filter(name="Ao của phòng").update(responsible_unit=Unit.objects.latest("pk"))
    assert work(helper)["overdue"][0] == 2


def test_planned_measures_are_those_who_are_named_or_who_have_the_site(
    work, site, lan, minh, today, measure_kind
):
    own, others = site("Ao của Lan", responsible_person=lan), site("Ao khác", responsible_person=minh)
    plan = {"kind": measure_kind("fence"), "planned_on": today + timedelta(3)}
    Measure.objects.create(site=own, **plan)
    Measure.objects.create(site=others, responsible_person=lan, **plan)
    Measure.objects.create(site=own, responsible_person=minh, **plan)
    assert work(lan)["measures"][0] == 2
    assert work(minh)["measures"][0] == 1


def test_campaign_with_a_share_of_the_person_is_told(work, commune, village, lan, minh, today):
    campaign = Campaign.objects.create(
        commune=commune, name="Trước hè", starts_on=today, due_on=today + timedelta(20)
    )
    CampaignShare.objects.create(campaign=campaign, village=village, person=lan)
    assert campaign in HazardCampaigns(lan, commune).campaigns
    assert campaign not in HazardCampaigns(minh, commune).campaigns


def HazardCampaigns(user, commune):  # noqa: N802  (reads as what it is)
    from areas.working_days import working_days
    from hazards.hands import hands_of
    from hazards.my_work import Desk

    return Desk(hands_of(user), commune, timezone.localdate(), working_days())


def test_every_number_is_that_of_the_list_behind_it(as_user, site, lan, today, measure_kind):
    for number in range(7):
        late = site(f"Ao trễ {number}", responsible_person=lan, deadline=today - timedelta(30 + number))
        site(f"Ao gần {number}", responsible_person=lan, deadline=today + timedelta(2))
        site(f"Ao mở {number}", responsible_person=lan, reopened_on=today)
        Measure.objects.create(site=late, kind=measure_kind("fence"), planned_on=today)
    browser = as_user(lan)
    for shown in browser.get(reverse("my-work")).context["parts"]:
        page = browser.get(shown.part.address)
        behind = page.context["table"].page if "table" in page.context else page.context["page"]
        assert behind.paginator.count == shown.total, shown.part.code
        assert len(shown.rows) <= 5
    assert "Show all 7" in browser.get(reverse("my-work")).content.decode()


def test_nothing_to_do_says_so_calmly(as_user, lan, commune):
    html = as_user(lan).get(reverse("my-work")).content.decode()
    assert "Nothing of yours is past its deadline." in html
    assert not re.search(r'work-number">[1-9]', html)


def test_unknown_part_is_not_found(as_user, lan, commune):
    assert as_user(lan).get(reverse("my-work-part", args=["gold"])).status_code == 404


def test_queries_do_not_grow_with_the_work(as_user, site, lan, today, count_queries):
    browser = as_user(lan)
    site("Ao", responsible_person=lan, deadline=today - timedelta(60))
    one = count_queries(lambda: browser.get(reverse("my-work")))
    for number in range(30):
        site(f"Ao {number}", responsible_person=lan, deadline=today - timedelta(60), reopened_on=today)
    assert count_queries(lambda: browser.get(reverse("my-work"))) == one <= 24
