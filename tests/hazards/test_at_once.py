"""Two people, or two clicks, at the very same moment: real threads on a real database."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hazards.models import Finding, HazardSite, Inspection, Measure, MeasureKind

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def post_at_once(user, *requests) -> list:
    """Each (address, data) from a thread of its own, all let go together."""
    gate = Barrier(len(requests))

    def send(request):
        try:
            browser = Client(headers={"hx-request": "true", "accept-language": "en"})
            browser.force_login(user)
            gate.wait(timeout=20)
            return browser.post(*request)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))


def today() -> str:
    return f"{timezone.localdate():%d/%m/%Y}"


def test_a_true_double_click_stores_one_measure(lan, pond):
    kind = MeasureKind.objects.get(code="fence").pk
    data = {"id": str(uuid.uuid4()), "kind": kind, "state": "installed", "on": today(), "cost": "3 triệu"}
    answers = post_at_once(lan, *[(reverse("measure-new", args=[pond.pk]), data)] * 2)
    assert all("HX-Trigger" in answer for answer in answers)
    assert Measure.objects.count() == 1


def test_a_true_double_click_stores_one_inspection(lan, pond, fence):
    data = {"id": str(uuid.uuid4()), "on": today(), f"measure_{fence.pk}": "damaged"}
    answers = post_at_once(lan, *[(reverse("inspection-new", args=[pond.pk]), data)] * 2)
    assert all("HX-Trigger" in answer for answer in answers)
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 1)


def test_two_damages_at_once_that_each_leave_the_other_measure_reopen_the_site(lan, pond, fence):
    """Each by itself would leave the site protected; both together do not."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Measure.objects.filter(pk=fence.pk).update(installed_on=yesterday)
    cover = Measure.objects.create(
        site=pond, kind=MeasureKind.objects.get(code="cover"), installed_on=yesterday
    )
    data = {"step": "damaged", "on": today(), "version": 1}
    post_at_once(lan, *[(reverse("measure-record", args=[one.pk]), data) for one in (fence, cover)])
    assert Finding.objects.count() == 2
    assert HazardSite.objects.get().reopened_on == timezone.localdate()
