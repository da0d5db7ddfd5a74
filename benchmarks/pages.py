"""Whole pages as a browser asks for them: time, number of queries, and whole tables read at this size."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from areas.models import Commune
from benchmarks.questions import MIDDLE
from hazards.models import HazardSite
from tests.plans import whole_tables_read


@dataclass(frozen=True)
class Page:
    name: str
    address: str
    browser: Client

    def ask(self) -> None:
        answer = self.browser.get(self.address, headers={"host": "localhost"})
        assert answer.status_code == 200, (self.address, answer.status_code)

    @property
    def queries(self) -> int:
        with CaptureQueriesContext(connection) as asked:
            self.ask()
        return len(asked)

    @property
    def whole_tables(self) -> list[str]:
        """By the plans that the database makes of its own accord, at the size it has."""
        return whole_tables_read(self.ask, avoided=())


def all_of_them() -> Iterator[Page]:
    # Without collecting the static files first.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    person = User.objects.get(username=f"b{MIDDLE}-1")
    commune = Commune.objects.get(code=f"B{MIDDLE:04}")
    site = HazardSite.objects.filter(commune=commune, responsible_person=person).order_by("pk").first()
    assert site
    browser = Client()
    browser.force_login(person)
    listed = reverse("site-list")
    for name, address in {
        "list": listed,
        "list, every column": f"{listed}?cols=kind,village,status,risk,deadline,late,unit,person,found,inspected,measures,cost,household",
        "list, filtered by status and risk": f"{listed}?status=unprotected&risk=very_high",
        "list, name contains": f"{listed}?q=ao so 1",
        "my work": reverse("my-work"),
        "a site's page": reverse("site", args=[site.pk]),
        "a site's card": reverse("site-card", args=[site.pk]),
        "overview": reverse("overview"),
        "map": reverse("map"),
    }.items():
        yield Page(name, address, browser)
