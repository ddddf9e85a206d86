"""Texts in the shapes in which associations write: each is right after at most three presses."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kehrat.cards.card import Contact
from kehrat.cards.contradictions import contradictions
from kehrat.cards.files import written_of_file
from kehrat.cards.reading import cards_in, read

PLANS = Path(__file__).with_name("plans")

# For each text: the presses in the preview, and what must come out.
EXPECTED = {
    "01_eura_page": (
        {},
        {
            "title": "Kontulan korjauspaja",
            "stated_state": "running",
            "phases": [("", date(2027, 3, 1), date(2029, 2, 28))],
            "applicant_name": "Kontula-esimerkki ry",
            "business_id": "1234567-1",
            "contacts": [
                Contact(
                    "Maija Esimerkki",
                    "maija@kontula.example",
                    "040 123 4567",
                    "Jakeluosoite: Esimerkkikatu 1, Postinumero: 00940",
                )
            ],
            "description": "Kontulaan avataan korjauspaja, "
            "jossa asukkaat korjaavat kodin laitteita yhdessä.",
            "target_group": "Työttömät nuoret ja heidän naapurinsa.",
            "target_areas": ["Kontula", "Mellunmäki"],
            "goals": ["200 korjattua laitetta", "15 nuorta työpajassa"],
            "remainder": "Hankkeen perustiedot\n\nHankekoodi\nA99999\n\n"
            "Toimintalinja\n5 Sosiaalinen osallisuus\n\n"
            "Erityistavoite\n9.1 Työ- ja toimintakyvyn parantaminen\n\n"
            "Vastuuviranomainen\nEsimerkkikeskus\n\nOrganisaatiotyyppi\nRekisteröity yhdistys",
        },
    ),
    "02_city_form": (
        {},
        {
            "title": "Pukinmäen lukupiirit",
            "applicant_name": "Pukinmäki-esimerkki ry",
            "business_id": "1234567-1",
            "contacts": [Contact("Ville Esimerkki", "", "040 765 4321", "puheenjohtaja")],
            "description": "Lukupiirejä kirjastossa ja kerhohuoneilla.",
            "need": "Yksinäisyyteen: moni ikääntynyt ei tapaa ketään viikkoon.",
            "target_group": "Ikääntyneet asukkaat",
            "benefits": "Naapurit tutustuvat toisiinsa.",
            "partners": ["Pukinmäen kirjasto", "Esimerkkiseurakunta"],
            "phases": [("", date(2027, 1, 1), date(2027, 12, 31))],
            "budget": [("Kirjat", 1200), ("Kahvitus", 300), ("Yhteensä", 1500)],
            "funders": [("Haettava avustus", 1000), ("Omarahoitus", 500)],
            "remainder": "HELSINGIN KAUPUNKI\nAVUSTUSHAKEMUS 2027\n\n"
            "12. Lisätiedot\nToimimme ilman palkattua väkeä.",
        },
    ),
    "03_leader": (
        {"39": "heading:risks"},
        {
            "title": "Puistolan pyöräpuisto",
            "need": "Puistolassa ei ole paikkaa, jossa lapset voivat harjoitella pyöräilyä "
            "turvassa.",
            "goals": ["Pyöräpuisto on valmis keväällä", "300 lasta vuodessa"],
            "target_group": "Alueen lapset ja heidän vanhempansa.",
            "measures": "4.1 Rakentaminen\n\nRata rakennetaan talkoilla.\n\n4.2 Opastus\n\n"
            "Vapaaehtoiset opastavat lapsia kahdesti viikossa.",
            "budget": [("Materiaalit", 8000), ("Kaivinkone", 2000)],
            "risks": "Talkooväkeä ei saada tarpeeksi.\n\n7 Lintujen pesintä\n\n"
            "Työt tehdään pesinnän jälkeen.",
            "legacy_least": ["Rata ja sen hoitajat."],
            "remainder": "Leader Esimerkki ry",
        },
    ),
    "04_contents": (
        {},
        {
            "title": "Roihuvuoren kirsikkajuhla",
            "description": "Kirsikkajuhla kokoaa kaupunginosan puistoon joka kevät.",
            "need": "Juhla on kasvanut suuremmaksi kuin sen tekijät jaksavat.",
            "goals": ["Juhlalla on 30 vapaaehtoista", "Uusia tekijöitä on 10"],
            "measures": "Tekijät jakautuvat neljään ryhmään.",
            "phases": [("", date(2027, 1, 1), date(2027, 6, 30))],
            "evaluation": ["Vapaaehtoisilta kysytään juhlan jälkeen."],
            "remainder": "",
        },
    ),
    "05_omastadi": (
        {},
        {
            "title": "Lämmin lava Vuosaareen",
            "description": "Katettu esityslava, jossa on lattialämmitys.",
            "need": "Vuosaaressa ei ole paikkaa esityksille talvella.",
            "target_group": "Kaikille vuosaarelaisille",
            "target_areas": ["Vuosaari"],
            "budget": [("Lava", 45000), ("Sähkötyöt", 15000)],
            "phases": [("", date(2027, 1, 1), date(2027, 12, 31))],
            "applicant_name": "Vuosaaren esimerkkiseura",
            "remainder": "",
        },
    ),
    "06_capitals": (
        {"14": "heading:measures"},
        {
            "title": "Laajasalon luontokoulu",
            "need": "Laajasalon kouluilta puuttuu lähimetsän opas.",
            "goals": ["Jokainen luokka käy metsässä kahdesti vuodessa."],
            "measures": "Oppaat koulutetaan ja retket järjestetään.\n\n"
            "ILMAISUTAITO\n\nLapset kirjoittavat retkistä runoja.",
            "partners": ["Laajasalon peruskoulu", "Esimerkkimetsä ry"],
            "budget": [("Oppaiden palkkiot", 4000), ("Matkat", 500)],
            "remainder": "OHJAUSRYHMÄ\nKoulun rehtori ja kaksi vanhempaa",
        },
    ),
    "07_spaced": (
        {},
        {
            "title": "Haagan rosarium soi",
            "description": "Konsertteja rosariumissa kesäiltoina.",
            "need": "Haagassa ei ole kesällä ilmaista musiikkia.",
            "goals": ["Kuusi konserttia", "Kolme paikallista kuoroa"],
            "phases": [("", date(2027, 6, 1), date(2027, 8, 31))],
            "target_areas": ["Etelä-Haaga"],
            "legacy_least": ["Kuorot jatkavat omin voimin."],
            "applicant_name": "Haaga-esimerkki ry",
            "remainder": "",
        },
    ),
    "08_forwarded": (
        {},
        {
            "title": "Tapulin torstait",
            "description": "Torstaisin torilla on yhteinen keittoruokailu.",
            "goals": ["50 ruokailijaa joka viikko"],
            "phases": [("", date(2027, 2, 1), date(2027, 11, 30))],
            "budget": [("Ruoka", 3000), ("Astiat", 200)],
            "target_areas": ["Tapulikaupunki"],
            "contacts": [],
            "remainder": "Lähettäjä: Otso Esimerkki <otso@example.org>\n"
            "Vastaanottaja: sukkula@helka.example\nAihe: kortti liitteenä tekstinä\n\n"
            "Hei! Tässä teksti, kun liite ei mennyt läpi.\n\n"
            "--\nOtso Esimerkki\npuh. 040 111 2222",
        },
    ),
    "09_report": (
        {"16": "heading:lessons_good"},
        {
            "title": "Käpylän kimppakyydit",
            "stated_state": "ended",
            "applicant_name": "Käpylä-esimerkki ry",
            "phases": [("", date(2026, 9, 1), date(2027, 5, 31))],
            "description": "Asukkaat jakoivat kyytejä sovelluksella.",
            "results": ["400 jaettua kyytiä", "60 käyttäjää"],
            "evaluation": ["sovelluksen tilastoista"],
            "lessons_good": "Sovellus pitää opettaa kädestä pitäen.",
            "budget": [("Sovellus", 2500), ("Viestintä", 700)],
            "legacy_least": ["Kyydit jatkuvat ilman hanketta."],
            "remainder": "",
        },
    ),
    "10_svensk_mall": (
        {},
        {
            "title": "Skärgårdsbyns gemensamma verkstad",
            "language": "sv",
            "need": "I Nordsjö saknas en plats där man kan reparera cyklar.",
            "goals": ["En öppen verkstad två kvällar i veckan", "100 reparerade cyklar"],
            "target_group": "Unga och pensionärer",
            "measures": "Frivilliga lär ut hur man reparerar.",
            "phases": [("", date(2027, 2, 1), date(2027, 11, 30))],
            "partners": ["Nordsjö bibliotek", "Exempelföreningen rf"],
            "budget": [("Verktyg", 3000), ("Hyra", 1200)],
            "funders": [("Helsingfors stad", 3000), ("Egen finansiering", 1200)],
            "evaluation": ["Vi räknar besökarna."],
            "remainder": "10. Bilagor\nRitning över verkstaden",
        },
    ),
    "11_svenska_fragor": (
        {},
        {
            "title": "Grannskapets odlingslådor",
            "language": "sv",
            "goals": ["Att grannarna odlar tillsammans."],
            "need": "Gårdarna står tomma och grannarna känner inte varandra.",
            "target_group": "Alla som bor i Munksnäs",
            "measures": "Lådorna byggs på två talkon.",
            "phases": [("", date(2027, 4, 1), date(2027, 9, 30))],
            "budget": [("Virke", 900), ("Jord", 600)],
            "legacy_least": ["Grannarna sköter lådorna själva."],
            "applicant_name": "Munksnäs exempelförening rf",
            "remainder": "",
        },
    ),
    "12_svensk_kort": (
        {"11": "heading:measures"},
        {
            "title": "Allsång på Drumsö",
            "language": "sv",
            "applicant_name": "Drumsö exempelkör rf",
            "contacts": [Contact("Åsa Exempel", "asa@drumso.example")],
            "target_areas": ["Drumsö"],
            "phases": [("", date(2027, 6, 1), date(2027, 8, 31))],
            "description": "Allsång i parken varje onsdag.",
            "target_group": "Drumsöborna",
            "budget": [("Ljudanläggning", 800)],
            "funders": [("Helsingfors stad", 800)],
            "risks": "Regn",
            "measures": "finns vid stranden",
            "remainder": "",
        },
    ),
    "13_omastadi": (
        {},
        {
            "title": "Oulunkylän pumppurata",
            "phases": [
                ("Suunnittelu", date(2027, 9, 1), date(2027, 11, 30)),
                ("rakentaminen", date(2028, 6, 1), date(2028, 8, 31)),
            ],
            "description": (
                "Rakennetaan pumppurata Oulunkylän urheilupuiston reunaan. Radalla voi "
                "ajaa pyörällä, potkulaudalla ja rullaluistimilla."
            ),
            "results": ["Liikkuminen lisääntyy ja puisto on turvallisempi iltaisin."],
            "legacy_least": ["Kaupunki hoitaa radan muun puiston mukana."],
            "target_areas": ["Oulunkylän liikuntapuisto", "Oulunkylä"],
            "applicant_name": "Oulunkylä-esimerkki ry",
            "budget": [
                ("Radan rakentaminen", 85000),
                ("Penkit ja valaistus", 12000),
                ("Yhteensä", 97000),
            ],
            "need": (
                "Alueen nuorilla on vähän maksuttomia paikkoja liikkua. Nykyinen "
                "hiekkakenttä on tyhjillään."
            ),
            "target_group": "Lapset, nuoret ja perheet Oulunkylässä ja Maunulassa.",
            "remainder": "",
            "contacts": [Contact("Tiina Esimerkki", "tiina@oulunkyla.example", "050 555 1234")],
        },
    ),
    "14_esr_loppuraportti": (
        {},
        {
            "title": "Kohti työtä Kannelmäessä",
            "phases": [("", date(2024, 8, 1), date(2026, 12, 31))],
            "goals": [
                "60 osallistujaa työpajoihin",
                "20 osallistujaa siirtyy työhön tai koulutukseen",
            ],
            "results": ["74 osallistujaa", "23 siirtyi työhön tai koulutukseen"],
            "legacy_least": ["Työpaja jatkaa asukastalossa vapaaehtoisvoimin."],
            "evaluation": ["Osallistujat antoivat palautetta kyselyllä: keskiarvo 4,3."],
            "partners": ["Työllisyyspalvelut", "Kannelmäen seurakunta", "Kanneltalo"],
            "applicant_name": "Kannelmäki-esimerkki ry",
            "funders": [("ESR-tuki", 90000), ("Kuntarahoitus", 18000), ("Omarahoitus", 12000)],
            "budget": [
                ("Palkkakustannukset", 96400),
                ("Vuokrat", 14200),
                ("Muut kustannukset", 9400),
                ("Kustannukset yhteensä", 120000),
            ],
            "need": (
                "Kannelmäessä pitkäaikaistyöttömyys oli kaupungin keskiarvoa korkeampi. "
                "Palvelut olivat hajallaan.\n\n9. Ongelmat ja poikkeamat suunnitelmasta\n\n"
                "Korona-aika siirsi aloitusta kahdella kuukaudella."
            ),
            "target_group": "Yli vuoden työttömänä olleet kannelmäkeläiset.",
            "measures": "Hankkeessa pidettiin työpajoja, ryhmiä ja yksilöohjausta.",
            "remainder": (
                "1. Hankkeen perustiedot\n\nProjektikoodi\nS12345\n\n8. Hankkeen julkisuus "
                "ja tiedottaminen\nHankkeesta kerrottiin paikallislehdessä ja verkossa."
            ),
        },
    ),
    "15_leader_lomake": (
        {},
        {
            "title": "Saaristopolku kuntoon",
            "phases": [("", date(2027, 4, 1), date(2028, 10, 31))],
            "goals": ["Turvallinen polku, kaksi laavua ja opastaulut."],
            "legacy_least": ["Yhdistys huoltaa polkua talkoilla."],
            "target_areas": ["Östersundom"],
            "applicant_name": "Östersundom-esimerkki ry",
            "business_id": "1234567-1",
            "funders": [("Leader-tuki", 18900), ("Talkootyö", 4500), ("Yksityinen rahoitus", 3600)],
            "budget": [
                ("Rakennustarvikkeet", 14000),
                ("Konetyö", 6000),
                ("Opastaulut", 2500),
                ("Talkootyö", 4500),
                ("YHTEENSÄ", 27000),
            ],
            "need": "Polku on huonossa kunnossa, ja kävijöitä on yhä enemmän.",
            "target_group": "Asukkaat, retkeilijät ja koulut.",
            "measures": "Kunnostetaan kuuden kilometrin polku ja rakennetaan kaksi laavua.",
            "remainder": "HANKKEEN TIEDOT\n\nHanketyyppi\nYleishyödyllinen investointi",
            "contacts": [Contact("Kalle Esimerkki", "kalle@ostersundom.example", "040 333 2211")],
        },
    ),
    "16_city_pienavustus": (
        {"title": "Malminkartanon kesäkonsertit"},
        {
            "title": "Malminkartanon kesäkonsertit",
            "phases": [("", date(2027, 6, 1), date(2027, 8, 31))],
            "description": (
                "Malminkartanon kesäkonsertit 2027\n\nKuvaus avustettavasta toiminnasta\n\n"
                "Järjestämme kolme ilmaista konserttia jätemäen juurella."
            ),
            "goals": ["Tavoitamme 600 kuulijaa ja saamme uusia jäseniä."],
            "target_areas": ["Malminkartano"],
            "applicant_name": "Malminkartano-esimerkki ry",
            "business_id": "1234567-1",
            "funders": [
                ("Haettavan avustuksen määrä", 2500),
                ("Helsingin kaupungin avustus", 2500),
                ("Tulot yhteensä", 2500),
            ],
            "budget": [
                ("Esiintyjien palkkiot", 1800),
                ("Äänentoisto", 700),
                ("Menot yhteensä", 2500),
            ],
            "remainder": (
                "Helsingin kaupunki\nKulttuuri ja vapaa-aika\n\nAvustuksen tiedot\n\nArvio "
                "osallistujamäärästä\n600\nMiten toiminnasta tiedotetaan?\nJulisteilla ja "
                "sosiaalisessa mediassa.\n\nLiitteet"
            ),
            "contacts": [Contact("Sari Esimerkki", "hallitus@malminkartano.example", "0401234567")],
        },
    ),
    "17_seurakunta": (
        {},
        {
            "title": "Yhteinen pöytä Jakomäkeen",
            "phases": [("torstaisin klo 15–18", date(2027, 2, 1), date(2027, 12, 31))],
            "description": (
                "Kirkolla syödään kerran viikossa yhdessä hävikkiruokaa. Kaikki ovat tervetulleita."
            ),
            "target_areas": ["Jakomäen kirkko"],
            "partners": ["Jakomäen seurakunta", "Jakomäki-esimerkki ry", "paikalliset kaupat"],
            "funders": [("Seurakunta", 2000), ("Diakoniarahasto", 2400)],
            "budget": [
                ("Astiat ja tarvikkeet", 800),
                ("Ohjaajan palkkio", 3200),
                ("Kahvi ja mausteet", 400),
            ],
            "need": "Jakomäessä moni elää yksin, ja ruoka-apujono on pitkä ja nolo.",
            "target_group": "Kaikenikäisille jakomäkeläisille",
            "measures": "Kerätään kaupoilta ruoka, kokataan yhdessä ja syödään.",
            "risks": "Ruokaa ei tule tarpeeksi. Silloin keitetään puuroa.",
            "remainder": "",
            "contacts": [Contact("Diakoni Leena Esimerkki", "leena@seurakunta.example")],
        },
    ),
    "18_urheiluseura": (
        {},
        {
            "title": "Pihasählystä seurasähly – matalan kynnyksen liikuntaa Mellunmäessä",
            "phases": [("", date(2027, 9, 1), date(2028, 5, 31))],
            "goals": [
                "Jokaisella 7–12-vuotiaalla on mahdollisuus harrastaa maksutta.",
                "Osatavoitteet",
                "2 uutta ryhmää",
                "40 lasta mukana viikoittain",
            ],
            "legacy_least": ["Ryhmät siirtyvät seuran perustoimintaan."],
            "evaluation": ["Osallistujamäärä, pysyvyys, palautekysely lapsille"],
            "applicant_name": "Mellunmäki-esimerkki ry",
            "funders": [("Liikuntatoimi", 5000), ("Seuran oma osuus", 3100)],
            "need": (
                "Mellunmäessä on paljon lapsia, joilla ei ole harrastusta. Seuran maksut "
                "ovat monelle liikaa."
            ),
            "target_group": "Alakouluikäiset tytöt ja pojat",
            "measures": "Seura palkkaa ohjaajan ja varaa koulun salin.",
            "risks": "Ohjaajaa ei löydy: kysytään vanhempia.",
            "remainder": (
                "Resurssit\nOhjaaja 10 h/vk x 30 vk x 20 € = 6 000 €\nMailat ja maalit 1 "
                "200 €\nSalivuorot 900 €"
            ),
            "contacts": [
                Contact("Jari Esimerkki", "jari@seura.example", "044 123 9876", "Hankkeen vetäjä")
            ],
        },
    ),
    "19_byalag": (
        {},
        {
            "title": "Bybastun renoveras",
            "language": "sv",
            "phases": [("", date(2027, 5, 1), date(2027, 9, 30))],
            "goals": ["Vi renoverar bastun vid stranden och bygger en ramp."],
            "results": ["En bastu som alla kan använda", "Fler medlemmar i föreningen"],
            "legacy_least": ["Föreningen sköter bastun och hyr ut den."],
            "target_areas": ["Nordsjö"],
            "partners": ["Staden", "skärgårdsföreningen och scouterna"],
            "applicant_name": "Nordsjö-exempel rf",
            "funders": [("Bidrag från Leader", 5000), ("Egen insats", 3400)],
            "budget": [
                ("Virke", 3500),
                ("Snickare", 4000),
                ("Bastuugn", 900),
                ("Sammanlagt", 8400),
            ],
            "need": "Bastun har stått tom i tre år och byborna saknar en plats att träffas.",
            "target_group": "Invånarna i Nordsjö, unga som gamla.",
            "measures": "Talkoarbete på veckosluten, en snickare leder arbetet.",
            "remainder": "",
            "contacts": [Contact("Åsa Exempel", "asa@nordsjo.example", "040 987 6543")],
        },
    ),
    "20_vanhempainyhdistys": (
        {},
        {
            "title": "Koulun piha eläväksi",
            "description": (
                "Koulun asfalttipihalle rakennetaan oppilaiden kanssa viljelylaatikoita ja "
                "istumapaikkoja."
            ),
            "goals": ["Viihtyisä piha, jossa oppilaat viihtyvät ja oppivat."],
            "legacy_least": ["Luokat vuorotellen, kesällä vanhemmat."],
            "evaluation": ["Oppilaskysely ennen ja jälkeen."],
            "partners": ["Pihlajamäen ala-aste", "Nuorisotalo", "Marttayhdistys"],
            "applicant_name": "Pihlajamäen-esimerkki vanhempainyhdistys ry",
            "funders": [("Kaupungin avustus", 800), ("yhdistyksen oma raha", 200)],
            "budget": [("Lavakaulukset", 500), ("Multa", 300), ("Taimet ja siemenet", 200)],
            "need": "Piha on remontin jälkeen autio, ja välituntikiusaaminen on lisääntynyt.",
            "measures": (
                "Maaliskuu 2027: suunnittelu oppilaiden kanssa\nHuhtikuu 2027: "
                "tarvikkeiden hankinta\nToukokuu 2027: talkoot"
            ),
            "remainder": "",
            "contacts": [Contact("Mikko Esimerkki", "", "041 222 3344")],
        },
    ),
    "21_nuorisotalo": (
        {},
        {
            "title": "Yökahvila Kontulan nuorille",
            "phases": [("", date(2027, 1, 1), date(2027, 12, 31))],
            "description": "Nuorten itse pyörittämä kahvila perjantai-iltaisin nuorisotalolla.",
            "goals": ["Nuoret saavat työkokemusta ja turvallisen paikan."],
            "legacy_least": ["Kahvila jää nuorisotalon toiminnaksi"],
            "evaluation": ["Kävijälaskuri ja nuorten palaute"],
            "target_areas": ["Kontulan nuorisotalo"],
            "partners": ["Kaupungin nuorisopalvelut", "kauppakeskus"],
            "applicant_name": "Kontula-esimerkki ry ja nuorten ryhmä",
            "funders": [("Nuorisopalvelut", 5000), ("myyntitulot", 1900)],
            "budget": [("Kahvilatarvikkeet", 1500), ("koulutus", 600), ("ohjaaja", 4800)],
            "need": "Kauppakeskus sulkeutuu, eikä nuorilla ole paikkaa olla.",
            "target_group": "13–19-vuotiaat kontulalaiset",
            "measures": "Kahvilavuorot, hygieniapassikoulutus, ohjaaja paikalla.",
            "risks": "Naapurit valittavat melusta",
            "remainder": "",
        },
    ),
    "22_english_ngo": (
        {},
        {
            "title": "Kallio Welcome Kitchen",
            "language": "en",
            "phases": [("", date(2027, 3, 1), date(2028, 2, 28))],
            "description": (
                "A weekly open kitchen where newcomers and long-time residents cook together."
            ),
            "goals": ["150 residents meet a new neighbour", "30 volunteers are trained"],
            "results": ["Fewer people feel lonely."],
            "legacy_least": ["The library takes over the evenings."],
            "evaluation": ["Attendance is counted; a survey at the end."],
            "target_areas": ["Kallio", "Alppiharju"],
            "partners": ["Kallio Library", "Deaconess Example Foundation"],
            "applicant_name": "Kallio Example Association",
            "funders": [("City of Helsinki grant", 10000), ("Own contribution", 5000)],
            "budget": [
                ("Ingredients", 4000),
                ("Coordinator", 9500),
                ("Rent", 1500),
                ("Total", 15000),
            ],
            "need": "Many newcomers in Kallio know nobody in their own building.",
            "target_group": "Newcomers and residents of Kallio and Alppila.",
            "measures": "Weekly cooking evenings, a volunteer course, a neighbourhood feast.",
            "risks": "Few volunteers: we start with one evening a month.",
            "remainder": "",
            "contacts": [Contact("Sam Example", "sam@kallio.example", "+358 40 111 2233")],
        },
    ),
    "23_tapahtuma": (
        {},
        {
            "title": "Lauttasaaren rantapäivä",
            "phases": [("", date(2027, 8, 22), date(2027, 8, 22))],
            "description": "Rannalla siivotaan, soitetaan ja syödään yhdessä.",
            "goals": ["Asukkaat oppivat rannan luonnosta."],
            "target_areas": ["Länsiulapanniemi"],
            "partners": ["Partio", "kyläkirjasto ja 20 vapaaehtoista"],
            "applicant_name": "Lauttasaari-esimerkki ry",
            "funders": [("Avustus kaupungilta", 2000), ("Myyjäistulot", 300)],
            "budget": [
                ("Lavavuokra", 1200),
                ("Esiintyjät", 800),
                ("Tiedotus", 300),
                ("Yhteensä", 2300),
            ],
            "target_group": "Kaikille lauttasaarelaisille.",
            "risks": "Ensiapu paikalla, rannalla valvoja.",
            "remainder": (
                "Tilinumero\nFI21 1234 5600 0007 85\n\nArvioitu osallistujamäärä\n800\n\n"
                "Ympäristövastuullisuus\nKertakäyttöastioita ei käytetä.\n\n"
                "Viestintäsuunnitelma\nLauttasaari-lehti, ilmoitustaulut.\n\nAiemmat "
                "avustukset\n2025: 1 500 €"
            ),
            "contacts": [
                Contact(
                    "Aino Esimerkki",
                    "aino@lauttasaari.example",
                    "050 333 4444",
                    "Yhdistyksen puheenjohtaja",
                )
            ],
        },
    ),
    "24_grannskap": (
        {},
        {
            "title": "Grannskapsfesten på Drumsö",
            "language": "sv",
            "phases": [("i Björkholmens park, Drumsö", date(2027, 8, 14), date(2027, 8, 14))],
            "legacy_least": ["En grupp som ordnar festen igen."],
            "evaluation": ["Vi räknar deltagarna."],
            "applicant_name": "Drumsö exempelförening rf",
            "funders": [("Staden", 1000), ("Föreningen", 300)],
            "budget": [("Mat", 900), ("Tält", 400)],
            "need": "Många i området känner inte varandra.",
            "target_group": "Alla som bor på Drumsö.",
            "measures": "En fest där grannar träffas och äter tillsammans.",
            "remainder": "",
            "contacts": [Contact("Nina Exempel", "nina@drumso.example")],
        },
    ),
    "25_application_form": (
        {},
        {
            "title": "Green Courtyards of Vallila",
            "language": "en",
            "phases": [("", date(2027, 4, 1), date(2028, 11, 30))],
            "goals": ["Ten courtyards get plants and benches by the end of 2028."],
            "legacy_least": ["Each housing company names a gardener."],
            "evaluation": ["Number of courtyards and a resident survey."],
            "partners": ["Helsinki Garden Example", "the local library"],
            "applicant_name": "Vallila Example Residents' Association",
            "budget": [("Plants", 6000), ("Benches", 3000), ("Total", 9000)],
            "need": "Courtyards in Vallila are paved and unused.",
            "target_group": "Residents of the housing companies.",
            "measures": "Planning in spring 2027, planting in autumn 2027.",
            "risks": "Permits are late.",
            "remainder": "",
        },
    ),
    "26_vapaa_sahkoposti": (
        {"title": "Pihlajamäen olohuone", "5": "description"},
        {
            "title": "Pihlajamäen olohuone",
            "description": (
                "Ideana on avata vanhaan kauppaan olohuone, jossa voi juoda kahvia, tehdä "
                "läksyjä ja tavata naapureita. Tila on ollut tyhjänä kaksi vuotta, ja "
                "taloyhtiö antaisi sen vuokralle 450 €/kk."
            ),
            "budget": [
                ("vuokra", 5400),
                ("remonttitarvikkeet", 2000),
                ("kahvinkeitin, astiat", 600),
                ("yhteensä", 8000),
            ],
            "need": "Pihlajamäessä ei ole enää yhtään kahvilaa eikä nuorisotilaa.",
            "target_group": "kaikille, mutta varsinkin nuorille ja eläkeläisille.",
            "measures": (
                "- remontoidaan tila talkoilla\n- kahvio auki ti-to klo 12-18\n- läksykerho "
                "keskiviikkoisin\n\nAloitettaisiin syyskuussa 2027 ja kokeiltaisiin vuosi."
            ),
            "remainder": (
                "Hei Sukkula,\n\ntässä vähän ajatuksia siitä, mitä Pihlajamäkeen voisi "
                "tehdä. Puhuttiin tästä jo syksyn kokouksessa.\n\nMukana olisivat "
                "Pihlajamäki-seura, kirjasto ja Malmin seurakunta.\n\nYhteyttä voi ottaa "
                "minuun, puh 050 987 6543.\n\nTerveisin\nLeena Esimerkki\n"
                "Pihlajamäki-esimerkki ry:n puheenjohtaja\nleena@pihlajamaki.example\n\nSent "
                "from my iPhone"
            ),
        },
    ),
    "27_esr_lomake": (
        {},
        {
            "title": "Jakomäen voimaverkko",
            "phases": [("", date(2027, 2, 1), date(2029, 1, 31))],
            "goals": [
                "Hankkeen päätavoitteena on, että 80 nuorta löytää polun töihin tai opintoihin.",
                "Osatavoitteet ovat:",
                "matala kynnys palveluihin",
                "vertaisohjaajien verkosto",
            ],
            "results": ["80 nuorta on töissä tai opinnoissa."],
            "legacy_least": ["Kahvila jää yhdistyksen toiminnaksi."],
            "all_districts": True,
            "target_areas": ["Uusimaa"],
            "applicant_name": "Jakomäki-esimerkki ry",
            "business_id": "1234567-1",
            "funders": [
                ("Haettava ESR+ -tuki", 126000),
                ("Kuntien rahoitus", 25200),
                ("Oma rahoitus", 16800),
                ("Yhteensä", 168000),
            ],
            "budget": [
                ("Palkkakustannukset", 120000),
                ("Flat rate 40 % palkkakustannuksista", 48000),
                ("Yhteensä", 168000),
            ],
            "need": ("Jakomäessä joka viides alle 30-vuotias on ilman työtä tai opiskelupaikkaa."),
            "target_group": (
                "Työttömät nuoret 18–29 v.\n\nVälilliset kohderyhmät\n\nNuorten perheet ja "
                "alueen yrittäjät"
            ),
            "measures": (
                "Työpaketti 1: Vertaisohjaajien koulutus\nKoulutetaan 12 ohjaajaa.\n"
                "Työpaketti 2: Ovensuukahvila\nAvataan kahvila ostarille."
            ),
            "risks": "Riskinä on, ettei ohjaajia löydy riittävästi.",
            "contacts": [
                Contact(
                    "Tuula Esimerkki",
                    "tuula@jakomaki.example",
                    "040 123 9876",
                    (
                        "Huokotie 1, 00770, HELSINKI, Yhteyshenkilön asema "
                        "hakijaorganisaatiossa, toiminnanjohtaja"
                    ),
                )
            ],
            "remainder": (
                "EU:n alue- ja rakennepolitiikan ohjelma\n\n1 Viranomaisen merkintöjä\n\n"
                "Hakemuksen saapumispvm\n15.10.2026\n\nDiaarinumero\nEURA 2021/103245/09 02 "
                "01 01/2026/ESIM\n\nHankekoodi\nS31234\nTila\nJätetty "
                "viranomaiskäsittelyyn\n\n3 Hankkeen perustiedot\n\nToimintalinja\n4 "
                "Työllistävä, osaava ja osallistava Suomi\n\nErityistavoite\n\n4.3 "
                "Yhdenvertaiseen osallisuuteen\n\n5.3 Mitä uutta tai kokeiluluonteista "
                "hankkeessa on?\nVertaisohjaajat ovat itse alueen nuoria."
            ),
        },
    ),
    "28_svensk_ansokan": (
        {},
        {
            "title": "Grannskapscafé i Botby gård",
            "language": "sv",
            "phases": [("", date(2027, 9, 1), date(2028, 8, 31))],
            "description": "Vi öppnar ett café i den gamla skolan två eftermiddagar i veckan.",
            "goals": ["40 besökare i veckan", "tio frivilliga värdar"],
            "legacy_least": ["Föreningen fortsätter med caféet."],
            "evaluation": ["Besökarna räknas varje gång."],
            "partners": ["Folkhälsan", "Botby lågstadieskola", "Luckan"],
            "applicant_name": "Botby exempelförening r.f.",
            "business_id": "1234567-1",
            "funders": [
                ("Understöd som söks", 15000),
                ("Egen andel", 3000),
                ("Försäljning av kaffe", 1500),
            ],
            "budget": [
                ("Lön till koordinator", 14400),
                ("Hyra", 3600),
                ("Kaffe och bröd", 1500),
                ("Sammanlagt", 19500),
            ],
            "need": "Det finns inget ställe där daglediga kan träffas på svenska.",
            "target_group": "Svenskspråkiga pensionärer och småbarnsfamiljer",
            "measures": "Caféet drivs av frivilliga. En koordinator anställs på deltid.",
            "risks": "Om frivilliga saknas öppnar vi bara en dag i veckan.",
            "contacts": [Contact("Göran Exempel", "goran@botby.example", "050 444 3322")],
            "remainder": "Helsingfors den 12 oktober 2026\n\nGöran Exempel\nordförande",
        },
    ),
    "29_eu_page": (
        {},
        {
            "title": "GreenYard – Growing food together in Maunula",
            "language": "en",
            "phases": [("", date(2027, 3, 1), date(2030, 2, 28))],
            "description": (
                "• Design workshops with residents\n• Building of 20 raised beds\n• A tool library"
            ),
            "goals": ["GreenYard turns unused yards of housing companies into shared gardens."],
            "results": ["People know their neighbours and eat more vegetables."],
            "partners": [
                "Maunula-esimerkki ry (FI)",
                "Example City University (EE)",
                "Garden Cooperative Example (SE)",
            ],
            "applicant_name": "Maunula-esimerkki ry",
            "funders": [("EU contribution", 1000000)],
            "budget": [("Total", 1250000)],
            "need": (
                "Residents of Maunula live in blocks of flats and few have a garden of their own."
            ),
            "target_group": "Residents, schools and day-care centres of Maunula.",
            "contacts": [Contact("Anna Example", "anna@greenyard.example", "+358 50 765 4321")],
            "remainder": (
                "Home > Projects > GreenYard\n\nProject acronym\nGREENYARD\n\nProgramme\n"
                "Horizon Europe\n\nGrant agreement ID\n101099999\n\nProject website\n"
                "https://greenyard.example\n\nDisclaimer\nFunded by the European Union. "
                "Views expressed are those of the authors only.\n\n© GreenYard 2027 | "
                "Privacy policy | Cookies"
            ),
        },
    ),
    "30_taulukko": (
        {},
        {
            "title": "Viikin koirapuisto paremmaksi",
            "phases": [("", date(2027, 4, 1), date(2027, 10, 31))],
            "goals": ["Koirapuistossa on valot ja penkit", "Puistoa hoidetaan yhdessä"],
            "applicant_name": "Viikki-esimerkki ry",
            "funders": [("Kaupunki", 6000), ("Talkootyö", 1800), ("YHTEENSÄ", 7800)],
            "budget": [
                ("Valaisin", 4800),
                ("Penkki", 2100),
                ("Aitaverkko", 900),
                ("YHTEENSÄ", 7800),
            ],
            "target_group": "Koiranomistajat ja naapurit",
            "remainder": "",
        },
    ),
    "31_muistio": (
        {"title": "Rantasauna kaikille"},
        {
            "title": "Rantasauna kaikille",
            "description": (
                "3.1 Rantasauna kaikille\nVanha uimala kunnostetaan saunaksi. Tarvitaan noin "
                "30 000 euroa. Otto selvittää luvat.\n3.2 Lainakirjasto työkaluille\n"
                "Kirjasto voisi antaa tilan. Kustannus n. 2 500 €.\n3.3 Yöpyöräily\n"
                "Kesäkuussa 2027."
            ),
            "remainder": (
                "Aika\nti 6.10.2026 klo 18.00-19.40\n\nPaikka\nHerttoniemen kirjasto\n\n"
                "Läsnä\nPekka Esimerkki (pj.), Maija Esimerkki (siht.), Otto Esimerkki\n\n1. "
                "Kokouksen avaus\nPuheenjohtaja avasi kokouksen.\n\n2. Esityslista\n"
                "Hyväksyttiin.\n\n4. Päätettiin\nViedään saunaidea projektikortiksi. "
                "Vastuuhenkilö: Otto Esimerkki, 045 111 2233.\n\n5. Muut asiat\nSeuraava "
                "kokous 3.11.2026 klo 18.\n\n6. Kokouksen päättäminen\nPuheenjohtaja päätti "
                "kokouksen klo 19.40."
            ),
        },
    ),
    "32_leader": (
        {},
        {
            "title": "Tuomarinkylän talli kaikille",
            "phases": [
                ("", date(2027, 5, 1), date(2029, 4, 30)),
                ("Suunnittelu", date(2027, 5, 1), date(2027, 8, 31)),
                ("Rakentaminen", date(2027, 9, 1), date(2028, 10, 31)),
                ("Käyttöönotto", date(2028, 11, 1), date(2029, 4, 30)),
            ],
            "goals": [
                "Tallista tulee koko kylän kohtaamispaikka.",
                "Muut tavoitteet",
                "lasten hevoskerho",
                "esteetön piha",
            ],
            "results": ["Kylällä on esteetön kohtaamispaikka."],
            "legacy_least": ["Yhdistys vastaa ylläpidosta."],
            "evaluation": ["Kävijät lasketaan kahdesti vuodessa."],
            "target_areas": ["Tuomarinkylä", "Paloheinä"],
            "applicant_name": "Tuomarinkylä-esimerkki ry",
            "funders": [
                ("Leader-tuki", 20700),
                ("Yksityinen rahoitus", 7800),
                ("Kunnan osuus", 6000),
            ],
            "budget": [
                ("Rakennusaineet", 22000),
                ("Työkoneet", 6500),
                ("Talkootyö", 6000),
                ("Kustannukset yhteensä", 34500),
            ],
            "need": (
                "Mistä tarve hankkeelle on syntynyt?\nTallin ympäristö on rapistunut. "
                "Kylällä ei ole kokoontumispaikkaa."
            ),
            "target_group": "Lapset, vanhukset ja vammaiset.",
            "measures": "Piha tasoitetaan ja katos rakennetaan.",
            "remainder": (
                "3.2 Toteutusorganisaatio ja ohjausryhmä\nHankkeelle nimetään viiden hengen "
                "ohjausryhmä.\n\n6. TIEDOTTAMINEN\nHankkeesta kerrotaan kyläkirjeessä.\n\n"
                "Liitteet\npiirustukset, tarjoukset (3 kpl)"
            ),
        },
    ),
    "33_julkaisu": (
        {},
        {
            "title": "Tehdään Ryssänkärjestä yhteinen kesäteatteri! 🎭✨",
            "phases": [("", date(2027, 6, 1), date(2027, 8, 31))],
            "description": "Avoin lava, jossa kuka vaan saa esiintyä",
            "target_areas": ["Länsiulapanniemi", "Lauttasaari"],
            "applicant_name": "Lauttasaari-esimerkki ry + Lauttasaaren työväenopisto",
            "budget": [("Lava", 3500), ("äänentoisto", 1200)],
            "target_group": "Kaikille, lapsista mummoihin ❤️",
            "remainder": (
                "Lauttasaari-esimerkki ry 🌳\n13. lokakuuta 2026 kello 9.12 · 🌐\n\n📣 HEI "
                "LAUTTASAARELAISET! 📣\n\nKommentoi alle tai laita viestiä: "
                "kesateatteri@lauttasaari.example\n\n#lauttasaari #kesäteatteri #helsinki\n\n"
                "👍 148 37 kommenttia 12 jakoa"
            ),
        },
    ),
}


def facts(card, name):
    """A field's value; of rows what the table of expectations tells."""
    value = getattr(card, name)
    if name == "phases":
        return [(row.name, row.starts, row.ends) for row in value]
    if name == "budget":
        return [(row.label, row.amount) for row in value]
    return [(row.name, row.amount) for row in value] if name == "funders" else value


