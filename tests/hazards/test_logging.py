"""Lan logs a pond: what is stored, and every refusal with its sentence."""

import json
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from areas.models import Village
from hazards.models import HazardKind, HazardSite
from tests.shapes import area, at, line, point, square

pytestmark = pytest.mark.django_db


def ring(*corners) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [[at(*corner) for corner in corners]]})


BOW_TIE = ring((0, 0), (10, 10), (10, 0), (0, 10), (0, 0))


def refusal(response, field: str) -> str:
    """The sentence at `field`; nothing is stored and the page comes again."""
    assert response.status_code == 200
    assert not HazardSite.objects.exists()
    return " ".join(response.context["form"].errors.get(field, []))


def test_a_pond_is_stored_with_the_village_it_lies_in(log, answers, lan, commune, village):
    response = log(answers())
    site = HazardSite.objects.get()
    assert response.status_code == 302
    assert f"site={site.pk}" in response.url
    assert (site.commune, site.village, site.village_source) == (commune, village, "boundary")
    assert (site.depth_m, site.bank, site.found_on) == (Decimal("1.8"), "steep", date(2026, 2, 1))
    assert site.created_by == site.history.get().history_user == lan


@pytest.mark.parametrize("shape", [point(5, 5), line((1, 1), (9, 9)), square(2, 2, 3)])
def test_a_point_a_line_and_an_area_are_stored_as_drawn(log, answers, shape):
    log(answers(geometry=shape.geojson))
    assert HazardSite.objects.get().geom.equals_exact(shape, 1e-9)


def test_pasted_coordinates_are_enough(log, answers):
    log(answers(geometry="", coordinates="20°54'36\"N 105°48'36\"E"))
    assert HazardSite.objects.get().geom.coords == (105.81, 20.91)


def test_a_name_is_proposed_from_kind_and_village(log, answers):
    log(answers(name=""))
    assert HazardSite.objects.get().name == "Pond, thôn Đại Áng"


def test_a_village_chosen_by_hand_is_kept_as_such(log, answers, other_village):
    log(answers(village=other_village.pk))
    site = HazardSite.objects.get()
    assert (site.village, site.village_source) == (other_village, "hand")


def test_sending_twice_stores_once_and_lands_at_the_same_site(log, answers):
    sent = answers()
    assert log(sent).url == log(sent).url
    assert HazardSite.objects.count() == 1


def test_another_place_under_a_used_key_is_asked_about_and_then_stored(log, answers):
    sent = answers()
    log(sent)
    response = log(sent | {"name": "Ao khác"})
    assert "already saved" in str(response.context["form"].non_field_errors())
    new_key = response.context["form"]["id"].value()
    log(sent | {"name": "Ao khác", "id": new_key, "another": sent["id"]})
    assert HazardSite.objects.count() == 2


@pytest.mark.parametrize("changed", [{"geometry": square(20, 20, 1).geojson}, {"likelihood": "1"}])
def test_a_second_pond_of_the_same_name_is_never_taken_for_the_first(log, answers, changed):
    """Back, tap elsewhere, save: the proposed name is the same, the pond is not."""
    sent = answers(name="")
    log(sent)
    response = log(sent | changed)
    assert "already saved" in str(response.context["form"].non_field_errors())
    log(sent | changed | {"id": response.context["form"]["id"].value(), "another": sent["id"]})
    assert HazardSite.objects.count() == 2


def test_a_form_sent_again_after_its_place_was_withdrawn_is_not_lost(log, answers):
    sent = answers()
    log(sent)
    HazardSite.objects.get().withdraw(reason="logged by mistake", seen_version=1)
    response = log(sent)
    log(sent | {"id": response.context["form"]["id"].value()})
    assert HazardSite.objects.in_force().count() == 1


def test_the_key_of_a_neighbours_place_does_not_give_its_name_away(log, answers, pond, tuan):
    HazardSite.objects.filter(pk=pond.pk).update(created_by=tuan, name="Ao nhà ông Bảy")
    response = log(answers(id=str(pond.pk)))
    assert "already saved" in response.content.decode()
    assert "ông Bảy" not in response.content.decode()


