"""Somebody outside reports a danger; staff look at it and decide."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hazards.models import HazardKind, HazardSite, Report
from notices.models import Notice
from tests.shapes import point

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def told(village):
    """What a passer-by sends; `told(words="…")` changes an answer."""

    def fill(**changed) -> dict[str, str]:
        return {
            "id": str(uuid.uuid4()),
            "geometry": point(10.5, 10.5).geojson,
            "coordinates": "",
            "words": "Ao sâu cạnh đường đi học, không có rào",
            "kind": "",
            "reporter_name": "",
            "reporter_phone": "",
            "website": "",
        } | changed

    return fill


@pytest.fixture
def report(commune, village) -> Report:
    """A new one, with name and phone, two steps from the pond."""
    return Report.objects.create(
        words="Ao sâu cạnh đường đi học", geom=point(10.5, 10.5), commune=commune, village=village,
        village_source="boundary", kind=HazardKind.objects.get(code="pond"),
        reporter_name="Bà Sáu", reporter_phone="0987654321",
    )  # fmt: skip


@pytest.fixture
def an(person, commune, village):
    return person("an", "Vũ Thị An", "village_collaborator", commune, village)


@pytest.fixture
def cuong(person, commune):
    """Culture and social affairs: decides about reports, logs no sites."""
    return person("cuong", "Lý Văn Cường", "culture_staff", commune)


def refusal(response, field: str) -> str:
    assert response.status_code == 200
    assert not Report.objects.exists()
    return " ".join(response.context["form"].errors.get(field, []))


# --- sending it -----------------------------------------------------------------------


def test_a_stranger_reports_a_danger_and_those_who_decide_are_told(
    stranger, told, village, lan, cuong, minh, hoa
):
    assert stranger.get(reverse("report")).status_code == 200
    answer = stranger.post(reverse("report"), told(reporter_name="Bà Sáu", reporter_phone="+84 987 654 321"))
    assert answer.url == reverse("report-thanks")
    report = Report.objects.get()
    assert (report.village, report.commune, report.state) == (village, village.commune, "new")
    assert (report.reporter_name, report.reporter_phone) == ("Bà Sáu", "0987654321")
    assert (report.kind, report.created_by) == (None, None)
    assert {notice.user for notice in Notice.objects.all()} == {lan, cuong}
    assert "Bà Sáu" not in str(list(Notice.objects.values_list("words", "url")))


def test_thanks_name_the_helplines(stranger):
    page = stranger.get(reverse("report-thanks")).content.decode()
    assert "tel:111" in page
    assert "0243.2233.111" in page


def test_a_report_sent_twice_is_stored_once(stranger, told, lan):
    sent = told()
    for _turn in range(2):
        assert stranger.post(reverse("report"), sent).url == reverse("report-thanks")
    assert Report.objects.count() == 1
    changed = stranger.post(reverse("report"), sent | {"words": "Một hố sâu"})
    assert "already sent" in changed.content.decode()
    assert Report.objects.count() == 1
    again = sent | {"words": "Một hố sâu", "id": changed.context["form"]["id"].value()}
    stranger.post(reverse("report"), again)
    assert Report.objects.count() == 2


def test_many_reports_in_an_hour_are_one_notice(stranger, told, lan, monkeypatch):
    now = timezone.now().replace(minute=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    for _turn in range(3):
        stranger.post(reverse("report"), told())
    assert Report.objects.count() == 3
    assert Notice.objects.filter(user=lan).count() == 1


def test_a_school_reports_under_its_own_name(as_user, hoa, told):
    as_user(hoa).post(reverse("report"), told())
    assert Report.objects.get().created_by == hoa


def test_a_school_finds_the_form_in_the_menu_and_lan_the_reports(as_user, hoa, lan, commune):
    for reader, led_to, not_to in ((hoa, "report", "reports"), (lan, "reports", "report")):
        page = as_user(reader).get(reverse("overview")).content.decode()
        assert f'href="{reverse(led_to)}' in page
        assert f'href="{reverse(not_to)}' not in page


def test_a_place_outside_every_commune_is_refused_with_a_sentence(stranger, told, commune):
    answer = stranger.post(reverse("report"), told(geometry=point(500, 500).geojson))
    assert "lies in no commune" in refusal(answer, "geometry")
    assert "Ao sâu cạnh đường" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("geometry", "", "show the place"),
        ("geometry", "{}", "could not be read"),
        ("words", " ", "a few words"),
        ("words", "x" * 1001, "1000"),
        ("reporter_phone", "123", "ten digits"),
        ("kind", "9" * 30, ""),
        ("id", "no-key", ""),
    ],
)
def test_what_cannot_be_right_is_refused_where_it_stands(stranger, told, commune, field, answer, words):
    assert words in refusal(stranger.post(reverse("report"), told(**{field: answer})), field)
    assert not Report.objects.exists()


def test_coordinates_are_enough_without_a_script(stranger, told, commune):
    stranger.post(reverse("report"), told(geometry="", coordinates="20.9105 105.8112"))
    assert Report.objects.get().geom.coords == (105.8112, 20.9105)


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(stranger, told, commune):
    assert stranger.post(reverse("report"), told(website="https://example.com")).url == reverse(
        "report-thanks"
    )
    assert not Report.objects.exists()


def test_where_the_public_is_switched_off_only_people_with_a_log_in_report(settings, stranger, as_user, hoa):
    settings.PUBLIC_PAGES = False
    for page in ("report", "report-thanks", "warnings", "warnings-data"):
        assert stranger.get(reverse(page)).status_code == 404
    assert as_user(hoa).get(reverse("report")).status_code == 200
    assert reverse("report") not in stranger.get(reverse("login")).content.decode()


# --- looking at it --------------------------------------------------------------------


def test_contacts_of_a_reporter_are_for_those_alone_who_deal_with_them(as_user, report, lan, minh, an):
    address = reverse("report-page", args=[report.pk])
    for reader, sees in ((lan, True), (minh, True), (an, False)):
        page = as_user(reader).get(address).content.decode()
        assert report.words in page
        assert ("Bà Sáu" in page, "0987654321" in page) == (sees, sees)
        assert "Bà Sáu" not in as_user(reader).get(reverse("reports")).content.decode()


def test_who_has_no_business_with_reports_sees_none(as_user, report, hoa, tuan):
    assert as_user(hoa).get(reverse("reports")).status_code == 403
    assert as_user(hoa).get(reverse("report-page", args=[report.pk])).status_code in (403, 404)
    assert as_user(tuan).get(reverse("report-page", args=[report.pk])).status_code == 404
    assert report.words not in as_user(tuan).get(reverse("reports")).content.decode()


def test_the_list_costs_the_same_however_many_came_in(as_user, lan, report, count_queries):
    client = as_user(lan)
    client.get(reverse("reports"))
    few = count_queries(lambda: client.get(reverse("reports")))
    for _n in range(5):
        Report.objects.create(words="Hố", geom=report.geom, commune=report.commune, created_by=lan)
    assert count_queries(lambda: client.get(reverse("reports"))) == few


# --- deciding -------------------------------------------------------------------------


def test_a_site_is_logged_from_a_report_which_is_then_closed(as_user, lan, report, answers):
    client = as_user(lan)
    form = client.get(reverse("site-new"), {"report": report.pk}).context["form"]
    assert form["coordinates"].value() == f"{report.geom.y:.6f}, {report.geom.x:.6f}"
    assert (form["kind"].value(), form["description"].value()) == (report.kind_id, report.words)
    sent = answers(report=str(report.pk), geometry="", coordinates=form["coordinates"].value())
    for _turn in range(2):
        assert client.post(reverse("site-new"), sent).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.site, report.decided_by) == ("accepted", HazardSite.objects.get(), lan)


def test_a_report_decided_meanwhile_stops_the_site_and_keeps_what_was_typed(
    as_user, lan, cuong, report, answers
):
    Report.objects.filter(pk=report.pk).update(state="refused", answer="Đã lấp", version=2, decided_by=cuong)
    client = as_user(lan)
    sent = answers(report=str(report.pk))
    answer = client.post(reverse("site-new"), sent)
    assert "handled the report meanwhile" in answer.content.decode()
    assert not HazardSite.objects.exists()
    assert client.post(reverse("site-new"), sent | {"report": ""}).status_code == 302
    assert client.get(reverse("site-new"), {"report": report.pk}).url == reverse(
        "report-page", args=[report.pk]
    )


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_report_that_is_none_opens_no_form(as_user, lan, commune, key):
    assert as_user(lan).get(reverse("site-new"), {"report": key}).status_code == 404


def test_a_report_of_a_known_place_is_noted_with_it(send, cuong, report, pond):
    answer = send(cuong, "report-same", report.pk, version=1, site=str(pond.pk))
    assert answer.url == reverse("reports")
    report.refresh_from_db()
    assert (report.state, report.site, report.decided_by) == ("accepted", pond, cuong)


def test_only_a_place_close_by_can_be_the_same(send, cuong, report, pond, commune):
    far = HazardSite.objects.create(name="Xa", kind=pond.kind, geom=point(40, 40), commune=commune)
    for site in (far.pk, "x", ""):
        assert send(cuong, "report-same", report.pk, version=1, site=str(site)).status_code == 200
    report.refresh_from_db()
    assert report.state == "new"


def test_a_report_is_turned_down_with_a_reason(as_user, send, lan, report):
    assert "few words why" in send(lan, "report-turn-down", report.pk, version=1, answer=" ").content.decode()
    send(lan, "report-turn-down", report.pk, version=1, answer="Ao đã lấp")
    report.refresh_from_db()
    assert (report.state, report.answer, report.decided_by) == ("refused", "Ao đã lấp", lan)
    handled = as_user(lan).get(reverse("reports"), {"show": "handled"})
    assert report.words in handled.content.decode()


def test_a_second_decision_is_refused_kindly(as_user, send, lan, cuong, report, pond):
    send(lan, "report-turn-down", report.pk, version=1, answer="Ao đã lấp")
    for version in (1, 2):
        answer = send(cuong, "report-same", report.pk, version=version, site=str(pond.pk))
        assert answer.url == reverse("report-page", args=[report.pk])
    report.refresh_from_db()
    assert (report.state, report.site, report.decided_by) == ("refused", None, lan)


def test_who_may_only_look_decides_nothing(send, an, minh, report, pond):
    for reader in (an, minh):
        assert send(reader, "report-turn-down", report.pk, version=1, answer="Không").status_code == 403
        assert send(reader, "report-same", report.pk, version=1, site=str(pond.pk)).status_code == 403
    report.refresh_from_db()
    assert report.state == "new"


def test_where_to_begin_is_the_ground_of_all_communes(client, village, other_commune):
    from areas.models import Village
    from hazards.public import box_of_all

    Village.objects.create(commune=other_commune, name="Tó", boundary=other_commune.boundary)
    west, south, east, north = box_of_all()
    assert (west, east) == (village.commune.boundary.extent[0], other_commune.boundary.extent[2])
    assert f'"bounds": [[{south}, {west}], [{north}, {east}]]' in client.get("/report/").content.decode()
