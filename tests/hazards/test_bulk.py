"""One change for many sites: looked at first, made at once, told in the history."""

import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from hazards import services
from hazards.bulk import Changes
from hazards.errors import ChangedMeanwhileError
from hazards.forms.bulk import packed
from hazards.models import BulkEdit, HazardSite, Measure, MeasureKind
from notices.models import Notice
from tests.shapes import point

DEADLINE = date(2026, 7, 31)


@pytest.fixture
def canal(pond, commune, other_village) -> HazardSite:
    return HazardSite.objects.create(
        kind=pond.kind,
        name="Kênh Lạc Thị",
        geom=point(60, 10),
        commune=commune,
        village=other_village,
        found_on=date(2026, 1, 1),
    )


@pytest.fixture
def sign() -> MeasureKind:
    return MeasureKind.objects.get(code="warning_sign")


@pytest.fixture
def edit(commune, lan):
    """Makes a change in Lan's name."""

    def make(*sites, by=lan, key=None, measure=None, planned_on=None, **fields) -> BulkEdit:
        changes = Changes(fields, measure, planned_on)
        seen = {site.pk: site.version for site in sites}
        return services.edit_many(key or uuid.uuid4(), changes=changes, seen=seen, commune=commune, by=by)

    return make


@pytest.fixture
def send(as_user):
    """`send(lan, "bulk-preview", sites, deadline="31/07/2026")`: a page of the way to a change."""

    def post(user, step, sites, key=None, **answers):
        versions = {site.pk: site.version for site in sites}
        data = {"id": key or uuid.uuid4(), "seen": packed(versions), **answers}
        return as_user(user).post(reverse(step), data)

    return post


def test_all_get_the_deadline_and_a_history_entry(edit, lan, pond, canal):
    made = edit(pond, canal, deadline=DEADLINE)
    assert (made.sites_changed, made.changes) == (2, {"deadline": "2026-07-31"})
    for site in HazardSite.objects.all():
        assert (site.deadline, site.version) == (DEADLINE, 2)
        entry = site.history.first()
        assert (entry.history_change_reason, entry.history_user) == (f"bulk {made.pk}", lan)
        assert (entry.deadline, entry.version, entry.history_type) == (DEADLINE, 2, "~")


def test_history_keeps_what_the_site_itself_requires(edit, pond, measure_kind):
    pond.required_measures.set([measure_kind("fence"), measure_kind("lifebuoy")])
    edit(pond, deadline=DEADLINE)
    latest = pond.history.first()
    kinds = {row.measurekind.code for row in latest.required_measures.all()}
    assert kinds == {"fence", "lifebuoy"}


def test_measure_is_planned_where_none_is(edit, lan, pond, canal, sign):
    Measure.objects.create(site=canal, kind=sign, planned_on=date(2026, 8, 1))
    made = edit(pond, canal, measure=sign, planned_on=DEADLINE)
    assert (made.sites_changed, made.measures_planned) == (1, 1)
    planned = pond.measures.get()
    assert (planned.kind, planned.planned_on, planned.created_by) == (sign, DEADLINE, lan)
    assert planned.history.get().history_change_reason == f"bulk {made.pk}"
    assert canal.measures.count() == 1
    pond.refresh_from_db()
    assert pond.version == 1


def test_sites_that_need_nothing_keep_their_version(edit, pond, canal, unit):
    HazardSite.objects.filter(pk=canal.pk).update(responsible_unit=unit)
    canal.refresh_from_db()
    assert edit(pond, canal, responsible_unit=unit).sites_changed == 1
    canal.refresh_from_db()
    assert canal.version == 1


def test_sent_twice_it_is_made_once(edit, pond):
    key = uuid.uuid4()
    first = edit(pond, key=key, deadline=DEADLINE)
    assert edit(pond, key=key, deadline=DEADLINE) == first
    pond.refresh_from_db()
    assert (pond.version, BulkEdit.objects.count()) == (2, 1)


def test_site_saved_meanwhile_stops_all_of_it(edit, pond, canal):
    stale = HazardSite.objects.get(pk=canal.pk)
    canal.name = "Kênh mới"
    canal.save_edit(seen_version=1)
    with pytest.raises(ChangedMeanwhileError) as stopped:
        edit(pond, stale, deadline=DEADLINE)
    assert stopped.value.moved == {canal.pk}
    assert not HazardSite.objects.filter(deadline=DEADLINE).exists()
    assert not BulkEdit.objects.exists()


def test_people_hear_of_it_once(edit, commune, lan, minh, person, pond, canal, unit):
    worker = person("binh", "Bình", "economic_staff", commune)
    worker.memberships.update(unit=unit)
    edit(pond, canal, responsible_person=minh, responsible_unit=unit)
    assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["binh", "minh"]
    assert Notice.objects.first().words == {"number": "2"}


