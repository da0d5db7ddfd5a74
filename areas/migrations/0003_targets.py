"""The targets that the plans set, each with its document and clause."""

from django.db import migrations

COMMUNE_PLAN_2026 = "Kế hoạch thực hiện công tác trẻ em xã Ngọc Hồi năm 2026"
CITY_PLAN_2021_2030 = "Kế hoạch 138/KH-UBND ngày 03/6/2021 của UBND Thành phố Hà Nội"

TARGETS = [
    ("drowning_sites_protected", "commune", 2026, 100, COMMUNE_PLAN_2026, "mục IV.4"),
    ("villages_covered", "commune", 2026, 65, COMMUNE_PLAN_2026, "mục II.3"),
    ("injury_rate", "commune", 2026, 80, COMMUNE_PLAN_2026, "mục II.2"),
    ("injury_death_rate", "commune", 2026, 8, COMMUNE_PLAN_2026, "mục II.2"),
    ("communes_covered", "city", 2025, 50, CITY_PLAN_2021_2030, "chỉ tiêu 21"),
    ("communes_covered", "city", 2030, 65, CITY_PLAN_2021_2030, "chỉ tiêu 21"),
    ("injury_rate", "city", 2025, 100, CITY_PLAN_2021_2030, "chỉ tiêu 11"),
    ("injury_rate", "city", 2030, 80, CITY_PLAN_2021_2030, "chỉ tiêu 11"),
    ("injury_death_rate", "city", 2025, 10, CITY_PLAN_2021_2030, "chỉ tiêu 11"),
    ("injury_death_rate", "city", 2030, 8, CITY_PLAN_2021_2030, "chỉ tiêu 11"),
]


def add(apps, schema_editor):
    targets = apps.get_model("areas", "Target").objects.using(schema_editor.connection.alias)
    for indicator, level, year, value, document, clause in TARGETS:
        targets.update_or_create(
            indicator=indicator,
            level=level,
            year=year,
            defaults={"value": value, "document": document, "clause": clause},
        )


def remove(apps, schema_editor):
    targets = apps.get_model("areas", "Target").objects.using(schema_editor.connection.alias)
    for indicator, level, year, *_rest in TARGETS:
        targets.filter(indicator=indicator, level=level, year=year).delete()


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_valid_geometry")]
    operations = [migrations.RunPython(add, remove)]
