"""A campaign before summer: started, shared out, looked at, ended."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from hazards.models import Campaign, CampaignShare, HazardKind, HazardSite, Inspection
from notices.models import Notice
from tests.shapes import point

pytestmark = pytest.mark.django_db


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def text(ahead: int) -> str:
    return f"{day(ahead):%d/%m/%Y}"


def pond_kind() -> HazardKind:
    return HazardKind.objects.get(code="pond")


@pytest.fixture
def an(person, commune, village):
    return person("an", "Đỗ Thị An", "village_collaborator", commune, village)


@pytest.fixture
def start(as_user, lan, commune):
    """Lan starts a campaign for all ponds, to be done in 30 days."""

    def post(user=lan, **changed):
        answers = {
            "id": str(uuid.uuid4()),
            "name": "Trước mùa hè 2026",
            "kinds": [pond_kind().pk],
            "with_households": "on",
            "starts_on": text(0),
            "due_on": text(30),
        } | changed
        return as_user(user).post(reverse("campaign-new"), answers)

    return post


@pytest.fixture
def campaign(start, an, village) -> Campaign:
    start(**{f"share_{village.pk}": f"person:{an.pk}"})
    return Campaign.objects.get()


@pytest.fixture
def make(commune):
    def make_site(name, village=None, **changed) -> HazardSite:
        words = {"kind": pond_kind(), "commune": commune, "found_on": day(-10)} | changed
        return HazardSite.objects.create(name=name, village=village, geom=point(10, 10), **words)

    return make_site


def progress(as_user, user, campaign):
    return as_user(user).get(reverse("campaign", args=[campaign.pk])).context["progress"]


def test_a_campaign_is_stored_shared_and_told(campaign, an, village, lan):
    assert list(campaign.kinds.all()) == [pond_kind()]
    share = campaign.shares.get()
    assert (share.village, share.person, campaign.created_by) == (village, an, lan)
    assert Notice.objects.get().user == an


def test_the_collaborator_is_proposed_before_the_villages_unit(
    as_user, lan, an, commune, village, other_village
):
    unit = Unit.objects.create(
        commune=commune, name="Thôn Lạc Thị", type=Unit.Type.VILLAGE, village=other_village
    )
    form = as_user(lan).get(reverse("campaign-new")).context["form"]
    assert form[f"share_{village.pk}"].value() == f"person:{an.pk}"
    assert form[f"share_{other_village.pk}"].value() == f"unit:{unit.pk}"


def test_a_double_click_stores_one_campaign(start, commune):
    key = str(uuid.uuid4())
    assert start(id=key).status_code == 302
    assert start(id=key).status_code == 302
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "give the campaign a name"),
        ({"kinds": []}, "tick one kind"),
        ({"due_on": ""}, "give the date"),
        ({"due_on": "31/02/2026"}, "31/12/2026"),
        ({"share_rest": "person:999999"}, "valid choice"),
        ({"kinds": ["9" * 30]}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(start, changed, words):
    page = start(note="Ưu tiên ao sâu", **changed).content.decode()
    assert words in page.replace("&#x27;", "'")
    assert "Ưu tiên ao sâu" in page
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(("starts", "words"), [(0, "end before it starts"), (-9, "This day is past")])
def test_a_campaign_that_ends_yesterday_is_refused(start, starts, words):
    page = start(note="Ưu tiên ao sâu", starts_on=text(starts), due_on=text(-1)).content.decode()
    assert words in page
    assert "Ưu tiên ao sâu" in page
    assert not Campaign.objects.exists()


def test_a_name_is_used_once_at_a_time(start):
    start()
    assert "choose another name" in start().content.decode()


def test_a_stale_change_shows_both_versions_and_loses_nothing(campaign, as_user, lan, an):
    address = reverse("campaign-edit", args=[campaign.pk])
    answers = {"kinds": [pond_kind().pk], "starts_on": text(0), "with_households": "on", "version": 1}
    as_user(lan).post(address, answers | {"name": "Trước bão", "due_on": text(30)})
    page = as_user(lan).post(address, answers | {"name": "Trước lũ", "due_on": text(20)}).content.decode()
    assert "<td>Trước lũ</td><td>Trước bão</td>" in page
    assert 'value="Trước lũ"' in page
    campaign.refresh_from_db()
    assert campaign.name == "Trước bão"


def test_a_share_changed_is_told_to_the_new_one(campaign, as_user, lan, minh, village):
    answers = {
        "kinds": [pond_kind().pk],
        "starts_on": text(0),
        "due_on": text(30),
        "name": campaign.name,
        "version": 1,
        f"share_{village.pk}": f"person:{minh.pk}",
    }
    as_user(lan).post(reverse("campaign-edit", args=[campaign.pk]), answers)
    assert CampaignShare.objects.get().person == minh
    assert Notice.objects.filter(user=minh).exists()


# --- how far it has come -----------------------------------------------------------------------


def test_a_place_counts_as_done_when_it_was_looked_at_since_the_start(
    campaign, make, as_user, lan, village, other_village
):
    a, b = make("Ao A", village), make("Ao B", village)
    make("Ao C", other_village)
    make("Ao D")
    Inspection.objects.create(site=a, on=day(0))
    Inspection.objects.create(site=b, on=day(-1))
    shown = progress(as_user, lan, campaign)
    assert (shown.whole.done, shown.whole.total) == (1, 4)
    assert [(line.label, line.done, line.total, line.holder) for line in shown.villages] == [
        ("thôn Đại Áng", 1, 2, "Đỗ Thị An"),
        ("thôn Lạc Thị", 0, 1, ""),
        ("", 0, 1, ""),
    ]
    assert [(line.label, line.total) for line in shown.kinds] == [("Pond", 4)]


def test_a_place_found_later_joins_and_one_that_is_gone_leaves(campaign, make, as_user, lan):
    make("Ao A")
    gone = make("Ao B")
    make("Ao C", found_on=day(0))
    gone.eliminated_on = day(0)
    gone.save()
    assert progress(as_user, lan, campaign).whole.total == 2


def test_households_and_other_kinds_can_be_left_out(campaign, make, as_user, lan):
    make("Ao A", is_household=True)
    make("Mương B", kind=HazardKind.objects.get(code="ditch"))
    assert progress(as_user, lan, campaign).whole.total == 1
    campaign.with_households = False
    campaign.save()
    assert progress(as_user, lan, campaign).whole.total == 0


def test_past_its_last_day_it_says_how_late_it_is(campaign, make, as_user, lan):
    make("Ao A")
    Campaign.objects.update(starts_on=day(-60), due_on=day(-30))
    assert progress(as_user, lan, campaign).days_late > 20
    assert "days late" in as_user(lan).get(reverse("campaign", args=[campaign.pk])).content.decode()


def test_each_number_leads_to_the_places_behind_it(campaign, make, as_user, lan, village):
    a = make("Ao A", village)
    make("Ao B", village)
    make("Ao K")
    Inspection.objects.create(site=a, on=day(0))

    def names(**words) -> list[str]:
        response = as_user(lan).get(reverse("campaign-sites", args=[campaign.pk]), words)
        return sorted(site.name for site in response.context["page"])

    assert names() == ["Ao A", "Ao B", "Ao K"]
    assert names(state="left") == ["Ao B", "Ao K"]
    assert names(village=village.pk, state="done") == ["Ao A"]
    assert names(village="none") == ["Ao K"]
    assert names(kind="ditch") == []


def test_the_round_of_ones_share_leads_through_what_is_left_there(
    campaign, make, as_user, an, lan, village, other_village
):
    a, b, c = make("Ao A", village), make("Ao B", village), make("Ao C", other_village)
    Inspection.objects.create(site=a, on=day(0))
    response = as_user(an).get(reverse("round"), {"campaign": campaign.pk})
    assert response.url == f"{reverse('round')}?site={b.pk}"
    everywhere = as_user(lan).get(reverse("round"), {"campaign": campaign.pk})
    assert f"site={c.pk}" in everywhere.url


def test_an_ended_campaign_asks_no_more_and_keeps_its_page(campaign, make, as_user, lan):
    make("Ao A")
    as_user(lan).post(reverse("campaign-end", args=[campaign.pk]), {"version": 1, "reason": "Xong"})
    page = as_user(lan).get(reverse("campaigns")).content.decode()
    assert "No campaign is under way" in page
    assert "Xong" in page
    assert progress(as_user, lan, campaign).whole.total == 1


def test_who_may_do_what(campaign, start, as_user, minh, hoa, an, tuan):
    shown = reverse("campaign", args=[campaign.pk])
    assert as_user(minh).get(shown).status_code == 200
    assert as_user(an).get(shown).status_code == 200
    assert as_user(hoa).get(shown).status_code == 403
    assert as_user(tuan).get(shown).status_code == 404
    for reader in (minh, an):
        assert start(reader).status_code == 403
        assert as_user(reader).get(reverse("campaign-edit", args=[campaign.pk])).status_code == 403


@pytest.mark.parametrize("address", ["campaigns", "campaign", "campaign-sites"])
def test_a_page_costs_the_same_whatever_it_holds(
    address, campaign, make, as_user, lan, village, other_village, django_assert_max_num_queries, start
):
    make("Ao A", village)
    browser = as_user(lan)
    target = reverse(address, args=[] if address == "campaigns" else [campaign.pk])
    with CaptureQueriesContext(connection) as queries:
        browser.get(target)
        few = len(queries)
    for number in range(6):
        make(f"Ao {number}", other_village if number % 2 else village)
    start(name="Trước mưa bão")
    with django_assert_max_num_queries(few):
        browser.get(target)


def test_an_ended_campaign_is_neither_changed_nor_ended_again(as_user, lan, campaign):
    campaign.withdraw(reason="Xong", seen_version=1)
    version = campaign.version
    answers = {"version": version, "name": "Sống lại", "kinds": [pond_kind().pk], "reason": "Lần nữa"}
    for page in ("campaign-edit", "campaign-end"):
        response = as_user(lan).post(
            reverse(page, args=[campaign.pk]), answers | {"starts_on": text(0), "due_on": text(9)}
        )
        assert response.url == reverse("campaign", args=[campaign.pk])
    campaign.refresh_from_db()
    assert (campaign.withdrawn_reason, campaign.version) == ("Xong", version)