def test_preview_shows_before_and_after_and_stores_nothing(send, lan, pond, canal, unit):
    pond.responsible_unit = unit
    pond.save()
    other = Unit.objects.create(commune=pond.commune, name="Thôn Lạc Thị")
    html = send(
        lan, "bulk-preview", [pond, canal], responsible_unit=other.pk, deadline="31/07/2026"
    ).content.decode()
    for words in ("2 sites would change", "Phòng Kinh tế", "Thôn Lạc Thị", "31/07/2026", "Kênh Lạc Thị"):
        assert words in html
    assert not HazardSite.objects.filter(deadline=DEADLINE).exists()


def test_preview_says_who_is_left_alone_and_why(send, person, commune, village, pond, canal, sign):
    """A collaborator of Đại Áng may not touch Lạc Thị; one of their ponds is gone, one has its sign."""
    helper = person("my", "Mỹ", "village_collaborator", commune, village)
    gone, signed = (
        HazardSite.objects.create(
            kind=pond.kind,
            name=name,
            geom=pond.geom,
            commune=commune,
            village=village,
            found_on=date(2026, 1, 1),
        )
        for name in ("Ao đã lấp", "Ao có biển")
    )
    HazardSite.objects.filter(pk=gone.pk).update(eliminated_on=date(2026, 2, 1))
    Measure.objects.create(site=signed, kind=sign, installed_on=date(2026, 2, 1))
    html = send(
        helper, "bulk-preview", [pond, canal, gone, signed], measure=sign.pk, planned_on="31/07/2026"
    ).content.decode()
    assert "1 site would change" in html and "3 sites are left alone" in html
    for reason in ("You may not plan measures here.", "gone for good", "planned or in place already"):
        assert reason in html
    html = send(helper, "bulk-preview", [canal], deadline="31/07/2026").content.decode()
    assert "You may not change this site." in html and "Nothing would change." in html


def test_deadline_before_a_site_was_found_leaves_it_alone(send, lan, pond):
    html = send(lan, "bulk-preview", [pond], deadline="01/12/2025").content.decode()
    assert "The deadline lies before the day the place was found." in html


def test_confirmed_change_is_made_and_shown(send, as_user, lan, minh, pond, canal):
    key = uuid.uuid4()
    answer = send(
        lan, "bulk-apply", [pond, canal], key=key, deadline="31/07/2026", responsible_person=minh.pk
    )
    assert answer.url == reverse("bulk-edit", args=[key])
    html = as_user(lan).get(answer.url).content.decode()
    for words in (
        "2 sites were changed at once",
        "Trần Văn Minh",
        "31/07/2026",
        "Ao cá Đại Áng",
        "Kênh Lạc Thị",
    ):
        assert words in html


def test_result_tells_before_and_after_though_the_site_changed_again(edit, as_user, lan, pond):
    made = edit(pond, deadline=DEADLINE)
    pond.refresh_from_db()
    pond.deadline = date(2026, 12, 1)
    pond.save_edit(seen_version=2)
    (done,) = as_user(lan).get(reverse("bulk-edit", args=[made.pk])).context["done"]
    assert [(step.before, step.after) for step in done.steps] == [("–", "31/07/2026")]


def test_site_without_older_history_tells_what_it_got(edit, as_user, lan, pond):
    pond.history.all().delete()
    made = edit(pond, deadline=DEADLINE)
    (done,) = as_user(lan).get(reverse("bulk-edit", args=[made.pk])).context["done"]
    assert [(step.before, step.after) for step in done.steps] == [("not recorded", "31/07/2026")]


def test_second_click_leads_to_the_same_result(send, lan, pond):
    key = uuid.uuid4()
    first = send(lan, "bulk-apply", [pond], key=key, deadline="31/07/2026")
    second = send(lan, "bulk-apply", [pond], key=key, deadline="31/07/2026")
    assert first.url == second.url
    assert BulkEdit.objects.count() == 1


def test_other_change_under_the_same_key_is_not_called_made(send, lan, pond):
    key = uuid.uuid4()
    send(lan, "bulk-apply", [pond], key=key, deadline="31/07/2026")
    html = send(lan, "bulk-apply", [pond], key=key, deadline="31/08/2026").content.decode()
    assert "Another change was made from this page before" in html


