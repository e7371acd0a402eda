from django.db import migrations, models

from hopback.portal.ground.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("logbook", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
                ("note", models.TextField()),
            ],
            options={"ordering": ["-size"]},
        ),
        migrations.CreateModel(
            name="Subtree",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["level", "index"], name="one_hash_for_a_subtree")]
            },
        ),
        only_grows("logbook_head", "logbook_subtree"),
    ]
