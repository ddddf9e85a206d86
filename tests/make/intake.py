"""What was brought in to be read as cards."""

from kehrat.models import Intake
from kehrat.projects.intake import brought, read_one
from tests.make.files import sent

TEXT = """Pihatalkoot -hanke (käynnissä)
Tavoitteet
- Siisti piha
Odd Heading
Jotakin muuta
Talousarvio
- I VAIHE (2027): (1 000 + 2 000 =) yhteensä 4 000 €
"""


def intake(by, *texts, kehra=None, files=(), read=True, **owner):
    """Texts (one unless told) and `files`, {name: bytes}, brought in by a person; read unless told
    otherwise, as the worker does."""
    texts = texts or ([] if files else [TEXT])
    chosen = [sent(content, name) for name, content in dict(files).items()]
    made = Intake.objects.bring_in(brought(texts, chosen), by=by, kehra=kehra, **owner)
    for reading in made.readings.all() if read else ():
        read_one(reading.pk)
    return made


def reading(by, *texts, **given):
    """The first card of an intake."""
    return intake(by, *texts, **given).readings.first()
