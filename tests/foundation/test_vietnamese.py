import pytest
from django.db.models import Value

from areas.models import Commune, Village
from foundation.ordering import by_name
from foundation.vietnamese import fold, vietnamese_order
from tests.shapes import area, square


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ao cá", "ao ca"),
        ("ĐẠI ÁNG", "dai ang"),
        ("  Kênh   Hồng Vân ", "kenh hong van"),
        ("Ao ca\u0301", "ao ca"),  # the accent as a character of its own
        ("", ""),
    ],
)
def test_fold_drops_diacritics_case_and_spare_spaces(text, folded):
    assert fold(text) == folded


NAMES = ["Yên Kiện", "Đại Áng", "Lạc Thị", "Ân Thi", "An Lạc", "Dân Hòa", "Ăn Thịnh", "Đông Mỹ", "Cổ Điển"]
IN_ORDER = ["An Lạc", "Ăn Thịnh", "Ân Thi", "Cổ Điển", "Dân Hòa", "Đại Áng", "Đông Mỹ", "Lạc Thị", "Yên Kiện"]


def test_names_sort_by_vietnamese_rules():
    assert sorted(NAMES, key=vietnamese_order) == IN_ORDER


def test_tones_decide_between_same_letters():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=vietnamese_order) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
    ]


@pytest.mark.parametrize("names", [NAMES, ["mạ", "má", "mã", "mả", "mà", "ma", "Thôn 2", "Thôn 1", "Thơm"]])
def test_both_databases_sort_as_we_do(commune, names):
    Village.objects.bulk_create(Village(commune=commune, name=name) for name in names)
    ordered = Village.objects.order_by(by_name()).values_list("name", flat=True)
    assert list(ordered) == sorted(names, key=vietnamese_order)


def test_search_key_is_filled_by_save_and_by_bulk_create(db):
    Commune.objects.bulk_create([Commune(code="1", name="Đại Áng", boundary=area(square(0, 0, 1)))])
    commune = Commune.objects.get(search_key="dai ang")
    commune.name = "Ngọc Hồi"
    commune.save()
    assert Commune.objects.filter(search_key__contains=fold("NGỌC")).exists()
    assert not Commune.objects.annotate(x=Value(1)).filter(search_key="dai ang").exists()
