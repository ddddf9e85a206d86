"""People whom nobody knows yet: what they may, and that robots may nothing."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from kehityspolku.models import User, Wish
from kehityspolku.web.limits import TRAP
from kehrat.models import Comment, Idea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "a long enough phrase 7"
IDEA = {"title": "Penkkejä", "text": "Lisää.", "language": "fi"}
SIGN_UP = {"name": "Rauha", "email": "rauha@kehityspolku.example", "password1": PASSWORD}


def test_nothing_is_public_before_the_address_is_confirmed(client):
    idea = make.idea()
    client.post("/tili/signup/", SIGN_UP)
    person = User.objects.get(email=SIGN_UP["email"])
    client.post("/tili/login/", {"login": person.email, "password": PASSWORD})
    told = [
        client.post(f"{idea.get_absolute_url()}kommentit/", {"text": "Hei.", "language": "fi"}),
        client.post(f"{idea.kehra.get_absolute_url()}ideat/uusi/", IDEA),
    ]
    assert [answer.status_code for answer in told] == [302, 302]
    assert told[0].url == "/oma/kesken/"
    assert (Comment.objects.count(), Idea.objects.exclude(pk=idea.pk).count()) == (0, 0)


def test_a_robot_that_signs_up_is_answered_and_not_made(client):
    page = main(client.get("/tili/signup/"))
    assert f'<span class="hush"><input type="text" name="{TRAP}"' in page
    assert 'style="' not in page.partition(TRAP)[0][-200:]
    answer = client.post("/tili/signup/", SIGN_UP | {TRAP: "https://spam.example/"})
    assert (answer.status_code, User.objects.filter(email=SIGN_UP["email"]).count()) == (302, 0)


def test_a_robot_that_suggests_or_joins_is_answered_and_nothing_is_stored(client):
    kehra = make.kehra()
    join = client.post(f"{kehra.get_absolute_url()}liity/", {"actor_type": "resident", TRAP: "x"})
    client.force_login(make.user())
    suggest = client.post(f"{kehra.get_absolute_url()}ideat/uusi/", IDEA | {TRAP: "x"})
    assert (join.status_code, suggest.status_code) == (302, 302)
    assert (Idea.objects.count(), Wish.objects.count()) == (0, 0)


def test_one_is_known_once_taken_in_or_given_a_role():
    kehra, stranger, asker = make.kehra(), make.user(), make.user()
    kehra.ask_to_join(by=asker, actor_type="resident")
    people = [stranger, asker, make.member(kehra), make.user("reviewer")]
    assert [User.objects.get(pk=p.pk).is_trusted for p in people] == [False, False, True, True]


def test_new_people_have_tighter_limits(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"comment": "3/h/user", "comment_new": "1/h/user"}
    idea = make.idea()
    said = {}
    for name, person in (("new", make.user()), ("known", make.member(idea.kehra))):
        client.force_login(person)
        path, words = f"{idea.get_absolute_url()}kommentit/", {"text": "Hei.", "language": "fi"}
        said[name] = [client.post(path, words).status_code for _ in range(4)]
    assert said == {"new": [302, 429, 429, 429], "known": [302, 302, 302, 429]}


@pytest.mark.django_db(transaction=True)
def test_the_limits_count_over_processes():
    """Another process has used up what this one may do: the shared cache holds the count."""
    use_up = (
        "import django; django.setup()\n"
        "from allauth.core import ratelimit\n"
        "from django.test import RequestFactory\n"
        "from kehityspolku.models import User\n"
        "request = RequestFactory().post('/'); request.user = User.objects.get(pk={pk})\n"
        "print(sum(bool(ratelimit.consume(request, action='comment_new')) for _ in range(9)))\n"
    )
    person, idea = make.user(), make.idea()
    here = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(here._replace(path=f"/{connection.settings_dict['NAME']}"))
    env = os.environ | {
        "DATABASE_URL": address,
        "REDIS_URL": settings.CACHES["default"]["LOCATION"],
        "DJANGO_SETTINGS_MODULE": "kehityspolku.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", use_up.format(pk=person.pk)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    client = Client()
    client.force_login(person)
    words = {"text": "Hei.", "language": "fi"}
    answer = client.post(f"{idea.get_absolute_url()}kommentit/", words)
    assert told.stderr == ""
    assert (told.stdout.strip(), answer.status_code, Comment.objects.count()) == ("6", 429, 0)
