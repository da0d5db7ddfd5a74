"""The card of a site: what it shows to whom, and on which day."""

from datetime import date

import pytest
from django.urls import reverse

from hazards.models import Finding, HazardSite, Measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(as_user, pond):
    def get(user, **query) -> str:
        return as_user(user).get(reverse("site-card", args=[pond.pk]), query).content.decode()

    return get


def test_the_card_tells_status_risk_village_and_what_to_do(card, lan, pond):
    page = card(lan)
    for words in (
        "unprotected",
        "very high",
        "thôn Đại Áng",
        "by its place",
        "Nothing protects children here",
    ):
        assert words in page
    assert reverse("measure-new", args=[pond.pk]) in page
    assert reverse("site-edit", args=[pond.pk]) in page


def test_a_reader_sees_the_card_without_buttons(card, minh, fence):
    page = card(minh)
    assert "Fence or barrier" in page
    assert "button" not in page


def test_each_measure_offers_the_steps_of_its_state(card, lan, fence):
    assert "?step=damaged" in card(lan)
    Finding.objects.create(measure=fence, on=date(2026, 3, 1), condition="damaged")
    page = card(lan)
    assert "?step=repaired" in page
    assert "Fence or barrier is damaged. Please arrange the repair." in page


def test_another_day_shows_the_facts_of_that_day_and_no_buttons(card, lan, fence):
    page = card(lan, as_of="2026-01-15")
    assert "as of 15/01/2026" in page
    assert "unprotected" in page
    assert "Fence or barrier" not in page
    assert "button" not in page
    assert "as of" not in card(lan, as_of="nonsense")


def test_a_day_written_the_vietnamese_way_is_that_day(card, lan, fence):
    assert "as of 15/01/2026" in card(lan, as_of="15/01/2026")


def test_lateness_is_told_in_days(card, lan, pond):
    HazardSite.objects.filter(pk=pond.pk).update(deadline=date(2026, 3, 1))
    assert "2 days late" in card(lan, as_of="2026-03-04")  # 1 March was a Sunday
    assert "late" not in card(lan, as_of="2026-03-02")


def test_missing_measures_are_named(card, lan, pond, fence, measure_kind):
    pond.required_measures.set([measure_kind("fence"), measure_kind("lifebuoy")])
    assert "Still needed here: Lifebuoy." in card(lan)


def test_the_cards_cost_does_not_grow_with_its_measures(
    as_user, lan, pond, measure_kind, django_assert_max_num_queries
):
    client = as_user(lan)
    for code in ("fence", "cover", "lifebuoy", "warning_sign"):
        Measure.objects.create(site=pond, kind=measure_kind(code), installed_on=date(2026, 2, 1))
    with django_assert_max_num_queries(20):
        client.get(reverse("site-card", args=[pond.pk]))


def test_a_neighbour_finds_no_card_and_it_leads_to_the_whole_page(as_user, card, lan, tuan, pond):
    assert as_user(tuan).get(reverse("site-card", args=[pond.pk])).status_code == 404
    assert reverse("site", args=[pond.pk]) in card(lan)


def test_before_it_was_found_the_card_says_so_and_shows_no_status(card, lan, fence):
    page = card(lan, as_of="2025-12-31")
    assert "On 31/12/2025 this place was not known yet: it was found on 01/01/2026." in page
    assert "unprotected" not in page
    assert "unprotected" in card(lan, as_of="2026-01-01")


def test_eliminating_takes_the_site_out_of_the_counts_and_can_be_taken_back(send, lan, pond):
    response = send(lan, "site-eliminate", pond.pk, on="01/03/2026", version=1)
    assert "gone for good. There is nothing left to do" in response.content.decode()
    assert not HazardSite.objects.existing_on(date(2026, 3, 1)).exists()
    send(lan, "site-eliminate", pond.pk, on="", version=2)
    assert HazardSite.objects.existing_on(date(2026, 3, 1)).exists()


@pytest.mark.parametrize(
    ("on", "version", "words"),
    [
        ("", 1, "give the date"),
        ("01/12/2025", 1, "found on 01/01/2026"),
        ("01/03/2026", 7, "Someone changed this place"),
    ],
)
def test_a_bad_elimination_is_refused(send, lan, pond, on, version, words):
    assert words in send(lan, "site-eliminate", pond.pk, on=on, version=version).content.decode()
    pond.refresh_from_db()
    assert pond.eliminated_on is None


def test_withdrawing_needs_a_reason_and_leaves_no_card(send, as_user, lan, pond):
    assert "say why" in send(lan, "site-withdraw", pond.pk, version=1).content.decode()
    response = send(lan, "site-withdraw", pond.pk, version=1, reason="Ghi hai lần")
    assert response["HX-Redirect"].startswith(reverse("map"))
    assert as_user(lan).get(reverse("site-card", args=[pond.pk])).status_code == 404
    pond.refresh_from_db()
    assert pond.withdrawn_reason == "Ghi hai lần"


def test_a_reader_may_not_close_a_site(send, minh, pond):
    assert send(minh, "site-eliminate", pond.pk, on="01/03/2026", version=1).status_code == 403
    assert send(minh, "site-withdraw", pond.pk, reason="Không", version=1).status_code == 403
