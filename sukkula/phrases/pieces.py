"""Phrases beside the text boxes of other rooms' pages: `sukkula/phrases/pick.html`."""

from sukkula.phrases.models import Phrase


def phrases_of(user):
    """One's own first, then the shared ones."""
    return sorted(Phrase.objects.visible_to(user), key=lambda phrase: phrase.is_shared)
