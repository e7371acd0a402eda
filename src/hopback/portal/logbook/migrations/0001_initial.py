from django.db import migrations, models

from hopback.portal.ground.append_only import only_grows


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=60)),
                ("actor_kind", models.CharField(max_length=12)),
                ("actor", models.CharField(max_length=120)),
                ("actor_party", models.CharField(blank=True, max_length=24)),
                ("traceback", models.CharField(blank=True, db_index=True, max_length=24)),
                ("hop", models.CharField(blank=True, db_index=True, max_length=24)),
                ("about", models.CharField(blank=True, db_index=True, max_length=24)),
                ("payload_hash", models.CharField(max_length=64)),
                ("previous_hash", models.CharField(max_length=64)),
                ("entry_hash", models.CharField(max_length=64, unique=True)),
            ],
            options={"ordering": ["seq"]},
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("body", models.TextField()),
            ],
        ),
        only_grows("logbook_entry", "logbook_payload"),
    ]