@pytest.mark.parametrize("name", EXPECTED)
def test_a_plan_is_right_after_at_most_three_presses(name):
    presses, expected = EXPECTED[name]
    card = read((PLANS / f"{name}.txt").read_bytes(), presses).card
    assert len(presses) <= 3
    assert {field: facts(card, field) for field in expected} == expected


def test_there_is_an_expectation_for_each_text():
    assert {path.stem for path in PLANS.glob("*.txt")} == EXPECTED.keys()
    assert len(EXPECTED) == 33


def test_what_is_private_stays_out_of_the_public_parts():
    """A phone number on an EU project's page once lay under its business ID."""
    card = read((PLANS / "01_eura_page.txt").read_bytes()).card
    assert "040 123 4567" not in str(card.to_json())
    assert "maija@" not in str(card.to_json())


# The files people brought, with what a careful reader takes from each.


@pytest.fixture
def sample(shared_file):
    return lambda name: read(shared_file(f"cards/{name}").read_bytes())


def test_a_card_with_its_parts_in_mixed_order(sample):
    reading = sample("01_mixed_order.txt")
    card = reading.card
    assert card.title == card.title_line == "Malmin kotiseututalon yhteiskeittiö"
    assert facts(card, "budget") == [
        ("Henkilöstökulut", 12000),
        ("Keittiökalusteet", 8500),
        ("Tilavuokra", 3600),
        ("Muut kulut", 5000),
        ("Yhteensä", 29100),
    ]
    assert [row.target for row in card.budget] == [False, False, False, True, False]
    assert facts(card, "funders") == [("Helsingin kaupunki", 20000), ("omarahoitus", 9100)]
    assert card.target_areas == ["Ala-Malmi", "Ylä-Malmi", "Pihlajamäki"]
    assert card.goals == [
        "Keittiö auki kolmena iltana viikossa",
        "Vähintään 60 kävijää kuussa",
        "– joista puolet yli 65-vuotiaita",
        "– joista 10 vieraskielisiä",
        "Hävikin määrä alueen kaupoissa laskee 10 %",
    ]
    assert [phase.stated for phase in card.phases] == ["kevät 2027 - syksy 2028"]
    assert card.target_group == "Malmin asukkaat, erityisesti yksin asuvat"
    assert card.risks == "Rakennuslupa viivästyy."
    assert card.contacts == [Contact("Maija Esimerkki", "maija@malmi.example", "040 123 4567")]
    assert card.remainder == ""
    told = [(doubt.line, doubt.kind) for doubt in reading.doubts]
    assert told == [(13, "sums"), (18, "sum_unused"), (20, "date_read")]


