"""Kinds of hazard and of measure, as the commune's plan names them and practice adds."""

from django.db import migrations

from foundation.kind_data import load_kinds

MEASURES = [
    {"code": "fence", "name_vi": "Rào chắn", "name_en": "Fence or barrier", "unit": "metre"},
    {"code": "warning_sign", "name_vi": "Biển cảnh báo", "name_en": "Warning sign"},
    {"code": "prohibition_sign", "name_vi": "Biển cấm", "name_en": "Prohibition sign"},
    {"code": "guidance_sign", "name_vi": "Biển chỉ dẫn", "name_en": "Guidance sign"},
    {"code": "lifebuoy", "name_vi": "Phao cứu sinh", "name_en": "Lifebuoy"},
    {"code": "cover", "name_vi": "Nắp đậy", "name_en": "Cover"},
    {"code": "filling", "name_vi": "San lấp", "name_en": "Filled in"},
    {"code": "bank_works", "name_vi": "Kè bờ, bậc lên xuống", "name_en": "Bank works", "unit": "metre"},
    {"code": "guard", "name_vi": "Người trông coi", "name_en": "Watchman"},
    {"code": "other", "name_vi": "Biện pháp khác", "name_en": "Other measure"},
]

WATER = {"is_drowning": True, "asks_depth": True}
HAZARDS = [
    {"code": "pond", "name_vi": "Ao", "name_en": "Pond", "icon": "circle", **WATER},
    {"code": "lake", "name_vi": "Hồ", "name_en": "Lake", "icon": "drop", **WATER},
    {"code": "river", "name_vi": "Sông", "name_en": "River", "icon": "wave", **WATER},
    {"code": "stream", "name_vi": "Suối", "name_en": "Stream", "icon": "wave", **WATER},
    {"code": "canal", "name_vi": "Kênh", "name_en": "Canal", "icon": "wave", **WATER},
    {"code": "ditch", "name_vi": "Mương", "name_en": "Ditch", "icon": "wave", **WATER},
    {"code": "well", "name_vi": "Giếng, bể nước", "name_en": "Well or water tank", "icon": "hexagon", **WATER},
    {
        "code": "pit",
        "name_vi": "Hố sâu ngập nước",
        "name_en": "Flooded pit",
        "icon": "diamond",
        **WATER,
    },
    {
        "code": "swimming_place",
        "name_vi": "Bể bơi, bãi tắm",
        "name_en": "Swimming pool or bathing place",
        "icon": "drop",
        **WATER,
    },
    {
        "code": "construction",
        "name_vi": "Công trình xây dựng",
        "name_en": "Construction site",
        "icon": "triangle",
        "inspection_interval_days": 90,
    },
    {"code": "play_area", "name_vi": "Khu vui chơi không an toàn", "name_en": "Unsafe play area", "icon": "square"},
    {"code": "electricity", "name_vi": "Trạm điện, đường điện", "name_en": "Electrical installation", "icon": "triangle"},
    {"code": "traffic", "name_vi": "Điểm giao thông nguy hiểm", "name_en": "Dangerous road place", "icon": "diamond"},
    {"code": "other", "name_vi": "Nơi nguy hiểm khác", "name_en": "Other dangerous place", "icon": "diamond"},
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("hazards", "0002_valid_geometry")]
    operations = [
        load_kinds("hazards", "MeasureKind", MEASURES),
        load_kinds("hazards", "HazardKind", HAZARDS),
    ]
