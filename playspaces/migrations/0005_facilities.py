"""What play spaces have; which kinds are water; places where bathing is safe."""

from django.db import migrations

from foundation.kind_data import load_kinds

FACILITIES = [
    {"code": "swings", "name_vi": "Xích đu", "name_en": "Swings"},
    {"code": "slide", "name_vi": "Cầu trượt", "name_en": "Slide"},
    {"code": "climbing", "name_vi": "Khung leo trèo", "name_en": "Climbing frame"},
    {"code": "seesaw", "name_vi": "Bập bênh", "name_en": "Seesaw"},
    {"code": "sandpit", "name_vi": "Hố cát", "name_en": "Sandpit"},
    {"code": "ball_court", "name_vi": "Sân bóng", "name_en": "Ball court"},
    {"code": "fitness", "name_vi": "Dụng cụ thể dục", "name_en": "Fitness equipment"},
    {"code": "hall", "name_vi": "Hội trường, phòng sinh hoạt", "name_en": "Hall or club room"},
    {"code": "books", "name_vi": "Tủ sách, phòng đọc", "name_en": "Books to read"},
    {"code": "computers", "name_vi": "Máy tính", "name_en": "Computers"},
    {"code": "seats", "name_vi": "Ghế ngồi", "name_en": "Seats"},
    {"code": "toilets", "name_vi": "Nhà vệ sinh", "name_en": "Toilets"},
    {"code": "drinking_water", "name_vi": "Nước uống", "name_en": "Drinking water"},
    {"code": "first_aid", "name_vi": "Tủ thuốc sơ cứu", "name_en": "First-aid box"},
    {"code": "fence", "name_vi": "Hàng rào quanh sân", "name_en": "Fence around the place"},
    {"code": "step_free", "name_vi": "Lối đi cho trẻ khuyết tật", "name_en": "Step-free access"},
]
BATHING_PLACE = [
    {
        "code": "bathing_place",
        "name_vi": "Điểm tắm an toàn",
        "name_en": "Safe bathing place",
        "is_water": True,
        "position": 65,
    },
]


def mark_water(apps, schema_editor):
    kinds = apps.get_model("playspaces", "PlaySpaceKind")._default_manager
    kinds.using(schema_editor.connection.alias).filter(code="swimming_pool").update(is_water=True)


class Migration(migrations.Migration):
    dependencies = [("playspaces", "0004_register_and_plans")]
    operations = [
        load_kinds("playspaces", "Facility", FACILITIES),
        load_kinds("playspaces", "PlaySpaceKind", BATHING_PLACE),
        migrations.RunPython(mark_water, migrations.RunPython.noop),
    ]
