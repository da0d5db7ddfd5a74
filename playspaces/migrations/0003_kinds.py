"""Kinds of play space that the commune's plan and the city's count."""

from django.db import migrations

from foundation.kind_data import load_kinds

KINDS = [
    {"code": "culture_house", "name_vi": "Nhà văn hóa thôn", "name_en": "Village culture house"},
    {"code": "playground", "name_vi": "Sân chơi", "name_en": "Playground"},
    {"code": "sports_ground", "name_vi": "Sân thể thao", "name_en": "Sports ground"},
    {"code": "library", "name_vi": "Thư viện", "name_en": "Library"},
    {"code": "park", "name_vi": "Công viên, vườn hoa", "name_en": "Park or garden"},
    {"code": "swimming_pool", "name_vi": "Bể bơi", "name_en": "Swimming pool"},
    {"code": "other", "name_vi": "Điểm vui chơi khác", "name_en": "Other play space"},
]


class Migration(migrations.Migration):
    dependencies = [("playspaces", "0002_valid_geometry")]
    operations = [load_kinds("playspaces", "PlaySpaceKind", KINDS)]
