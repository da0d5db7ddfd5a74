"""A person's page says what they answer for, and leads to it, after they left too."""

import pytest

from accounts import services
from hazards.models import Measure
from hazards.ties import answers_for


@pytest.fixture
def keeper(person, commune):
    return person("quan", "Ngô Bá Quân", "administrator", commune)


def test_places_of_who_left_are_found_in_the_list(client, keeper, lan, pond):
    pond.responsible_person = lan
    pond.save()
    services.leave(lan, by=keeper)
    (tie,) = answers_for(lan, keeper)
    client.force_login(keeper)
    page = client.get(tie.leads_to)
    assert [row.site for row in page.context["table"].rows] == [pond]
    assert tie.leads_to.replace("&", "&amp;") in client.get(f"/people/{lan.pk}/").content.decode()


def test_eliminated_and_withdrawn_places_no_longer_count(keeper, lan, pond):
    pond.responsible_person, pond.eliminated_on = lan, "2026-02-01"
    pond.save()
    assert answers_for(lan, keeper) == []


def test_planned_measures_count_and_done_ones_do_not(keeper, lan, pond, fence):
    Measure.objects.filter(pk=fence.pk).update(responsible_person=lan)
    assert answers_for(lan, keeper) == []
    Measure.objects.create(site=pond, kind=fence.kind, planned_on="2026-08-01", responsible_person=lan)
    assert len(answers_for(lan, keeper)) == 1


def test_who_may_not_see_the_sites_is_told_nothing(person, other_commune, lan, pond):
    pond.responsible_person = lan
    pond.save()
    assert answers_for(lan, person("trang", "Đỗ Thu Trang", "administrator", other_commune)) == []
