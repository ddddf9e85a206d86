"""The demonstration's mail, readable in the browser. Routed in demo mode only."""

from email import message_from_bytes, policy

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

SHOWN = 60


@login_not_required
def mail(request):
    """The newest mails that the demonstration has sent, newest first."""
    files = sorted(settings.MAIL_FOLDER.glob("*.log"), key=lambda f: f.stat().st_mtime)
    mails = [mail for file in reversed(files[-SHOWN:]) for mail in reversed(read(file))]
    return render(request, "kehityspolku/mail.html", {"mails": mails[:SHOWN]})


def read(file):
    """The mails of one file of Django's file backend, oldest first."""
    letters = []
    for raw in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
        letter = message_from_bytes(raw, policy=policy.default)
        if letter["To"]:
            body = letter.get_body(("plain",))
            letters.append(
                {
                    "to": letter["To"],
                    "subject": letter["Subject"],
                    "date": letter["Date"].datetime,
                    "text": body.get_content() if body else "",
                }
            )
    return letters
