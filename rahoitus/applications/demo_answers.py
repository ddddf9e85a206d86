"""The demonstration's answers, documents, mandates and remarks."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kehityspolku.dev.demo import on
from kehityspolku.files import fields
from rahoitus.applications import said, wanted
from rahoitus.applications.models.answer import Answer
from rahoitus.applications.models.document import DocumentPlace, GivenDocument
from rahoitus.applications.models.remark import Remark
from rahoitus.applications.models.signing import Signing

# Call and card: what its questions are answered with, in their order; "" for what waits yet.
ANSWERS = {
    ("yhteisojen-kulttuuriperinto", "Maunulan nuorten studio"): [
        "Nuoret haastattelevat Maunulan ensimmäisiä asukkaita ja tekevät äänitteistä näyttelyn.",
        "40",
        "Kehrältä tai Sukkulalta",
    ],
    ("osallisuus-kaupunginosissa", "Maunulan nuorten studio"): [
        "Nuorisotalon ja koulujen kautta; kerran kuussa jalkaudutaan ostoskeskukseen.",
        "no",
        "",
    ],
    ("osallisuus-kaupunginosissa", "Vallilan yhteispiha"): [
        "Talkoisiin kutsutaan rappukäytävien ilmoituksilla ja pihan omassa viestiryhmässä.",
        "",
        "",
    ],
}
MANDATE = {"mandate": "Helmi Heinonen", "signs": "Helmi Heinonen, Otso Ojala"}
REMARKED = 2  # days ago
REMARKS = [
    (Remark.Part.ANSWERS, 0, "Kertokaa myös, kuka säilyttää äänitteet hankkeen jälkeen."),
    (Remark.Part.DOCUMENTS, None, "Säännöistä puuttuu viimeinen sivu."),
]


def prepare(application, *, by):
    """Answer the call's questions, give its first document and say where the next ones are."""
    values = ANSWERS.get((application.call.slug, application.project.title))
    if not values:
        return
    asked = wanted.questions(application)
    answers = {question.pk: value for question, value in zip(asked, values, strict=True)}
    Answer.objects.write(application, answers, by=by)
    first, *rest = wanted.documents(application)
    file = SimpleUploadedFile("saannot.txt", "Yhdistyksen säännöt\n\n1 § Nimi ja paikka".encode())
    GivenDocument.objects.add(application, first.key, fields.take(file), by=by)
    later = {document.key: ("later", "kevätkokouksen jälkeen") for document in rest}
    DocumentPlace.objects.tell(application, later, by=by)
    Signing.objects.tell(application, by=by, **MANDATE)


def remark(application, *, by):
    """Remark on an application that is being checked."""
    asked = wanted.questions(application)
    for part, place, text in REMARKS if asked else ():
        question = None if place is None else asked[place].pk
        was = said.of(application, part, question)
        with on(REMARKED):
            Remark.objects.make(
                application, by=by, part=part, question=question, text=text, was=was
            )
