"""Arranging tests: plain functions that reach states through verbs."""

from tests.make.cards import (
    change,
    co_editor,
    idea,
    panel,
    panel_facts,
    project,
    ready_card,
    untouched,
    verdict,
    version,
)
from tests.make.copies import copies
from tests.make.files import attachment, document, document_of, given, receipt
from tests.make.funding import amendment, application, call, remark, source, source_official
from tests.make.groups import answers, hold, meeting, mended, minutes, past, plan, survey
from tests.make.intake import intake, reading
from tests.make.joining import invite, nomination, offer, vacancy
from tests.make.people import (
    FOUNDING,
    coordinator,
    enquiry,
    founded,
    kehra,
    member,
    number,
    photo,
    picture,
    user,
)
from tests.make.running import evidence, milestone
from tests.make.talk import announcement, case, comment

__all__ = [
    "amendment",
    "user",
    "kehra",
    "founded",
    "FOUNDING",
    "member",
    "coordinator",
    "photo",
    "picture",
    "enquiry",
    "number",
    "copies",
    "attachment",
    "document",
    "document_of",
    "given",
    "receipt",
    "remark",
    "intake",
    "reading",
    "invite",
    "nomination",
    "vacancy",
    "offer",
    "ready_card",
    "co_editor",
    "untouched",
    "version",
    "project",
    "idea",
    "change",
    "panel_facts",
    "panel",
    "verdict",
    "source",
    "call",
    "source_official",
    "application",
    "milestone",
    "evidence",
    "survey",
    "answers",
    "meeting",
    "mended",
    "hold",
    "past",
    "minutes",
    "plan",
    "comment",
    "announcement",
    "case",
]
