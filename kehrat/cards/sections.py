"""The sections in which a card is written: their fields in the order of Helka's card."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

SECTIONS = {
    "start": (_("What it is called"), ["title", "language"]),
    "work": (_("What is done and when"), ["phases", "description", "goals"]),
    "use": (
        _("Whom it serves and what comes of it"),
        ["purpose", "benefits", "benefits_unstated", "results"],
    ),
    "after": (
        _("What lives on, and how you know"),
        ["legacy_least", "legacy_best", "legacy_unstated", "evaluation"],
    ),
    "people": (
        _("Where and with whom"),
        [
            "all_districts",
            "target_areas",
            "actors",
            "partners",
            "applicant_name",
            "business_id",
            "signatory",
            "signatory_role",
            "contacts",
        ],
    ),
    "money": (_("What it costs and who pays"), ["funders", "budget"]),
    "plan": (
        _("What funders often ask besides"),
        ["need", "target_group", "measures", "risks"],
    ),
    "rest": (_("Text that was not understood"), ["remainder"]),
}


@dataclass(frozen=True)
class Section:
    """A part of the form. `parts`: fields and sets of rows; `then`: the key of the next one."""

    key: str
    title: str
    parts: list
    then: str


def sections(shown):
    """The sections of a form whose fields and rows are `shown` by name; empty ones are left out."""
    found = [
        (key, title, [shown[name] for name in names if name in shown])
        for key, (title, names) in SECTIONS.items()
    ]
    found = [section for section in found if section[2]]
    after = [key for key, _title, _parts in found[1:]] + [""]
    return [Section(*section, then) for section, then in zip(found, after, strict=True)]
