"""The posts; what each may do stands in accounts/access.py."""

from django.db import migrations

from foundation.kind_data import load_kinds

ROLES = [
    {"code": "economic_staff", "name_vi": "Cán bộ Phòng Kinh tế", "name_en": "Economic department staff"},
    {
        "code": "culture_staff",
        "name_vi": "Cán bộ Phòng Văn hóa – Xã hội",
        "name_en": "Culture and social affairs staff",
    },
    {
        "code": "service_centre",
        "name_vi": "Cán bộ Trung tâm Dịch vụ tổng hợp",
        "name_en": "Service centre staff",
    },
    {
        "code": "village_collaborator",
        "name_vi": "Cộng tác viên trẻ em thôn",
        "name_en": "Village child collaborator",
    },
    {"code": "school_staff", "name_vi": "Cán bộ nhà trường", "name_en": "School staff"},
    {"code": "health_station", "name_vi": "Cán bộ Trạm Y tế", "name_en": "Health station staff"},
    {"code": "police", "name_vi": "Công an xã", "name_en": "Commune police"},
    {"code": "leader", "name_vi": "Lãnh đạo UBND xã", "name_en": "Commune leader"},
    {"code": "city_viewer", "name_vi": "Cán bộ cấp Thành phố", "name_en": "City viewer"},
    {"code": "administrator", "name_vi": "Quản trị viên", "name_en": "Administrator"},
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [load_kinds("accounts", "Role", ROLES)]
