"""What was withdrawn can come back, on record."""

from datetime import date

import pytest
from django.urls import reverse

from hazards import services
from hazards.errors import RestoreError
from hazards.models import Finding, HazardSite, Inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(pond, fence, lan):
    """It found the fence damaged."""
    look = Inspection.objects.create(site=pond, on=date(2026, 3, 1), created_by=lan)
    Finding.objects.create(measure=fence, inspection=look, on=look.on, condition="damaged")
    return look


@pytest.fixture
def restore(as_user):
    def post(user, view, record, **changed):
        answers = {"version": record.version, "reason": "Nhầm khi gỡ"} | changed
        return as_user(user).post(reverse(view, args=[record.pk]), answers)

    return post


def test_a_site_comes_back_with_a_reason(restore, lan, pond):
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    assert restore(lan, "site-restore", pond).url == reverse("site", args=[pond.pk])
    pond.refresh_from_db()
    assert (pond.withdrawn_at, pond.withdrawn_reason, pond.version) == (None, "", 3)
    latest = pond.history.first()
    assert (latest.history_change_reason, latest.history_user) == ("restore Nhầm khi gỡ", lan)


def test_a_measure_that_comes_back_protects_again(restore, lan, pond, fence):
    fence.withdraw(reason="Nhầm", seen_version=1)
    HazardSite.objects.filter(pk=pond.pk).update(reopened_on=date(2026, 3, 1))
    restore(lan, "measure-restore", fence)
    pond.refresh_from_db()
    assert pond.reopened_on is None
    assert pond.measures.in_force().count() == 1


def test_an_inspection_comes_back_with_what_it_found(restore, lan, pond, fence, inspection):
    services.withdraw_inspection(inspection, reason="Nhầm", seen_version=1)
    restore(lan, "inspection-restore", inspection)
    assert Finding.objects.get().withdrawn_at is None
    pond.refresh_from_db()
    assert pond.reopened_on


def test_nothing_comes_back_to_a_place_that_is_withdrawn(restore, as_user, lan, pond, fence):
    fence.withdraw(reason="Nhầm", seen_version=1)
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    address = reverse("measure-restore", args=[fence.pk])
    assert "Please restore the place first" in as_user(lan).get(address).content.decode()
    assert "Please restore the place first" in restore(lan, "measure-restore", fence).content.decode()
    with pytest.raises(RestoreError, match="site_withdrawn"):
        services.restore_measure(fence, reason="x", seen_version=2)


def test_restoring_twice_is_told(restore, lan, pond):
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    restore(lan, "site-restore", pond)
    assert "restored already" in restore(lan, "site-restore", pond, version=3).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"), [({"reason": ""}, "say why"), ({"version": 1}, "changed this place since")]
)
def test_a_bad_restoring_is_refused(restore, lan, pond, changed, words):
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    assert words in restore(lan, "site-restore", pond, **changed).content.decode()
    pond.refresh_from_db()
    assert pond.withdrawn_at


def test_only_who_may_change_a_place_brings_it_back(restore, as_user, minh, tuan, pond):
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    assert restore(minh, "site-restore", pond).status_code == 403
    assert restore(tuan, "site-restore", pond).status_code == 404
    assert as_user(minh).get(reverse("withdrawn")).status_code == 403
    assert as_user(minh).get(reverse("site", args=[pond.pk])).status_code == 404


def test_a_withdrawn_place_keeps_its_page_for_those_who_may_restore_it(as_user, lan, pond, fence):
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    html = as_user(lan).get(reverse("site", args=[pond.pk])).content.decode()
    assert "Reason: Ghi hai lần" in html
    assert reverse("site-restore", args=[pond.pk]) in html
    assert reverse("site-edit", args=[pond.pk]) not in html


def test_the_list_of_what_was_withdrawn_says_who_when_and_why(
    send, as_user, lan, tuan, pond, fence, inspection
):
    send(lan, "inspection-withdraw", inspection.pk, version=1, reason="Nhìn nhầm ao")
    send(lan, "measure-withdraw", fence.pk, version=1, reason="Của ao khác")
    html = as_user(lan).get(reverse("withdrawn")).content.decode()
    for words in ("Nguyễn Thị Lan", "Nhìn nhầm ao", "Của ao khác", "01/03/2026", "Fence or barrier"):
        assert words in html, words
    assert reverse("measure-restore", args=[fence.pk]) in html
    send(lan, "site-withdraw", pond.pk, version=1, reason="Ghi hai lần")
    html = as_user(lan).get(reverse("withdrawn")).content.decode()
    assert reverse("measure-restore", args=[fence.pk]) not in html
    assert reverse("site-restore", args=[pond.pk]) in html
    assert "Nothing was withdrawn here" in as_user(tuan).get(reverse("withdrawn")).content.decode()


def test_the_list_costs_the_same_however_long(as_user, lan, pond, django_assert_max_num_queries):
    for x in range(60):
        HazardSite.objects.create(
            kind=pond.kind, name=f"Ao {x}", geom=pond.geom, commune=pond.commune
        ).withdraw(reason="Nhầm", seen_version=1)
    client = as_user(lan)
    with django_assert_max_num_queries(9):
        html = client.get(reverse("withdrawn")).content.decode()
    assert html.count("site-restore") == 0 and html.count("/restore/") == 50
    assert client.get(reverse("withdrawn"), {"page": 2}).content.decode().count("/restore/") == 10


@pytest.mark.parametrize("page", ["9" * 5_000, "0", "-1", "²", "99999"])
def test_no_page_number_breaks_the_list_of_what_was_withdrawn(as_user, lan, pond, page):
    assert as_user(lan).get(reverse("withdrawn"), {"page": page}).status_code == 200