def test_a_kind_that_has_no_depth_drops_it(log, answers):
    kind = HazardKind.objects.get(code="traffic")
    log(answers(kind=kind.pk, depth_m="500"))
    site = HazardSite.objects.get()
    assert (site.depth_m, site.bank) == (None, "")


# --- refusals ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"geometry": ""}, "geometry", "tap the map"),
        ({"geometry": BOW_TIE}, "geometry", "crosses itself near 20.905, 105.805"),
        ({"geometry": ring((0, 0), (5, 5), (0, 0))}, "geometry", "too few points"),
        ({"geometry": '{"type": "Point", "coordinates": [20.91, 105.81]}'}, "geometry", "wrong order"),
        ({"geometry": "gibberish"}, "geometry", "could not be read"),
        ({"coordinates": "Ao cá"}, "coordinates", "20.9123, 105.8336"),
        ({"coordinates": "48.85, 2.29"}, "coordinates", "outside Vietnam"),
        ({"geometry": point(500, 500).geojson}, "geometry", "outside xã Ngọc Hồi"),
        ({"kind": ""}, "kind", "choose what kind"),
        ({"kind": "999999"}, "kind", ""),
        ({"likelihood": ""}, "likelihood", "how likely"),
        ({"severity": "9"}, "severity", ""),
        ({"depth_m": "500"}, "depth_m", "write 5."),
        ({"depth_m": "-1"}, "depth_m", "not below 0"),
        ({"depth_m": "1e9999999"}, "depth_m", "digits"),
        ({"depth_m": "sâu"}, "depth_m", "2,5"),
        ({"found_on": "31/02/2026"}, "found_on", "31/12/2026"),
        ({"found_on": "01/02/0202"}, "found_on", "year"),
        ({"deadline": "01/01/2026"}, "deadline", "before the day the place was found"),
    ],
)
def test_bad_input_is_refused_at_the_field_and_stores_nothing(log, answers, changed, field, words):
    sentence = refusal(log(answers(**changed)), field)
    assert sentence
    assert words in sentence


def test_what_was_typed_and_drawn_comes_back_with_the_refusal(log, answers):
    page = log(answers(geometry=BOW_TIE, description="Gần trường")).content.decode()
    assert "Ao cá ông Tư" in page
    assert "Gần trường" in page
    assert "105.81, 20.91" in page
    assert '"trouble": [20.905, 105.805]' in page


def test_a_place_in_the_next_commune_is_refused_by_its_name(log, answers, other_commune):
    assert "lies in xã Thanh Trì" in refusal(log(answers(geometry=point(150, 50).geojson)), "geometry")


# Thanh Trì begins at 100: half of the pond lies beyond.
#   Ngọc Hồi |
#        [   |   ]
def test_a_place_across_the_border_needs_a_reason_and_keeps_it(log, answers, village):
    across = answers(geometry=square(98, 10, 4).geojson)
    assert "outside" in refusal(log(across), "border_note")
    log(across | {"border_note": "Ao chung của hai xã"})
    assert HazardSite.objects.get().border_note == "Ao chung của hai xã"


def test_a_day_in_the_future_is_refused(log, answers):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "future" in refusal(log(answers(found_on=f"{tomorrow:%d/%m/%Y}")), "found_on")


def test_a_village_or_unit_of_another_commune_is_refused(log, answers, other_commune):
    village = Village.objects.create(commune=other_commune, name="Yên Sở", boundary=area(square(110, 0, 10)))
    unit = Unit.objects.create(commune=other_commune, name="Phòng Kinh tế")
    assert "not in the commune" in refusal(log(answers(village=village.pk)), "village")
    assert "not of the commune" in refusal(log(answers(responsible_unit=unit.pk)), "responsible_unit")


# --- rights --------------------------------------------------------------------------


def test_a_reader_and_a_neighbour_may_not_log(log, answers, minh, tuan):
    assert log(answers(), user=minh).status_code == 403
    assert "outside" in refusal(log(answers(), user=tuan), "geometry")


def test_a_collaborator_logs_in_the_own_village_only(log, answers, person, commune, village, other_village):
    an = person("an", "An", "village_collaborator", commune, village)
    elsewhere = answers(geometry=point(60, 10).geojson)
    assert "your own village" in refusal(log(elsewhere, user=an), "village")
    log(elsewhere | {"village": village.pk}, user=an)
    assert HazardSite.objects.get().village_source == "hand"


