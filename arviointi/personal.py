"""What one takes part in of evaluation, for "my data" (kehityspolku/accounts/my_data.py)."""

# Answers are nobody's: not even the portal can tell whose they are. That one was asked, it knows.
MINE = {
    "arviointi.Survey.made_by": ("title_fi", "title_sv", "title_en", "state", "opened_at"),
    "arviointi.Invitation.address": ("survey", "role", "source", "sent_at", "mails", "declined"),
}
