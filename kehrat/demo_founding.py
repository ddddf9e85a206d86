"""The demonstration's Kehrät that are founded, rest or have ended, and an area that waits for one.

Dates are days ago. People and organisations are invented.
"""

from decimal import Decimal

from django.db import transaction

from kehityspolku import moments
from kehityspolku.demo import person
from kehityspolku.models import User
from kehrat.demo_cards import back_date, card, done
from kehrat.models import District, Idea, Kehra, Project, SubArea

LEAD = "lead@kehityspolku.example"
# Account and name of the founder, names, description, sub-areas, organisations (name, kind).
GROUPS = {
    "proposed": (
        ("perustaja", "Pirjo Esimerkki"),
        {"name_fi": "Lauttasaari", "name_sv": "Drumsö", "name_en": "Lauttasaari"},
        "Saaren rannat ja vanhat huvilat yhteiseen käyttöön. Aloitamme rantatalkoista.",
        ["Kotkavuori", "Vattuniemi", "Myllykallio"],
        [("Lauttasaaren esimerkkiseura", "association")],
    ),
    "forming": (
        ("malmilainen", "Mirja Esimerkki"),
        {"name_fi": "Malmi–Puistola", "name_sv": "Malm–Parkstad", "name_en": "Malmi–Puistola"},
        "Radan varren kylät yhteen: pihatapahtumia, työpajoja ja turvallisia koulureittejä.",
        ["Ala-Malmi", "Ylä-Malmi", "Puistola", "Tapulikaupunki"],
        [("Malmin esimerkkikoulu", "school"), ("Puistolan esimerkkiyhdistys", "association")],
    ),
    "dormant": (
        ("kulosaarelainen", "Kerttu Esimerkki"),
        {"name_fi": "Kulosaari", "name_sv": "Brändö", "name_en": "Kulosaari"},
        "Saaren puistot ja rantareitti kuntoon talkoilla.",
        ["Kulosaari"],
        [("Kulosaaren esimerkkiseura", "association")],
    ),
    "ended": (
        ("munkkalainen", "Mauri Esimerkki"),
        {"name_fi": "Munkkiniemi", "name_sv": "Munksnäs", "name_en": "Munkkiniemi"},
        "Puistotien markkinat ja kesäteatteri naapurien voimin.",
        ["Vanha Munkkiniemi", "Kuusisaari"],
        [("Munkkiniemen esimerkkiteatteri", "association")],
    ),
}
RESTS = "Koordinaattori muutti pois, eikä uutta ole vielä löytynyt. Jatkajaa etsitään."
ENDS = "Markkinat jatkuvat kauppiaiden voimin, ja ryhmän tehtävä on tehty."
LESSONS = {
    "good": "Kauppiaat lupasivat jatkaa, koska saivat päättää itse kojujen paikat.",
    "improve": "Liikennejärjestelyistä kannattaa sopia jo keväällä.",
}
CONFIRMS = "Ryhmä on jo järjestänyt talkoita."
# Founded, then the steps: (verb, days ago, facts).
WALKS = {
    "proposed": (6, []),
    "forming": (64, [("accept_proposal", 58, {"message": "Hyvä alku. Tervetuloa mukaan."})]),
    "dormant": (
        3300,
        [
            ("accept_proposal", 3290, {}),
            ("confirm", 3120, {"reason": CONFIRMS}),
            ("rest", 210, {"reason": RESTS}),
        ],
    ),
    "ended": (
        3900,
        [
            ("accept_proposal", 3885, {}),
            ("confirm", 3700, {"reason": CONFIRMS}),
            ("end_kehra", 130, {"reason": ENDS}),
        ],
    ),
}
DATES = {"accept_proposal": "formed_on", "confirm": "confirmed_on", "end_kehra": "ended_on"}
WAITING = [
    (34, "Uimala Lauttasaaren rantaan", "Talvella avantoon, kesällä uimaan.", 6),
    (20, "Yhteinen veneenlaskupaikka", "Soutuveneille ja kajakeille oma ranta.", 3),
]


@transaction.atomic
def load():
    """Load the groups and the ideas that wait, unless they are there."""
    if Kehra.objects.filter(state=Kehra.State.ENDED).exists():
        return
    for state in GROUPS:
        walked(state)
    wait()


def walked(state):
    """Found one group and walk it on by verbs, each on its day."""
    (account, name), names, description, areas, organisations = GROUPS[state]
    founder, lead = person(account, name), User.objects.get(email=LEAD)
    days, steps = WALKS[state]
    kehra = Kehra.objects.found(
        by=founder,
        areas=SubArea.objects.filter(name_fi__in=areas),
        actor_type="resident",
        description_fi=description,
        **names,
    )
    dated(kehra, days)
    began = moments.in_days(-days)
    kehra.memberships.update(asked_on=began, joined_on=began, coordinates_since=began)
    for title, kind in organisations:
        kehra.add_organisation(by=founder, name=title, actor_type=kind)
        back_date(kehra, max(days - 2, 0))
    for verb, ago, facts in steps:
        if verb == "end_kehra":
            market(kehra, founder, lead)
        getattr(kehra, verb)(by=lead, **facts)
        if verb in DATES:
            setattr(kehra, DATES[verb], moments.in_days(-ago))
            kehra.save()
        dated(kehra, ago)
    if state == "ended":
        kehra.memberships.update(ended_on=kehra.ended_on)


def dated(kehra, days):
    """The last event of the group, and its state, are so many days old."""
    Kehra.objects.filter(pk=kehra.pk).update(state_since=back_date(kehra, days))
    kehra.refresh_from_db()


def market(kehra, founder, lead):
    """The ended group's work: one project that was done, and its lessons."""
    project = Project.objects.begin(kehra, by=founder, card=card("puistotien-markkinat"))
    back_date(project, 820)
    for verb, ago, by, facts in (
        ("submit", 800, founder, {}),
        ("take", 795, lead, {}),
        ("approve", 780, lead, {}),
        ("note_grant", 700, lead, {"amount": Decimal(4000), "source": "helsingin-kaupunki"}),
        ("end", 300, lead, {}),
        ("tell_lessons", 290, founder, LESSONS),
    ):
        done(project, ago, verb, by, **facts)


def wait():
    """Ideas of an area that has no Kehrä, with nearly ten supporters in all."""
    people = iter(User.objects.filter(email__startswith="asukas").order_by("-pk"))
    for days, title, text, supporters in WAITING:
        words = {"title": title, "text": text, "language": "fi"}
        author = next(people)
        idea = Idea.objects.suggest(District.objects.get(slug="lauttasaari"), by=author, **words)
        Idea.objects.filter(pk=idea.pk).update(made_at=back_date(idea, days))
        for _n in range(supporters - 1):
            idea.support(by=next(people))
