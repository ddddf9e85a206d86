"""What each app tells the ground floor, in modules of a fixed name: bounces, demo, doubts, life,
personal, portal, waits.

This floor knows no app above it. `portal.py` of an app may hold, for the common pages:

    MAIN_PAGES       [(name of an address, words)], in the menu for everyone
    own_pages(user)  the same, for one's role; the first of the topmost app follows sign-in
    FOOT_PAGES       the same, in the foot of every page
    MY_PAGES         the same, beside one's settings on the own page
    PRIVACY          {"kept", "seen" or "more": template}, paragraphs of the privacy page
    STATIONS         [(place, key, words)], its stations of a project's path line
    path_notes(projects)
                     {project's key: {station's key: words}}, what it tells of work under way
    LISTED_PAGES, LISTED, CLOSED_PAGES
                     what is found from outside (finding/listed.py)
    links(record, user, history)
                     [{"place": …, "name": …, "url": …}] that the page of a lower app's record shows

`wishes.py` of an app holds `WISHES`: {verb: how it is done when it was begun before sign-in}
(events/after_sign_in.py).

`personal.py` of an app may hold `groups(user)`: [(key, name)] of the groups whose news one gets;
`hangs(user)`: [(number, words with %(n)s)] of what hangs on one's roles (people/hanging.py).

`bounces.py` of an app holds `came_back(address)`: mail to the address came back.

`life.py` of an app holds `heard(group)`: somebody of the group has done something.

`doubts.py` of an app holds `doubts(record, verb)`: sentences of what speaks against a verb of a
record now (second_press.py).

`waits.py` of an app holds `waiting(user)`: what waits for a person by role (events/waiting.py).
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@cache
def found(module, name):
    """{app config: what its `module` holds under `name`}, from the lowest floor up."""
    told = {}
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.{module}"):
            held = getattr(import_module(f"{app.name}.{module}"), name, None)
            if held is not None:
                told[app] = held
    return told


def pages(name):
    """All pages that the apps' portal.py holds under `name`."""
    return [page for held in found("portal", name).values() for page in held]


def own_pages(user):
    """The pages of a person's role; the first is where one's work is."""
    if not user.is_authenticated:
        return []
    floors = reversed(found("portal", "own_pages").values())
    return [page for floor in floors for page in floor(user)]