# --- the place alone -----------------------------------------------------------------


def test_the_place_is_told_while_the_form_is_still_being_filled_in(send, lan, village):
    page = send(lan, "site-place", geometry=point(5, 5).geojson).content.decode()
    assert "thôn Đại Áng" in page
    assert "by its place" in page
    assert not HazardSite.objects.exists()


def test_the_place_of_pasted_coordinates_is_sent_back_to_be_drawn(send, lan, village):
    page = send(lan, "site-place", coordinates="20.91 105.81").content.decode()
    assert '"coordinates": [105.81, 20.91]' in page


def test_a_place_that_cannot_be_says_why(send, lan, commune):
    assert "outside xã Ngọc Hồi" in send(lan, "site-place", geometry=point(500, 5).geojson).content.decode()
    assert "crosses itself" in send(lan, "site-place", geometry=BOW_TIE).content.decode()


def test_a_null_byte_for_the_commune_breaks_nothing(send, lan, commune):
    response = send(lan, "site-place", geometry=point(5, 5).geojson, commune=f"{commune.code}\0")
    assert response.status_code == 200


# --- editing -------------------------------------------------------------------------


def test_reshaping_moves_the_site_and_its_village(edit, lan, pond, other_village):
    assert edit(lan, pond, geometry=square(60, 10, 2).geojson).status_code == 302
    pond.refresh_from_db()
    assert (pond.village, pond.version) == (other_village, 2)
    assert pond.geom.equals_exact(square(60, 10, 2), 1e-9)
    assert pond.history.first().history_user == lan


def test_a_bad_shape_leaves_the_stored_one(edit, lan, pond):
    assert "crosses itself" in str(edit(lan, pond, geometry=BOW_TIE).context["form"].errors)
    pond.refresh_from_db()
    assert (pond.version, pond.geom.equals_exact(square(10, 10, 1), 1e-9)) == (1, True)


def test_a_stale_save_shows_both_versions_and_the_next_one_is_deliberate(edit, lan, person, commune, pond):
    binh = person("binh", "Bình", "economic_staff", commune)
    edit(binh, pond, name="Ao của Bình")
    response = edit(lan, pond, name="Ao của Lan")
    pond.refresh_from_db()
    assert pond.name == "Ao của Bình"
    rows = {row.label: (row.mine, row.stored) for row in response.context["differences"]}
    assert rows["Name"] == ("Ao của Lan", "Ao của Bình")
    assert "Bình changed this place" in response.content.decode()
    edit(lan, pond, name="Ao của Lan", version=response.context["form"]["version"].value())
    pond.refresh_from_db()
    assert pond.name == "Ao của Lan"


def test_a_stale_save_shows_the_measures_that_someone_else_asked_for(
    edit, lan, person, commune, pond, measure_kind
):
    """They decide when the pond counts as protected: nobody may drop them unseen."""
    binh = person("binh", "Bình", "economic_staff", commune)
    edit(binh, pond, required_measures=[measure_kind("fence").pk])
    response = edit(lan, pond)
    rows = {row.label: (row.mine, row.stored) for row in response.context["differences"]}
    assert rows["Required measures of this site"] == ("–", "Fence or barrier")


def test_a_reader_may_not_edit_and_a_neighbour_finds_nothing(as_user, minh, tuan, pond):
    address = reverse("site-edit", args=[pond.pk])
    assert as_user(minh).get(address).status_code == 403
    assert as_user(tuan).get(address).status_code == 404


def test_the_sites_own_list_of_measures_is_kept(edit, lan, pond, measure_kind):
    edit(lan, pond, required_measures=[measure_kind("fence").pk, measure_kind("lifebuoy").pk])
    assert pond.required_measures.count() == 2


def test_the_page_opens_with_a_key_and_with_the_point_tapped_on_the_map(as_user, lan, village):
    page = as_user(lan).get(reverse("site-new"), {"lon": "105.81", "lat": "20.91"})
    assert uuid.UUID(str(page.context["form"]["id"].value()))
    assert page.context["form"]["coordinates"].value() == "20.910000, 105.810000"
