"""Notices, what one follows and how it is mailed, what mail was sent."""

import json
import re
from email import message_from_bytes, policy
from itertools import groupby

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kehityspolku import by_name, moments
from kehityspolku.events import after_sign_in, duties, follows, hearers, waiting
from kehityspolku.events import mail as event_mail
from kehityspolku.events.forms import GroupMailForm, MailForm, NoticeFilter, SentFilter
from kehityspolku.events.models import Follow, Notice, Preference
from kehityspolku.events.subscriptions import Stop
from kehityspolku.people.models import User
from kehityspolku.text import tidy_line
from kehityspolku.web import paging
from kehityspolku.web.limits import limited

SHOWN = 50
KEY = re.compile(r"[0-9]{1,18}")


ACTS = {"follow": follows.follow, "unfollow": follows.unfollow, "mute": follows.mute}


LETTERS_SHOWN = 60


def waits(request):
    """All that waits for oneself, whatever the role, the most urgent of each kind first."""
    found = waiting.with_things(request.user)
    return render(request, "kehityspolku/events/waits.html", {"found": found})


def notice_list(request):
    """One's own notices by day and thing, newest first; the filter lives in the address."""
    form = NoticeFilter(request.GET)
    mine = form.narrow(Notice.objects.visible_to(request.user).listed())
    shown, newer_url, older_url = paging.page(mine, request, key="made_at", size=SHOWN)
    told = {notice.pk for notice in hearers.tellable(shown)}
    for notice in shown:
        notice.is_told = notice.pk in told
    days = groupby(shown, key=lambda n: n.made_at.astimezone(moments.HELSINKI).date())
    context = {
        "form": form,
        "narrowed": form.is_narrowing,
        "days": [(day, by_thing(notices)) for day, notices in days],
        "newer_url": newer_url,
        "older_url": older_url,
    }
    return render(request, "kehityspolku/events/notices.html", context)


def by_thing(notices):
    """[{"newest", "others", "unread"}]: the notices of each thing, in the order of the newest."""
    things = {}
    for notice in notices:
        things.setdefault(follows.thing(notice.event), []).append(notice)
    return [
        {"newest": newest, "others": others, "unread": any(not n.read_at for n in others)}
        for newest, *others in things.values()
    ]


def notice(request, pk):
    """Open what a notice tells of; it is read then."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user).listed(), pk=pk)
    notice.read()
    told = hearers.tellable([notice])
    return redirect(event_mail.page_of(notice) if told else "notices")


@require_POST
def read_notice(request, pk):
    """Mark one notice as read, and those that stand with it (`others`: their keys)."""
    mine = Notice.objects.visible_to(request.user)
    get_object_or_404(mine, pk=pk).read()
    others = [key for key in request.POST.get("others", "").split() if KEY.fullmatch(key)]
    mine.filter(pk__in=others[:SHOWN]).read()
    messages.success(request, _("Marked as read."))
    return _back(request, f"#notice-{pk}")


@require_POST
def read_notices(request):
    """Mark all of one's own notices as read."""
    Notice.objects.visible_to(request.user).read()
    messages.success(request, _("All notices are marked as read."))
    return _back(request)


def _back(request, place=""):
    """The list as it was narrowed: its address has the same query as the form's."""
    page = redirect("notices")
    query = request.GET.urlencode()
    page["Location"] += (f"?{query}" if query else "") + place
    return page


def mail_settings(request):
    """How often one wants mail of each kind; what one follows and has muted."""
    form = MailForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("mail_settings")
    kept = follows.seen(request.user)
    own = set(request.user.preferences.values_list("group_id", flat=True))
    context = {
        "groups": [(key, name, key in own) for key, name in groups_of(request.user)],
        "form": form,
        "paces": Preference.Pace.choices,
        "followed": [row for row in kept if not row.muted],
        "muted": [row for row in kept if row.muted],
    }
    return render(request, "kehityspolku/events/mail_settings.html", context)


def mail_settings_of(request, group):
    """How often one wants mail of each kind of news of one group."""
    name = dict(groups_of(request.user)).get(group)
    if not name:
        raise Http404
    form = GroupMailForm(request.POST or None, user=request.user, group=group)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("mail_settings")
    paces = [("", _("as elsewhere")), *Preference.Pace.choices]
    context = {"form": form, "paces": paces, "name": name}
    return render(request, "kehityspolku/events/mail_settings_of.html", context)


def groups_of(user):
    """[(key, name)] of the groups whose news come to the person, as the apps tell them."""
    told = by_name.found("personal", "groups").values()
    return [group for groups in told for group in groups(user)]


@require_POST
def mail_again(request):
    """Try the address again that mail came back from."""
    request.user.try_mail_again()
    messages.success(request, _("Mail to you leaves again."))
    return redirect("mail_settings")


