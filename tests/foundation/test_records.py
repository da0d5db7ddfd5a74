import pytest
from django.db import IntegrityError, transaction

from foundation.records import StaleVersionError
from hazards.models import HazardSite
from tests.shapes import at


def test_second_of_two_saves_on_one_version_is_refused(pond):
    first, second = HazardSite.objects.get(pk=pond.pk), HazardSite.objects.get(pk=pond.pk)
    first.name = "Ao đình"
    first.save_edit(seen_version=1)
    second.name = "Ao làng"
    with pytest.raises(StaleVersionError) as refused:
        second.save_edit(seen_version=1)
    assert refused.value.current.name == "Ao đình"
    assert HazardSite.objects.get(pk=pond.pk).version == 2


def test_withdrawn_site_leaves_every_list_and_stays_on_record(pond):
    pond.withdraw(reason="ghi hai lần", seen_version=1)
    assert not HazardSite.objects.in_force().exists()
    assert HazardSite.objects.get(pk=pond.pk).withdrawn_reason == "ghi hai lần"
    assert pond.history.count() == 2


def test_database_refuses_an_invalid_polygon(pond):
    from django.contrib.gis.geos import Polygon

    corners = [at(0, 0), at(10, 10), at(10, 0), at(0, 10), at(0, 0)]
    pond.geom = Polygon(corners, srid=4326)
    with pytest.raises(IntegrityError), transaction.atomic():
        pond.save()
