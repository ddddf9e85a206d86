"""Phrases of the demonstration: two that Sukkula shares, one of the adviser's own."""

from kehityspolku.dev.demo import account
from sukkula.phrases.models import Phrase

SHARED = [
    "Kertokaa, kuka vastaa tästä hankkeen jälkeen ja mistä sen tietää.",
    "Eritelkää budjetti vuosittain, niin että rahoittaja näkee oman osuutensa.",
]
OWN = "Kiitos huolellisesta kortista! Muutama kohta kaipaa vielä tarkennusta."


def load():
    """Load them, unless there are any."""
    if Phrase.objects.exists():
        return
    adviser = account("adviser")
    for text in SHARED:
        Phrase.objects.keep(by=adviser, text=text, language="fi", shared=True)
    Phrase.objects.keep(by=adviser, text=OWN, language="fi")
