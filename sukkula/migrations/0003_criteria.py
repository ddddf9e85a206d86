"""The criteria that every installation begins with; others are made in the admin."""

from django.db import migrations

NAMES = ("Yhteiset arviointikriteerit", "Gemensamma bedömningskriterier", "Common criteria")
CRITERIA = [  # weight, names, help (Finnish, Swedish, English)
    (
        3,
        ("Tarve ja tavoitteet", "Behov och mål", "Need and goals"),
        (
            "0: tarvetta ei kerrota. 5: asukkaiden tarve on näytetty ja tavoitteet ovat mitattavia.",
            "0: behovet framgår inte. 5: invånarnas behov är visat och målen går att mäta.",
            "0: no need is told. 5: residents' need is shown and the goals can be measured.",
        ),
    ),
    (
        3,
        ("Vaikutukset alueella", "Effekter i området", "Effects in the area"),
        (
            "0: hyöty jää epäselväksi. 5: kerrotaan, kuka hyötyy, miten ja kuinka kauan.",
            "0: nyttan är oklar. 5: det framgår vem som har nytta, hur och hur länge.",
            "0: the benefit is unclear. 5: it is told who benefits, how and for how long.",
        ),
    ),
    (
        2,
        ("Toteutettavuus", "Genomförbarhet", "Feasibility"),
        (
            "0: aikataulua ei ole. 5: vaiheet, tekijät ja aika sopivat yhteen.",
            "0: tidsplan saknas. 5: faser, aktörer och tid passar ihop.",
            "0: there is no schedule. 5: phases, people and time fit together.",
        ),
    ),
    (
        2,
        ("Kumppanit ja osallistuminen", "Partner och delaktighet", "Partners and participation"),
        (
            "0: tekijä on yksin. 5: asukkaat, järjestöt, yritykset ja kaupunki ovat mukana.",
            "0: aktören är ensam. 5: invånare, föreningar, företag och staden är med.",
            "0: one actor alone. 5: residents, associations, companies and the city take part.",
        ),
    ),
    (
        2,
        ("Mikä jää elämään", "Det som lever vidare", "What lives on"),
        (
            "0: kaikki loppuu rahoituksen mukana. 5: jatkolle on tekijä ja keinot.",
            "0: allt slutar med finansieringen. 5: fortsättningen har en ansvarig och medel.",
            "0: all ends with the money. 5: someone carries it on and has the means.",
        ),
    ),
    (
        1,
        ("Talousarvio", "Budget", "Budget"),
        (
            "0: kustannuksia ei perustella. 5: kustannukset ovat kohtuulliset ja perustellut.",
            "0: kostnaderna motiveras inte. 5: kostnaderna är rimliga och motiverade.",
            "0: costs are not explained. 5: costs are reasonable and explained.",
        ),
    ),
]


def load(apps, schema_editor):
    sets = apps.get_model("sukkula", "CriteriaSet")
    criteria = sets.objects.create(**dict(zip(("name_fi", "name_sv", "name_en"), NAMES)))
    for place, (weight, names, helps) in enumerate(CRITERIA, start=1):
        criteria.criteria.create(
            place=place,
            weight=weight,
            **dict(zip(("name_fi", "name_sv", "name_en"), names)),
            **dict(zip(("help_fi", "help_sv", "help_en"), helps)),
        )


class Migration(migrations.Migration):
    dependencies = [("sukkula", "0002_reviews")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