@login_not_required
def follow(request, app, model, pk):
    """Follow, unfollow or mute a record that the person may see; before sign-in the wish to follow
    is kept."""
    record = followable(request.user, app, model, pk)
    if request.method != "POST":
        row = Follow.objects.of(record).filter(user=request.user.pk).first()
        return render(request, "kehityspolku/events/follow.html", {"record": record, "row": row})
    act = request.POST.get("act")
    if act not in ACTS or not (request.user.is_authenticated or act == "follow"):
        raise BadRequest
    return (followed if request.user.is_authenticated else followed_after_sign_in)(
        request, record, act
    )


@limited("follow")
def followed(request, record, act):
    ACTS[act](request.user, record)
    messages.success(request, TOLD[act]() % {"what": record})
    back = request.POST.get("back") == "settings"
    return redirect(reverse("mail_settings") if back else record.get_absolute_url())


@limited("wish")
def followed_after_sign_in(request, record, _act):
    """Signed out: the wish to follow is kept until the person's address is known."""
    after_sign_in.make(request, record, "follow")
    return redirect("wish_kept")


TOLD = {
    "follow": lambda: _("You follow this now: %(what)s"),
    "unfollow": lambda: _("You no longer follow or mute this: %(what)s"),
    "mute": lambda: _("No more news of this, only decisions and what waits for you: %(what)s"),
}


def followable(user, app, model, pk):
    """The record to follow, if there is such a one and the person may see it; else 404."""
    try:
        kind = apps.get_model(app, model)
    except LookupError:
        raise Http404 from None
    if not getattr(kind, "followable", False):
        raise Http404
    rows = kind._default_manager.all()
    return get_object_or_404(rows.visible_to(user) if hasattr(rows, "visible_to") else rows, pk=pk)


@login_not_required
@csrf_exempt  # a mail program posts here, without a page of ours: the signed token is the right
@limited("unsubscribe", key="token", tries=True)
def unsubscribe(request, token):
    """Stop the mail that the token names, or mute its group; asking for the page does neither."""
    stop = Stop.read(token)
    if not stop:
        raise Http404
    context = {"stop": stop, "token": token, "done": ""}
    if request.method == "POST":
        context |= stopped(stop, request.POST)
    return render(request, "kehityspolku/events/unsubscribe.html", context)


def stopped(stop, given):
    """Do what was asked: what was done, and the token that undoes it."""
    if undo := given.get("undo"):
        return {"done": "undone" if stop.undo(undo) else ""}
    if given.get("act") == "mute" and stop.group:
        return {"undo": stop.mute(), "done": "muted"}
    return {"undo": stop.stop(), "done": "stopped"}


@login_not_required
def mail(request):
    """The newest mails that the demonstration has sent, newest first."""
    files = sorted(settings.MAIL_FOLDER.glob("*.log"), key=lambda f: f.stat().st_mtime)
    mails = [mail for file in reversed(files[-LETTERS_SHOWN:]) for mail in reversed(read(file))]
    return render(request, "kehityspolku/events/mail.html", {"mails": mails[:LETTERS_SHOWN]})


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


def sent_mail(request):
    """All mail of notices, newest first: who, when, what kind, and what became of it."""
    mailed = _mailed(request.user)
    form = SentFilter(request.GET)
    shown, newer_url, older_url = paging.page(form.narrow(mailed.listed()), request, key="made_at")
    context = {
        "form": form,
        "narrowed": form.is_narrowing,
        "notices": shown,
        "newer_url": newer_url,
        "older_url": older_url,
        "bounced": User.objects.exclude(bounced_at=None).order_by("-bounced_at")[:20],
    }
    return render(request, "kehityspolku/events/sent_mail.html", context)


@require_POST
def send_again(request, pk):
    """Try a mail again that could not be sent."""
    event_mail.send_again(get_object_or_404(_mailed(request.user), pk=pk))
    messages.success(request, _("The mail is tried again."))
    return redirect("sent_mail")


def _mailed(user):
    """Notices that are or were to be mailed, for Sukkula's leads and the administrators."""
    if not (user.is_lead or user.is_staff):
        raise PermissionDenied
    return Notice.objects.exclude(mail=Notice.Mail.NONE)


@login_not_required
@csrf_exempt  # a mail server posts here: the shared secret is its right
@require_POST
def bounces(request):
    """Told by the mail server: mail to this address came back. No secret is set: not here."""
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.BOUNCE_SECRET or not constant_time_compare(told, settings.BOUNCE_SECRET):
        raise Http404
    try:
        bounce = json.loads(request.body)
        address, kind = bounce["address"], bounce["type"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return HttpResponseBadRequest('{"address": …, "type": "hard" or "soft", "reason": …}')
    if kind == "hard":  # after a soft one the server itself tries again
        address = tidy_line(str(address))
        duties.bounced(address, tidy_line(str(bounce.get("reason", ""))))
        for came_back in by_name.found("bounces", "came_back").values():
            came_back(address)
    return HttpResponse(status=204)
