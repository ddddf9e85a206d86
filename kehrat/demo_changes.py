"""The demonstration's changes asked for in single fields of a card: one answered, one open."""

from datetime import timedelta

from kehityspolku.models import Event
from kehrat.models import ChangeRequest

ASKED = {
    "legacy_least": "Kertokaa, kuka vastaa vuokrasta hankkeen jälkeen.",
    "budget": "Tarkistakaa I vaiheen summa: osat ovat yhteensä 21 000 €, kortissa on 22 000 €.",
}
ANSWER = "Kylätaloyhdistys vuokraa tilan jatkossa. Lisäämme sen korttiin."


def answer():
    """Answer the first one three days later, and date both sides' words as the card's steps are."""
    for asked in ChangeRequest.objects.select_related("project__kehra"):
        at = asked.project.state_since
        asked.asked_at = at
        asked.save()
        if asked.field == "legacy_least":
            asked.answer_change(by=asked.project.kehra.coordinators().first(), words=ANSWER)
            at += timedelta(days=3)
            ChangeRequest.objects.filter(pk=asked.pk).update(answered_at=at)
            Event.objects.filter(verb="answer_change", target_id=asked.pk).update(at=at)
