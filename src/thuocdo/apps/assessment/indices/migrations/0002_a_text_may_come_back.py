from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indices', '0001_definitions_as_text'),
    ]

    operations = [
        migrations.AlterField(
            model_name='indexdefinition',
            name='version',
            field=models.CharField(db_index=True, max_length=64),
        ),
    ]