def test_a_numbered_card_in_capitals(sample):
    reading = sample("03_numbered.txt")
    card = reading.card
    assert sum(line.understood_as == "heading" for line in reading.lines) == 15
    assert (card.title, card.stated_state) == ("Pihlajiston lähimetsäpolku", "planned")
    assert card.goals == ["Polku on esteetön 1,2 km matkalta", "Polulla 12 opastetaulua"]
    assert facts(card, "phases") == [("", date(2027, 1, 1), None)]
    assert [row.amount for row in card.budget] == [15000, Decimal("7500")]
    assert (card.legacy_least, card.legacy_best) == (["polku"], ["polkukummit"])
    assert len(card.partners) == 3
    assert card.remainder == "13. ALLEKIRJOITUS\nPihlajistossa 3.3.2027 Seppo Esimerkki"


def test_a_card_copied_from_a_pdf(sample):
    reading = sample("04_pdf_copied.txt")
    card = reading.card
    assert card.title == "Herttoniemen rantojen kesäteatteri"
    assert facts(card, "phases") == [
        ("I vaihe", date(2027, 5, 1), date(2027, 9, 30)),
        ("II vaihe", date(2028, 5, 1), date(2028, 9, 30)),
    ]
    assert card.description == (
        "Herttoniemenrannan ja Kipparlahden asukkaat perustavat kesäteatterin, jossa "
        "ammattilaiset ja harrastajat tekevät yhdessä esityksen. Esitykset ovat maksuttomia. "
        "Lisäksi järjestetään työpajoja lapsille ja nuorille sekä E-Helsingin että P-Helsingin "
        "alueella."
    )
    assert card.goals[0] == "esitys kumpanakin kesänä, yhteensä vähintään 20 esitystä"
    assert card.actors == "asukkaat, Herttoniemi-seura ry"
    assert [row.amount for row in card.budget] == [18500, 21000, 39500]
    assert "Helka ry" not in str(card)
    assert card.remainder == ""
    kinds = [left.kind for left in reading.left_out]
    assert (kinds.count("page head"), kinds.count("hyphen")) == (4, 6)
    assert reading.doubts == []


