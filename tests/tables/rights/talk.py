"""Announcements, comments and moderation in the rights tables: rows, records, addresses.

The author of every comment is `resident`, of every announcement `coordinator`.
"""

from datetime import timedelta

from kehrat.models import Idea
from tests import make
from tests.tables.rights.roles import ROLES, SUKKULA, row

COORDINATOR, AUTHOR = ("coordinator",), ("resident",)

ANNOUNCEMENT = {
    "published": [
        (COORDINATOR, "edit_announcement archive_announcement withdraw_announcement"),
    ],
    "archived": [(COORDINATOR, "withdraw_announcement publish_again")],
    "withdrawn": [(COORDINATOR, "publish_again")],
}
COMMENT = {"shown": [(AUTHOR, "edit_comment remove_comment")], "removed": []}
CASE = {
    "waiting": [(COORDINATOR, "hide dismiss"), (SUKKULA, "hide dismiss")],
    "hidden": [(COORDINATOR, "restore"), (SUKKULA, "restore"), (AUTHOR, "appeal")],
    "appealed": [(COORDINATOR, "restore"), (SUKKULA, "restore uphold")],
    "upheld": [(SUKKULA, "restore")],
    "cleared": [(COORDINATOR, "hide"), (SUKKULA, "hide")],
}
TABLE = {
    "kehrat.Announcement": ANNOUNCEMENT,
    "kehrat.Comment": COMMENT,
    "kehrat.Case": CASE,
}


def records(world):
    """A record in each state, walked there by its people."""
    coordinator, author = world.people["coordinator"], world.people["resident"]
    world.news = make.announcement(world.kehra, by=coordinator)
    world.members_news = make.announcement(world.kehra, by=coordinator, members_only=True)
    idea = Idea.objects.suggest(world.kehra, by=author, title="Tori", text="Tori.", language="fi")
    world.comment = make.comment(idea, by=author)
    # It can be mended for a while after it was written: as long as the tables take.
    world.comment.at += timedelta(days=1)
    world.comment.save()
    removed = make.comment(idea, by=author)
    removed.remove_comment(by=author)
    cases = {s: make.case(make.comment(idea, by=author), s, by=coordinator) for s in CASE}
    world.case, world.hidden = cases["waiting"], cases["hidden"]
    return {
        "kehrat.Announcement": {
            state: make.announcement(world.kehra, state, by=coordinator) for state in ANNOUNCEMENT
        },
        "kehrat.Comment": {"shown": world.comment, "removed": removed},
        "kehrat.Case": cases,
    }


def arguments(world):
    news, comment = {"pk": world.news.pk}, {"pk": world.comment.pk}
    return {
        "news": news,
        "members_news": {"pk": world.members_news.pk},
        "archive_news": news | {"word": "arkistoi"},
        "comment": comment,
        "hidden_comment": {"pk": world.hidden.comment_id},
        "flag_comment": comment | {"kind": "comment"},
        "case": {"pk": world.case.pk},
        "hidden_case": {"pk": world.hidden.pk},
    }


MODERATORS = ("coordinator", *SUKKULA)
PAGES = [  # of the table in tests/tables/rights/urls.py
    (
        row(*ROLES, anonymous=200),
        """
        kehrat:announcements kehra
        kehrat:announcement news
        kehrat:announcement_comments news
        kehrat:idea_comments idea
        kehrat:project_comments approved
        kehrat:comment comment
        """,
    ),
    (
        row("member", *MODERATORS, others=404, anonymous=404),
        "kehrat:announcement members_news\nkehrat:announcement_comments members_news",
    ),
    (row("resident", *MODERATORS, others=410, anonymous=410), "kehrat:comment hidden_comment"),
    (row(*ROLES, anonymous=200, resident=403), "kehrat:flag flag_comment"),
    (row("coordinator"), "kehrat:announcement_new kehra\nkehrat:announcement_edit news"),
    (row("coordinator", status=302), "POST kehrat:announcement_act archive_news"),
    (row("resident"), "kehrat:comment_edit comment\nkehrat:comment_remove comment"),
    # Moderation: the Kehrä's coordinators and Sukkula; the author reads the decision.
    (row("stranger", *MODERATORS), "kehrat:moderation"),
    (row(*MODERATORS, others=404), "kehrat:case case"),
    (row(*MODERATORS, status=302, others=404), "POST kehrat:trust case"),
    (row(*MODERATORS, status=302), "POST kehrat:moderate flag_comment"),
    (row("resident", others=404), "kehrat:decision hidden_case"),
]
