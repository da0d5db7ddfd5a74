"""School levels."""

from django.db import migrations

from foundation.kind_data import load_kinds

LEVELS = [
    {"code": "kindergarten", "name_vi": "Mầm non", "name_en": "Kindergarten"},
    {"code": "primary", "name_vi": "Tiểu học", "name_en": "Primary"},
    {"code": "lower_secondary", "name_vi": "THCS", "name_en": "Lower secondary"},
    {"code": "upper_secondary", "name_vi": "THPT", "name_en": "Upper secondary"},
    {"code": "mixed", "name_vi": "Nhiều cấp học", "name_en": "Several levels"},
    {"code": "other", "name_vi": "Chưa rõ cấp học", "name_en": "Level not known"},
]


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_valid_geometry")]
    operations = [load_kinds("schools", "SchoolLevel", LEVELS)]
