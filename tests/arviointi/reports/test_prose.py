"""The first page's sentences agree in number, in three languages."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from arviointi.reports.progress import Figure
from arviointi.reports.prose import summary
from arviointi.reports.risks import Risk


def told(kehrat, ideas, before, projects, granted, rate, lessons, hours, risks):
    values = kehrat, ideas, projects, Decimal(granted), rate
    figures = [SimpleNamespace(value=value, before=before) for value in values]
    return SimpleNamespace(
        figures=figures,
        city_money=Decimal(500),
        lessons=[None] * lessons,
        hours=Figure("hours", "", "", Decimal(hours), None),
        risks=[Risk("", [None] * (number < risks)) for number in range(5)],
    )


@pytest.mark.parametrize(
    ("language", "one", "many", "none"),
    [
        (
            "fi",
            "Kauden viimeisenä päivänä oli 1 toimiva Kehrä. Ehdotettiin 1 uusi idea. "
            "Edellisellä kaudella niitä oli 2. Kauteen kuului 1 hanke. Kaudella myönnettiin 1 "
            "000 €, josta kaupungin osuus on 500 €. Talkootyötä tehtiin 1 tunti. Kauden "
            "viimeisenä päivänä havaittiin 1 riski 5 seuratusta. Kyselyihin kutsutuista vastasi"
            " 45 %. 1 hanke kertoi, mitä siinä opittiin.",
            "Kauden viimeisenä päivänä oli 3 toimivaa Kehrää. Ehdotettiin 5 uutta ideaa. "
            "Edellisellä kaudella niitä ei ollut. Kauteen kuului 2 hanketta. Kaudella aiemmin "
            "myönnettyä rahoitusta vähennettiin 70 €. Talkootyötä tehtiin 1,5 tuntia. Kauden "
            "viimeisenä päivänä havaittiin 2 riskiä 5 seuratusta. Kyselyihin kutsutuista "
            "vastasi 100 %. 2 hanketta kertoi, mitä niissä opittiin.",
            "Kauden viimeisenä päivänä yksikään Kehrä ei ollut toimiva. Uusia ideoita ei "
            "ehdotettu. Edellisellä kaudella niitä ei ollut. Kauteen ei kuulunut yhtään "
            "hanketta. Kaudella ei myönnetty rahaa. Talkootyötä ei kirjattu. Kauden viimeisenä "
            "päivänä ei havaittu yhtään seuratuista riskeistä. Kaudella ei sulkeutunut yhtään "
            "kutsukyselyä. Yksikään hanke ei kertonut, mitä siinä opittiin.",
        ),
        (
            "sv",
            "På periodens sista dag fungerade 1 Kehrä. 1 ny idé föreslogs. Perioden innan var "
            "det 2. 1 projekt hörde till perioden. Under perioden beviljades 1 000 €, varav 500"
            " € av staden. Frivilliga arbetade 1 timme. På periodens sista dag syntes 1 av de 5"
            " risker som följs. Av dem som bjöds in till enkäter svarade 45 %. 1 projekt "
            "berättade vad man lärde sig.",
            "På periodens sista dag fungerade 3 Kehrät. 5 nya idéer föreslogs. Perioden innan "
            "fanns det inga. 2 projekt hörde till perioden. Under perioden minskades tidigare "
            "beviljade pengar med 70 €. Frivilliga arbetade 1,5 timmar. På periodens sista dag "
            "syntes 2 av de 5 risker som följs. Av dem som bjöds in till enkäter svarade 100 %."
            " 2 projekt berättade vad man lärde sig.",
            "På periodens sista dag fungerade ingen Kehrä. Inga nya idéer föreslogs. Perioden "
            "innan fanns det inga. Inget projekt hörde till perioden. Inga pengar "
            "beviljades under perioden. Inget talkoarbete antecknades. På periodens sista dag "
            "syntes ingen av de risker som följs. Ingen enkät till inbjudna stängdes under "
            "perioden. Inget projekt berättade om sina lärdomar.",
        ),
        (
            "en",
            "On the last day of the period 1 Kehrä was working. 1 new idea was suggested. In the "
            "period before there were 2. 1 project belonged to the period. Within it 1 000 € "
            "was granted, of which 500 € by the City. Volunteers worked for 1 hour. Of the 5 "
            "things that are looked at as risks 1 was seen on its last day. Of the people "
            "invited to surveys 45 % answered. 1 project told its lessons.",
            "On the last day of the period 3 Kehrät were working. 5 new ideas were suggested. In "
            "the period before there were none. 2 projects belonged to the period. What had been "
            "granted was reduced by 70 € within it. Volunteers worked for 1.5 hours. Of the 5 "
            "things that are looked at as risks 2 were seen on its last day. Of the people "
            "invited to surveys 100 % answered. 2 projects told their lessons.",
            "No Kehrä was working on the last day of the period. No new ideas were suggested. In "
            "the period before there were none. No project belonged to the period. No money was"
            " granted within it. No volunteer work was recorded within it. Nothing that is "
            "looked at as a risk was seen on its last day. No survey of invited people closed "
            "in the period. No project told its lessons.",
        ),
    ],
)
def test_words_agree_in_number(language, one, many, none):
    cases = [
        (1, 1, 2, 1, 1000, 0.45, 1, 1, 1),
        (3, 5, 0, 2, -70, 1.0, 2, "1.5", 2),
        (0, 0, 0, 0, 0, None, 0, 0, 0),
    ]
    with override(language):
        for values, expected in zip(cases, (one, many, none), strict=True):
            text = " ".join(summary(told(*values)))
            assert " ".join(text.split()) == expected
