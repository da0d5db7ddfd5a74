"""The head counts of a commune: seen, changed by hand, taken along, filled in and sent back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from areas.models import ChildCount, Village
from audit.log import Deed
from audit.models import Event
from exchange.models import HeadCountFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(village, other_village):
    """Đại Áng has 120 children, 50 of them under six; of Lạc Thị nothing is known."""
    count = ChildCount.objects.create(village=village, year=2025, children=120)
    count.by_age.create(age_from=0, age_to=6, children=50)
    count.by_age.create(age_from=6, age_to=16, children=70)
    return count


@pytest.fixture
def change(as_user, thu, village):
    def post(user=thu, village=village, year=2025, **words):
        sent = {"seen": "", "children": "", "0-6": "", "6-16": ""} | words
        address = reverse("head-count-edit", args=[village.pk, year])
        return as_user(user).post(address, {name.replace("_", "-"): value for name, value in sent.items()})

    return post


# --- the page ----------------------------------------------------------------------------


def test_villages_without_a_count_are_said_and_not_guessed(as_user, thu, counted):
    page = as_user(thu).get(reverse("head-counts")).content.decode()
    assert "1 of 2" in page
    assert "Without a count in 2025" in page
    assert "<td>0</td>" not in page


def test_a_commune_without_counts_says_so(as_user, thu):
    page = as_user(thu).get(reverse("head-counts")).content.decode()
    assert f"No head count of {timezone.localdate().year} is stored here" in page


@pytest.mark.parametrize("year", ["2024", "1", "x", "\0", "9" * 40, "-5", ""])
def test_any_year_can_be_asked_for(as_user, thu, counted, year):
    assert as_user(thu).get(reverse("head-counts"), {"year": year}).status_code == 200


def test_many_villages_cost_no_more_queries(as_user, thu, commune, django_assert_max_num_queries):
    for number in range(30):
        village = Village.objects.create(commune=commune, name=f"Thôn {number}")
        ChildCount.objects.create(village=village, year=2025, children=number).by_age.create(
            age_from=0, age_to=16, children=number
        )
    client = as_user(thu)
    with django_assert_max_num_queries(20):
        client.get(reverse("head-counts"))


def test_a_leader_reads_and_changes_nothing(as_user, minh, village, counted):
    page = as_user(minh).get(reverse("head-counts")).content.decode()
    assert reverse("head-count-edit", args=[village.pk, 2025]) not in page
    assert as_user(minh).get(reverse("head-count-edit", args=[village.pk, 2025])).status_code == 403
    assert as_user(minh).post(reverse("head-counts-file")).status_code == 403


# --- by hand -------------------------------------------------------------------------------


def test_a_figure_is_changed_with_its_ages_and_the_old_one_is_kept(change, thu, counted):
    response = change(seen="120 0-6:50 6-16:70", children="125", **{"0_6": "55", "6_16": "70"})
    assert response.status_code == 302
    counted.refresh_from_db()
    assert counted.children == 125
    assert [age.children for age in counted.by_age.all()] == [55, 70]
    entry = counted.history.first()
    assert (entry.history_user, entry.history_change_reason) == (thu, "by hand")
    assert entry.prev_record.children == 120


def test_a_village_without_a_count_gets_one_and_its_total_is_the_sum(change, other_village, counted):
    change(village=other_village, **{"0_6": "40", "6_16": "55"})
    assert ChildCount.objects.get(village=other_village).children == 95


def test_somebody_elses_change_is_shown_and_not_overwritten(change, counted):
    response = change(seen="100", children="130")
    page = response.content.decode()
    assert "Somebody changed this head count" in page
    assert "Stored now:" in page
    counted.refresh_from_db()
    assert counted.children == 120
    seen = response.context["form"]["seen"].value()
    change(seen=seen, children="130")
    counted.refresh_from_db()
    assert counted.children == 130


def test_saving_what_is_stored_changes_nothing(change, counted):
    change(seen="something else", children="120", **{"0_6": "50", "6_16": "70"})
    assert counted.history.count() == 1


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({}, "children", "0 if there are none"),
        ({"children": "nhiều"}, "children", "whole number"),
        ({"children": "-1"}, "children", "whole number"),
        ({"children": "\0"}, "children", ""),
        ({"children": "99999"}, "children", "whole number"),
        ({"children": "100", "0_6": "50"}, "__all__", "each age, or of none"),
        ({"children": "100", "0_6": "50", "6_16": "70"}, "children", "add up to 120"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(change, counted, words, field, sentence):
    response = change(seen="120 0-6:50 6-16:70", **words)
    assert sentence in " ".join(response.context["form"].errors[field])
    counted.refresh_from_db()
    assert counted.children == 120


@pytest.mark.parametrize("year", [1999, 2999, 10**12])
def test_nobody_counted_in_such_a_year(as_user, thu, village, year):
    assert as_user(thu).get(reverse("head-count-edit", args=[village.pk, year])).status_code == 404


def test_a_village_of_another_commune_is_not_there(as_user, thu, other_commune):
    far = Village.objects.create(commune=other_commune, name="Đông Phù")
    assert as_user(thu).get(reverse("head-count-edit", args=[far.pk, 2025])).status_code == 404


# --- files out and in ------------------------------------------------------------------------


def downloaded(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_taken_along_reads_back_in_as_it_was(as_user, thu, counted, language):
    client = as_user(thu, language)
    data = downloaded(client.post(reverse("head-counts-file"), {"year": "2025"}))
    sent = {"id": "11111111-1111-4111-8111-111111111111", "year": "2025"}
    client.post(reverse("head-counts-new"), sent | {"file": SimpleUploadedFile("so-tre.csv", data)})
    file = HeadCountFile.objects.get()
    assert file.reading["bands"] == [[0, 6], [6, 16]]
    page = client.get(reverse("head-count-store", args=[file.pk]))
    # Lạc Thị has no number: that row waits for one.
    assert page.status_code == 302
    client.post(
        reverse("head-count-file", args=[file.pk]),
        {"version": 1, "year": 2025, "row": 3, "r3-left_out": "other"},
    )
    changes = client.get(reverse("head-count-store", args=[file.pk])).context["changes"]
    assert [(change.settled.village.name, change.is_same) for change in changes] == [("Đại Áng", True)]


def test_taking_along_is_written_down(as_user, thu, counted):
    as_user(thu).post(reverse("head-counts-file"), {"year": "2025"})
    event = Event.objects.get(deed=Deed.EXPORTED)
    assert (event.actor, event.details["what"], event.details["rows"]) == (thu, "head_counts", 1)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_empty_table_is_one_that_can_be_read(as_user, thu, village, language):
    client = as_user(thu, language)
    lines = downloaded(client.get(reverse("head-counts-empty"))).decode("utf-8-sig").splitlines()
    filled = "\n".join([lines[0], ";Đại Áng;;50;40;30"]).encode()
    sent = {"id": "11111111-1111-4111-8111-111111111111", "year": "2025"}
    client.post(reverse("head-counts-new"), sent | {"file": SimpleUploadedFile("so-tre.csv", filled)})
    file = HeadCountFile.objects.get()
    client.post(reverse("head-count-store", args=[file.pk]), {"version": 1})
    assert ChildCount.objects.get().children == 120


def test_what_was_stored_is_on_the_card_of_the_village(as_user, thu, village, counted):
    page = as_user(thu).get(reverse("village-card", args=[village.pk])).content.decode()
    assert "120" in page
