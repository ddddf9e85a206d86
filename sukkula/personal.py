"""What is one's own at the desk, for "my data" (kehityspolku/accounts/my_data.py)."""

from kehityspolku.accounts.my_data import ALL

# Notes, advice, scores' words, decisions and what is planned are Sukkula's, not a person's own.
MINE = {
    "sukkula.Message.by": ("project", "text", "language", "at"),
    "sukkula.Review.reviewer": ("panel", "state", "state_since"),
    "sukkula.SavedView.user": ALL,
    "sukkula.Phrase.owner": ALL,
}