def test_a_card_quoted_in_a_mail(sample):
    card = sample("08_mail.txt").card
    assert card.title == "Jakomäen nuorten puistosali"
    assert facts(card, "budget") == [("materiaalit", 6000), ("ohjaaja", 4500), ("yht", 10500)]
    assert [row.total for row in card.budget] == [False, False, True]
    assert facts(card, "phases") == [("", date(2027, 2, 1), date(2027, 9, 30))]
    assert card.target_areas == ["Jakomäki"]
    assert card.remainder.startswith("Lähettäjä: Anna Esimerkki <anna@example.org>\n")
    assert card.remainder.endswith("t. Anna\n\n--\nAnna Esimerkki\nJakomäki-liike ry")


@pytest.fixture
def file_cards(shared_file):
    """Gives the Readings of a file: `file_cards("d_fi.docx")`."""

    def readings(name):
        return [read(card) for card in cards_in(written_of_file(shared_file(name).read_bytes()))]

    return lambda name: readings(f"cards/{name}")


def test_words_content_controls_are_text(file_cards):
    (reading,) = file_cards("a_sdt.docx")
    assert reading.card.goals == ["Tavoite sisältöohjausobjektissa", "Toinen tavoite"]
    assert reading.card.partners == ["Kumppani: Esimerkkiseura ry"]


def test_a_card_as_a_box_with_a_table_of_years_inside(file_cards):
    (reading,) = file_cards("b_table.docx")
    card = reading.card
    assert (card.title, card.business_id) == ("Suutarilan kylämuseo", "1234567-1")
    assert [(row.label, row.years, row.amount, row.total) for row in card.budget] == [
        ("Palkat", (2027, 2027), 12000, False),
        ("Palkat", (2028, 2028), 6000, False),
        ("Tilat", (2027, 2027), 3000, False),
        ("Tilat", (2028, 2028), 3000, False),
        ("Yhteensä", None, 24000, True),
    ]
    assert facts(card, "funders") == [
        ("Helsingin kaupunki", 15000),
        ("Suomen Kulttuurirahasto", 9000),
    ]
    assert card.remainder == "Lisätietoja\nMuseoviraston lausunto liitteenä"
    assert "budget_years_outside" in [flag.code for flag in contradictions(card)]


def test_two_cards_by_words_styles_under_finnish_ids(file_cards):
    readings = file_cards("d_fi.docx")
    assert [reading.card.title for reading in readings] == ["Kortti 1", "Kortti 2"]
    assert [len(reading.card.goals) for reading in readings] == [2, 2]
