"""The demonstration's running project: milestones, volunteer work, vouchers, payments, reports.

All of it is invented; days are counted from today.
"""

from decimal import Decimal

from kehityspolku import moments
from kehityspolku.dev.demo import on
from kehityspolku.files.fields import Taken
from kehrat.projects.models import Project
from rahoitus.applications.models.application import Application
from rahoitus.running.costs_count import costs_count
from rahoitus.running.models.follow_up import FollowUp
from rahoitus.running.models.milestone import Milestone
from rahoitus.running.models.payment import Payment
from rahoitus.running.models.report import GrantReport
from rahoitus.running.models.volunteer import VolunteerWork
from rahoitus.running.models.voucher import Voucher, VoucherFile
from rahoitus.running.proofs import paid_lines

RUNS = "Nordsjö språkkafé"
TEAM, ADVISER = "team", "adviser"
# What, agreed so many days ago, due in so many days, what became of it.
MILESTONES = [
    ("Kafferummet öppnas", 385, -340, "done"),
    ("Tio grupper har samlats", 385, -60, "moved"),
    ("Handbok för frivilliga", 385, -3, "late"),
    ("Avslutningsfest", 100, 40, "open"),
]
HANDBOOK = "https://kehityspolku.example/sprakkafe"
# Who, what, days ago, hours, whether it is approved.
WORK = [
    ("Maija Esimerkki", "Kafferummet målades", 345, "5", True),
    ("Per Exempel", "Kafferummet målades", 345, "4.5", True),
    ("Aisha Exempel", "Språkkafé, värd", 120, "3", True),
    ("Aisha Exempel", "Språkkafé, värd", 9, "3", False),
    ("Per Exempel", "Handboken skrevs", 6, "2.5", False),
]
# Payee, what, days ago, euros, what became of it.
VOUCHERS = [
    ("Exempelfärg Ab", "Färg och penslar", 344, "214.90", "approved"),
    ("Möbelexempel Ab", "Bord och stolar", 338, "1890.00", "approved"),
    ("Kaffeexempel", "Servering, våren", 150, "312.45", "approved"),
    ("Tryckexempel Ab", "Affischer", 21, "148.80", "new"),
    ("Kaffeexempel", "Servering, hösten", 12, "296.10", "rejected"),
]
ADVANCE = Decimal(4500)  # 30 % of the grant, as the call has it
PAID_AFTER = 25  # days from the sending of a claim to its payment
# Kind, due in so many days, of which days so many days ago (of claims), what became of it.
REPORTS = [
    ("claim", -240, (380, 255), "delivered"),
    ("interim", -200, None, "delivered"),
    ("claim", -6, (254, 30), "sent"),
    ("final", 45, None, "draft"),
    ("use", 75, None, "draft"),
]
LIVES = {
    "lives": "some",
    "text": "Kirppis pidetään yhä joka kuukausi kolmella pihalla. Korjauspaja on muuttanut "
    "kirjastoon.",
}
# Of the flea market, whose grant is closed: as above.
FLEA_MARKET = [
    ("Telttaesimerkki Oy", "Teltat ja pöydät", 880, "1685.00", "approved"),
    ("Työkaluesimerkki Oy", "Korjauspajan työkalut", 862, "1240.50", "approved"),
]
FLEA_MARKET_TEXTS = {
    "results": "Kirppis pidettiin kymmenellä pihalla kahtena kesänä, kävijöitä oli noin 1 900.",
    "worked": "Pienet pihat: naapurit tulivat kävellen ja jäivät juttelemaan.",
    "improve": "Pöydille säilytyspaikka ennen ensimmäistä kesää.",
}
OTHER_TIME = "Finansiären godkände tiden i sitt beslut."
TEXTS = {
    "results": "Tio kaféer hölls, 184 personer deltog. Målet var 150.",
    "worked": "Samma dag varje vecka: folk hittar hit utan annonser.",
    "improve": "Fler värdar, så att ingen håller tre kvällar i rad.",
    "risks": "Lokalen hyrs ett halvår i taget. Stadsdelens bibliotek är reserv.",
}


def load(application):
    """What the project of this grant has agreed, done, paid and told."""
    project = application.project
    people = people_of(project)
    for row in MILESTONES:
        milestone(project, people, *row)
    for row in WORK:
        work(application, people, *row)
    for number, row in enumerate(VOUCHERS):
        voucher(application, people, number, *row)
    pay(application, people, 380, 10, kind="advance", amount=ADVANCE)
    for row in REPORTS:
        report(application, people, *row)


def close(title):
    """A grant that was paid in one sum, and closed when its project had ended."""
    for application in Application.objects.granted().filter(project__title=title):
        people = people_of(application.project)
        pay(application, people, 690, 20, kind="once", amount=application.amount)
        with on(280):
            application.close(by=people[ADVISER])


