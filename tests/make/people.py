"""People, Kehrät and who belongs to them."""

from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kehityspolku.files import pictures
from kehityspolku.models import Picture, Role, User
from kehrat.models import Enquiry, Kehra, SubArea
from tests.make.again import again

number = count(1)


@again
def user(role=None, **fields):
    """A confirmed person; with `role`, one who holds a portal-wide role."""
    n = next(number)
    email = fields.pop("email", f"person{n}@kehityspolku.example")
    person = User.objects.create_user(email, name=fields.pop("name", f"Person {n}"), **fields)
    if role:
        Role.objects.create(user=person, kind=role)
        person.trust()
    return person


@again
def kehra(**fields):
    """An active Kehrä that covers `sub_areas` (none unless given) and has no members yet."""
    n = next(number)
    areas = fields.pop("sub_areas", ())
    name = fields.pop("name", f"Kehrä {n}")
    names = {f"name_{language}": name for language in ("fi", "sv", "en")}
    made = Kehra.objects.create(**{"slug": f"kehra-{n}", **names, **fields})
    made.sub_areas.set(areas)
    if "state" not in fields:
        made.confirm(by=user("lead"), reason="As it is.")
    return made


@again
def founded(by=None, state="proposed", **fields):
    """A Kehrä that `by` (someone is made) founded, walked to `state` by verbs; covers Kontula."""
    by = by or user()
    areas = fields.pop("sub_areas", None) or SubArea.objects.filter(name_fi="Kontula")
    given = {"name_fi": f"Kehrä {next(number)}", "actor_type": "resident", **fields}
    made = Kehra.objects.found(by=by, areas=areas, **given)
    lead = user("lead")
    for verb in FOUNDING.get(state, []):
        worded = {} if verb == "accept_proposal" else {"reason": "As it is."}
        getattr(made, verb)(by=lead, **worded)
    return made


FOUNDING = {
    "turned_down": ["turn_down"],
    "dropped": ["drop_proposal"],
    "forming": ["accept_proposal"],
    "active": ["accept_proposal", "confirm"],
    "dormant": ["accept_proposal", "confirm", "rest"],
    "ended": ["accept_proposal", "confirm", "end_kehra"],
}


@again
def member(kehra, role="member", **fields):
    """An active member of the Kehrä, or its coordinator; the first is taken in by Sukkula."""
    person = fields.pop("user", None) or user(**fields)
    membership = kehra.ask_to_join(by=person, actor_type="resident")
    host = kehra.coordinators().first() or user("lead")
    membership.accept(by=host)
    if role == "coordinator":
        membership.name_coordinator(by=host)
    return person


@again
def coordinator(kehra):
    """The Kehrä's first coordinator, made if it has none."""
    return kehra.coordinators().first() or member(kehra, "coordinator")


def photo(size=(80, 60), kind="JPEG", name="kuva.jpg", **saved):
    """A small picture as a browser sends it."""
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **saved)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def picture(kehra, **alts):
    """The picture of a Kehrä, with its words in Finnish unless `alts`."""
    made = Picture.objects.keep(pictures.draw(photo()), by=coordinator(kehra))
    made.finish(**alts or {"alt_fi": "Piha ja penkkejä"})
    kehra.set_picture(made, by=coordinator(kehra))
    return made


def enquiry(kehra, state="delivered", **fields):
    """A message from outside to a Kehrä (None: Sukkula), confirmed by its sender."""
    given = {"name": "Ulla Ulkopuolinen", "email": "ulla@elsewhere.example", "text": "Hei!"}
    made = Enquiry.objects.write(kehra, **given | {"language": "fi"} | fields)
    made.deliver()
    by = coordinator(kehra) if state != "delivered" else None
    if state == "answered":
        made.answer_enquiry(by=by, text="Tervetuloa!", language="fi")
    if state == "closed":
        made.close_enquiry(by=by)
    return made