def test_site_changed_meanwhile_is_shown_again_and_then_confirmed(send, as_user, lan, pond, canal):
    stale = HazardSite.objects.get(pk=canal.pk)
    canal.deadline = date(2026, 6, 1)
    canal.save_edit(seen_version=1)
    answer = send(lan, "bulk-apply", [pond, stale], deadline="31/07/2026")
    html = answer.content.decode()
    assert "Nothing is stored yet" in html and "changed meanwhile" in html and "01/06/2026" in html
    assert not BulkEdit.objects.exists()
    again = {name: answer.context["form"].data[name] for name in ("id", "seen", "deadline")}
    assert as_user(lan).post(reverse("bulk-apply"), again).status_code == 302
    assert HazardSite.objects.filter(deadline=DEADLINE).count() == 2


def test_withdrawn_site_is_told_and_the_rest_can_be_changed(send, lan, pond, canal):
    stale = HazardSite.objects.get(pk=canal.pk)
    canal.withdraw(reason="trùng", seen_version=1)
    html = send(lan, "bulk-apply", [pond, stale], deadline="31/07/2026").content.decode()
    assert "1 of the chosen sites was withdrawn meanwhile." in html
    assert not BulkEdit.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Please choose at least one thing to change."),
        ({"deadline": "31/31/2026"}, "Please write the day"),
        ({"measure": "sign"}, "Please say for which day"),
        ({"planned_on": "31/07/2026"}, "Please choose which measure"),
        ({"deadline": "31/07/2026", "clear": "deadline"}, "Choose one: set it, or take it away."),
        ({"responsible_unit": "0"}, "Select a valid choice"),
        ({"seen": "nonsense", "deadline": "31/07/2026"}, "choose the sites in the list once more"),
    ],
)
def test_what_is_missing_is_told_at_its_field(send, lan, pond, sign, answers, sentence):
    answers = {name: sign.pk if value == "sign" else value for name, value in answers.items()}
    html = send(lan, "bulk-preview", [pond], **answers).content.decode()
    assert sentence in html
    assert "Nothing was saved yet" in html


def test_what_is_taken_away_is_gone(send, lan, pond, unit):
    HazardSite.objects.update(responsible_unit=unit, deadline=DEADLINE)
    pond.refresh_from_db()
    send(lan, "bulk-apply", [pond], clear=["responsible_unit", "deadline"])
    pond.refresh_from_db()
    assert (pond.responsible_unit, pond.deadline) == (None, None)


def choose(browser, **data):
    return browser.post(reverse("bulk-choose"), data)


def test_ticked_sites_or_all_that_match_are_chosen(as_user, lan, pond, canal):
    lans = as_user(lan)
    assert choose(lans, site=[pond.pk, "x"]).context["number"] == 1
    assert choose(lans, which="all", words="q=kenh").context["number"] == 1
    assert choose(lans, which="all").context["number"] == 2
    answer = choose(lans, words="q=kenh")
    assert answer.url == reverse("site-list") + "?q=kenh"


def test_more_than_a_thousand_are_too_many(as_user, lan, pond, monkeypatch):
    monkeypatch.setattr("hazards.views.bulk.MOST", 0)
    assert choose(as_user(lan), which="all").status_code == 302


@pytest.mark.parametrize("step", ["bulk-choose", "bulk-preview", "bulk-apply"])
def test_reader_and_neighbour_are_refused(send, as_user, minh, tuan, pond, step):
    assert send(minh, step, [pond], deadline="31/07/2026").status_code == 403
    send(tuan, step, [pond], deadline="31/07/2026")
    pond.refresh_from_db()
    assert pond.deadline is None


def test_neighbour_does_not_see_what_a_change_did(edit, as_user, tuan, pond):
    made = edit(pond, deadline=DEADLINE)
    assert as_user(tuan).get(reverse("bulk-edit", args=[made.pk])).status_code == 404


def test_household_has_no_name_for_hoa_in_the_result(edit, as_user, hoa, commune, pond):
    family = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    made = edit(pond, responsible_unit=family)
    assert "ông Bảy" not in as_user(hoa).get(reverse("bulk-edit", args=[made.pk])).content.decode()


def test_queries_grow_by_batches_and_not_by_sites(send, lan, pond, commune, village, count_queries):
    def some(number: int) -> list[HazardSite]:
        return HazardSite.objects.bulk_create(
            HazardSite(kind=pond.kind, name=f"Ao {n}", geom=pond.geom, commune=commune, village=village)
            for n in range(number)
        )

    few, many = some(5), some(60)
    answers = {
        "deadline": f"{timezone.localdate():%d/%m/%Y}",
        "measure": MeasureKind.objects.get(code="fence").pk,
    }
    answers["planned_on"] = answers["deadline"]
    cost = [count_queries(lambda s=s: send(lan, "bulk-preview", s, **answers)) for s in (few, many)]
    assert cost[0] == cost[1]
    cost = [count_queries(lambda s=s: send(lan, "bulk-apply", s, **answers)) for s in (few, many)]
    assert cost[1] - cost[0] <= 10  # SQLite takes so many values at once
