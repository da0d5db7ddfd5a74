from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hazards", "0006_usual_risk")]

    operations = [
        migrations.AddIndex(
            model_name="hazardsite",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="site_merged"
            ),
        ),
    ]