def pay_at_once(title):
    """The grant of a project that was paid in one sum, and what it was used for."""
    for application in Application.objects.granted().filter(project__title=title):
        people = people_of(application.project)
        pay(application, people, 916, 20, kind="once", amount=application.amount)
        for number, row in enumerate(FLEA_MARKET):
            voucher(application, people, number, *row)


def report_and_close(title):
    """The use report of a project that has ended, and the closing of its grant."""
    for application in Application.objects.granted().filter(project__title=title):
        people = people_of(application.project)
        told = {"agreed": 900, "texts": FLEA_MARKET_TEXTS}
        report(application, people, "use", -408, None, "delivered", **told)
        with on(404):
            application.close(by=people[ADVISER])


def people_of(project):
    return {TEAM: project.kehra.coordinators().first(), ADVISER: project.adviser}


def follow_up(title, *, answered):
    """What still lives of a project, asked a year after its end; one waits for its answer."""
    for project in Project.objects.filter(title=title, state=Project.State.ENDED):
        with on(64 if answered else 30):
            FollowUp.objects.ask(project)
        if answered:
            with on(52):
                by = project.kehra.coordinators().first()
                project.follow_up.answer_follow_up(by=by, **LIVES)


def milestone(project, people, title, agreed, due, became):
    by = people[TEAM]
    with on(agreed):
        day = moments.in_days(agreed + due - (30 if became == "moved" else 0))
        made = Milestone.objects.agree(project, by=by, title=title, due_on=day)
    if became == "moved":
        with on(95):
            made.move_milestone(by=by, day=moments.in_days(95 + due), reason="Hösten kom emellan.")
    if became in ("done", "moved"):
        with on(-due):
            made.show_by_link(HANDBOOK, by=by)
            made.finish_milestone(by=by, done_on=moments.today())


def work(application, people, who, what, days, hours, is_approved):
    with on(days):
        row = {"who": who, "what": what, "on": moments.today(), "hours": Decimal(hours)}
        (made,) = VolunteerWork.objects.log(application, [row], by=people[TEAM])
    if is_approved:
        with on(days - 3):
            made.approve_work(by=people[ADVISER])


def voucher(application, people, number, payee, what, days, amount, became):
    receipt = f"{payee}\n{what}\n{amount} EUR\n"
    taken = Taken("txt", f"kvitto-{number + 1}.txt", receipt.encode())
    with on(days):
        file = VoucherFile.objects.take_in(application.project, taken, by=people[TEAM])
        facts = {"payee": payee, "what": what, "amount": Decimal(amount), "day": moments.today()}
        facts["because"] = "" if counts(application, facts["day"]) else OTHER_TIME
        line = paid_lines(application).first()
        made = Voucher.objects.bring(application, file, by=people[TEAM], cost_line=line, **facts)
    with on(days - 2):
        if became == "approved":
            made.approve_voucher(by=people[ADVISER])
        if became == "rejected":
            made.reject_voucher(by=people[ADVISER], reason="Kvittot är på ett annat kafé.")


def counts(application, day):
    """Whether the costs of a day count without a reason: the card's years are those of a calendar,
    the demonstration's days are counted from today."""
    first, last = costs_count(application)
    return not (first and day < first) and not (last and day > last)


def report(application, people, kind, due, days, became, agreed=380, texts=TEXTS):
    with on(agreed):
        words = {"kind": kind, "due_on": moments.in_days(agreed + due)}
        if days:
            words["starts_on"], words["ends_on"] = (moments.in_days(agreed - n) for n in days)
        made = GrantReport.objects.agree(application, by=people[ADVISER], **words)
    if became == "draft":
        return
    with on(-due + 12 if became == "delivered" else -due - 1):
        if not made.is_claim:
            made.write(by=people[TEAM], seen=made.mark(), **texts)
        made.send_report(by=people[TEAM])
    if became == "sent":
        return
    with on(-due + 6):
        made.accept_report(by=people[ADVISER])
    with on(-due + 2):
        told = {
            "delivered_on": moments.today(),
            "diary_number": f"{application.diary_number}-{kind}",
        }
        made.deliver_report(by=people[ADVISER], **told)
    if made.is_claim:
        claimed = {"kind": "claim", "claim": made, "amount": made.told().used}
        pay(application, people, -due + 1, PAID_AFTER, **claimed)


def pay(application, people, told, after, **words):
    """A payment that was told of so many days ago and came so many days after that."""
    with on(told):
        due = {"due_on": moments.in_days(after)}
        made = Payment.objects.plan(application, by=people[ADVISER], **words, **due)
    with on(told - after):
        made.record_paid(by=people[TEAM], paid_on=moments.today(), amount=made.amount)
