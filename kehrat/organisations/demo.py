"""The demonstration's hosts: what they have told of themselves. All invented."""

from datetime import date

from django.contrib.auth import get_user_model

from kehityspolku import moments
from kehityspolku.dev.demo import on
from kehityspolku.files.fields import Taken
from kehrat.groups.models import Kehra, Organisation
from kehrat.organisations.models import ProfileFact, StandingDocument

TOLD, MENDED = 64, 20  # days ago
WHY = "Laji ja kotipaikka katsottu yhdistysrekisteristä."
FACTS = {
    "description": "Yhdistys kokoaa alueen asukkaita, järjestää talkoita ja tapahtumia ja pitää "
    "yhteyttä kaupunkiin.",
    "members_people": "212",
    "members_people_helsinki": "208",
    "members_bodies": "6",
    "members_bodies_helsinki": "6",
    "fee_people": "12.00",
    "fee_bodies": "50.00",
    "business": "no",
    "premises": "Kerhohuone maksutta kaksi kertaa kuussa asukastalolla.",
    "loans": "Ei lainoja eikä takauksia.",
    "signs": "Puheenjohtaja ja sihteeri yhdessä",
    "signs_two": "yes",
    "bank_account": "FI21 1234 5600 0007 85",
}
OLD = {"members_people": "187", "members_people_helsinki": "180"}  # more than a year ago
RULES = "Yhdistyksen säännöt\n\n1 § Yhdistyksen nimi ja kotipaikka …\n"


def load():
    """Each host's profile, by a coordinator of its Kehrä; run twice, it changes nothing."""
    for kehra in Kehra.objects.filter(host__isnull=False).select_related("host"):
        by = kehra.coordinators().first()
        if not by or ProfileFact.objects.filter(organisation=kehra.host).exists():
            continue
        for days, facts in ((TOLD + 400, OLD), (TOLD, FACTS)):
            with on(days):
                seen = ProfileFact.objects.mark(kehra.host)
                ProfileFact.objects.write(kehra.host, facts, by=by, seen=seen)
        with on(TOLD):
            taken = Taken("txt", "saannot.txt", f"{kehra.host}\n{RULES}".encode())
            facts = {"what": "rules", "as_of": date(moments.today().year - 4, 3, 21)}
            StandingDocument.objects.add(kehra.host, taken, by=by, **facts)
    mend_one()


def mend_one():
    """Of one host an adviser has looked up the kind and the seat."""
    adviser = get_user_model().objects.holding("adviser").first()
    host = Organisation.objects.filter(hosted__isnull=False, kind="").order_by("pk").first()
    if adviser and host and not Organisation.objects.exclude(kind="").exists():
        with on(MENDED):
            facts = {"kind": Organisation.Kind.ASSOCIATION, "seat": "Helsinki"}
            host.mend(by=adviser, seen=host.mark(), reason=WHY, **facts)
