"""What a table of schools may say beside name, code and level."""

from datetime import date

from schools.models import School
from tests.exchange.test_load_features import load  # noqa: F401  (a fixture)
from tests.shapes import point

ROW = {"level": "Tiểu học", "name": "Tiểu học Đại Áng", "id": "1", "geometry": point(1, 1)}


def test_address_contact_and_days_come_with_a_school(load, commune):  # noqa: F811
    said = {
        "dia_chi": "Thôn Đại Áng", "hieu_truong": "Lê Thị Hoa", "dien_thoai": "02438612345",
        "email": "th@daiang.example", "ngay_mo_cua": "05/09/1995", "ngay_dong_cua": "31/05/2024",
    }  # fmt: skip
    load([ROW | said], "schools")
    school = School.objects.get()
    assert (school.address, school.contact_name, school.phone) == (
        "Thôn Đại Áng",
        "Lê Thị Hoa",
        "02438612345",
    )
    assert (school.opened_on, school.closed_on) == (date(1995, 9, 5), date(2024, 5, 31))


def test_a_school_that_closed_before_it_opened_is_refused_with_its_row(load, commune):  # noqa: F811
    said = load([ROW | {"ngay_mo_cua": "05/09/1995", "ngay_dong_cua": "31/05/1990"}], "schools")
    assert not School.objects.exists()
    assert len(said["refused"]) == 1
    assert "1990" in str(said["refused"])


def test_a_later_file_that_closes_it_before_it_opened_is_refused_and_changes_nothing(load, commune):  # noqa: F811
    load([ROW | {"ngay_mo_cua": "05/09/1995"}], "schools")
    said = load([ROW | {"ngay_dong_cua": "31/05/1990"}], "schools")
    assert "1990" in str(said["refused"])
    assert School.objects.get().closed_on is None
