"""Sơn looks after the equipment, and keeps the swimming classes."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from playspaces.models import EquipmentFault, EquipmentInspection, SwimmingClass
from playspaces.upkeep import inspection_due_on, is_inspection_overdue

pytestmark = pytest.mark.django_db


def inspection(*faults: dict[str, str], **words) -> dict[str, str]:
    sent = {"id": str(uuid.uuid4()), "on": "01/06/2026", "note": "", "faults-INITIAL_FORMS": "0"} | words
    sent["faults-TOTAL_FORMS"] = str(max(2, len(faults)))
    for number in range(max(2, len(faults))):
        line = {"severity": "minor"} | (dict(faults[number]) if number < len(faults) else {})
        sent |= {f"faults-{number}-{name}": value for name, value in line.items()}
    return sent


@pytest.fixture
def inspect(as_son, playground):
    return lambda sent: as_son.post(f"/play-spaces/{playground.pk}/inspections/new/", sent)


def test_an_inspection_that_finds_nothing_is_kept(inspect, son, playground):
    assert inspect(inspection()).status_code == 302
    look = EquipmentInspection.objects.get()
    assert (look.playspace, look.on, look.created_by) == (playground, date(2026, 6, 1), son)
    assert not EquipmentFault.objects.exists()


def test_several_faults_are_kept_with_the_inspection_that_found_them(inspect, son):
    inspect(
        inspection(
            {"item": "Xích đu đứt dây", "severity": "dangerous"}, {"item": "Ghế gãy", "note": "Bên trái"}
        )
    )
    look = EquipmentInspection.objects.get()
    swing, bench = EquipmentFault.objects.order_by("severity")
    assert (swing.item, swing.severity, swing.found_on, swing.inspection) == (
        "Xích đu đứt dây", "dangerous", look.on, look,
    )  # fmt: skip
    assert (bench.note, bench.created_by, bench.playspace) == ("Bên trái", son, look.playspace)


def test_a_fault_without_a_word_stores_nothing(inspect):
    page = inspect(inspection({"note": "Ở đâu đó"}))
    assert page.context["faults"].errors[0]["item"]
    assert not EquipmentInspection.objects.exists()


def test_an_inspection_in_the_future_gets_a_sentence_and_loses_no_fault(inspect):
    page = inspect(inspection({"item": "Ghế gãy"}, on="01/01/2999"))
    assert page.context["form"].errors["on"]
    assert "Ghế gãy" in page.content.decode()
    assert not EquipmentFault.objects.exists()


def test_sent_twice_an_inspection_and_its_faults_are_stored_once(inspect):
    sent = inspection({"item": "Ghế gãy"})
    inspect(sent)
    assert inspect(sent).status_code == 302
    assert (EquipmentInspection.objects.count(), EquipmentFault.objects.count()) == (1, 1)


def test_a_form_made_up_gets_no_error_page(inspect):
    sent = inspection() | {"faults-TOTAL_FORMS": "9999999", "faults-INITIAL_FORMS": "x"}
    assert inspect(sent).status_code == 200
    assert not EquipmentInspection.objects.exists()


@pytest.fixture
def fault(playground):
    return EquipmentFault.objects.create(playspace=playground, item="Ghế gãy", found_on=date(2026, 6, 1))


def mend(client, fault, on, version=1):
    return client.post(f"/play-spaces/faults/{fault.pk}/mended/", {"on": on, "version": version})


def test_a_fault_is_open_until_the_day_on_which_it_was_mended(as_son, fault):
    mend(as_son, fault, "05/06/2026")
    assert list(EquipmentFault.objects.open_on(date(2026, 6, 4))) == [fault]
    assert list(EquipmentFault.objects.open_on(date(2026, 6, 5))) == []
    assert list(EquipmentFault.objects.open_on(date(2026, 5, 31))) == []


def test_mended_before_it_was_found_gets_a_sentence(as_son, fault):
    assert list(mend(as_son, fault, "31/05/2026").context["form"].errors) == ["on"]


def test_two_who_mend_at_once_are_told(as_son, fault):
    mend(as_son, fault, "05/06/2026")
    assert mend(as_son, fault, "06/06/2026").context["form"].errors["__all__"]
    fault.refresh_from_db()
    assert fault.fixed_on == date(2026, 6, 5)


def test_an_inspection_by_mistake_is_taken_back_with_its_faults(inspect, as_son, playground):
    inspect(inspection({"item": "Ghế gãy"}))
    look = EquipmentInspection.objects.get()
    address = f"/play-spaces/inspections/{look.pk}/withdraw/"
    assert as_son.post(address, {"version": 1, "reason": ""}).context["form"].errors["reason"]
    as_son.post(address, {"version": 1, "reason": "Sân khác"})
    assert not EquipmentInspection.objects.in_force().exists()
    assert not EquipmentFault.objects.open_on(timezone.localdate()).exists()
    assert as_son.get(address).status_code == 404


def test_an_inspection_is_due_after_the_interval_of_the_kind():
    opened, looked = date(2026, 1, 1), date(2026, 3, 1)
    assert inspection_due_on(looked, opened, 30) == date(2026, 3, 31)
    assert inspection_due_on(None, opened, 30) == date(2026, 1, 31)
    assert not is_inspection_overdue(looked, opened, 30, date(2026, 3, 31))
    assert is_inspection_overdue(looked, opened, 30, date(2026, 4, 1))


def test_where_nobody_knows_anything_an_inspection_is_overdue_unless_none_is_asked_for():
    assert is_inspection_overdue(None, None, 30, date(2026, 1, 1))
    assert not is_inspection_overdue(None, None, 0, date(2026, 1, 1))


CLASS = {
    "name": "Lớp hè",
    "begins_on": "01/06/2026",
    "ends_on": "01/08/2026",
    "places": "20",
    "enrolled": "12",
}


@pytest.fixture
def teach(as_son, pool):
    return lambda **words: as_son.post(
        f"/play-spaces/{pool.pk}/classes/new/", {"id": str(uuid.uuid4())} | CLASS | words
    )


def test_a_class_is_added_changed_and_ends_early(teach, as_son, pool):
    teach(teacher="Cô Hà")
    lesson = SwimmingClass.objects.get()
    assert (lesson.playspace, lesson.places, lesson.enrolled) == (pool, 20, 12)
    sent = CLASS | {"version": 1, "ends_on": "01/07/2026", "enrolled": "20"}
    as_son.post(f"/play-spaces/classes/{lesson.pk}/edit/", sent)
    lesson.refresh_from_db()
    assert (lesson.ends_on, lesson.enrolled) == (date(2026, 7, 1), 20)
    assert as_son.post(f"/play-spaces/classes/{lesson.pk}/edit/", sent).context["form"].errors["__all__"]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("enrolled", {"enrolled": "21"}),
        ("ends_on", {"ends_on": "31/05/2026"}),
        ("age_to", {"age_from": "12", "age_to": "6"}),
        ("name", {"name": ""}),
    ],
)
def test_a_wrong_answer_about_a_class_gets_a_sentence(teach, field, wrong):
    assert list(teach(**wrong).context["form"].errors) == [field]
    assert not SwimmingClass.objects.exists()


def test_a_playground_has_no_swimming_classes(as_son, playground):
    assert as_son.get(f"/play-spaces/{playground.pk}/classes/new/").status_code == 404
    assert "classes/new/" not in as_son.get(f"/play-spaces/{playground.pk}/").content.decode()


def test_running_and_earlier_classes_stand_apart(teach, as_son, pool):
    teach()
    shown = as_son.get(f"/play-spaces/{pool.pk}/?as_of=2026-07-01").context["shown"]
    assert [one.name for one in shown.running_classes] == ["Lớp hè"]
    later = date(2026, 8, 1) + timedelta(days=1)
    shown = as_son.get(f"/play-spaces/{pool.pk}/?as_of={later}").context["shown"]
    assert [one.name for one in shown.past_classes] == ["Lớp hè"]
