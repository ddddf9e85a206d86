"""Vouchers, hours, payments and reports of a grant: counted once, approved by another, told to the
cent in claim, use report and page.
"""

import time
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.events import clock as waiting
from kehityspolku.events import waiting as waits
from kehityspolku.events.steps import WrongState
from kehityspolku.files import fields
from kehityspolku.marks import Outdated
from kehityspolku.models import Event, Notice
from rahoitus import tasks
from rahoitus.applications.forms.writing import ApplicationForm
from rahoitus.models import (
    Application,
    Call,
    GrantReport,
    Payment,
    Signing,
    Version,
    VolunteerWork,
    Voucher,
    VoucherFile,
)
from rahoitus.reports import papers
from rahoitus.running import clock, proofs
from rahoitus.running.forms.milestones import EvidenceForm
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db
E = Decimal


@once
def grant():
    """900 € for costs of 1 000 €, of a call that counts hours and tells when it waits for what."""
    call = make.call(hour_value=E(15), hours_share=E(50))
    call.reports.create(kind="use", months=2, after="end", place=1)
    call.reports.create(kind="claim", months=4, after="decision", place=2)
    project = make.project(state="approved")
    return make.application("granted", project, call)


@pytest.fixture
def team(grant):
    return grant.project.kehra.coordinators().first()


@pytest.fixture
def adviser(grant):
    return grant.project.adviser


def worded(problem):
    return " ".join(problem.value.messages)


class TestVouchers:
    def test_one_counts_when_another_than_who_brought_it_approves_it(self, grant, team, adviser):
        voucher = make.voucher(application=grant, amount="100.10", by=team)
        assert proofs.of(grant).costs == 0
        with pytest.raises(PermissionDenied):
            voucher.approve_voucher(by=team)
        with pytest.raises(IntegrityError), transaction.atomic():
            Voucher.objects.filter(pk=voucher.pk).update(decided_by=team)
        voucher.approve_voucher(by=adviser)
        found = proofs.of(grant)
        assert (found.costs, found.used) == (E("100.10"), E("100.10"))
        with pytest.raises(WrongState):
            voucher.mend_voucher(by=team, amount=E(1))

    def test_the_same_file_is_in_no_second_grant_of_the_project(self, grant, team):
        other = make.application("granted", grant.project)
        file = make.document()
        taken = fields.take(file)
        kept = VoucherFile.objects.take_in(grant.project, taken, by=team)
        assert VoucherFile.objects.take_in(grant.project, taken, by=team) == kept
        facts = {"payee": "Rauta Oy", "day": moments.today(), "amount": E(5)}
        line = grant.costs.first()
        Voucher.objects.bring(grant, kept, by=team, cost_line=line, **facts)
        with pytest.raises(ValidationError, match="Rauta Oy"):
            VoucherFile.objects.take_in(other.project, taken, by=team)
        with pytest.raises(ValidationError):
            Voucher.objects.bring(other, kept, by=team, cost_line=other.costs.first(), **facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            VoucherFile.objects.keep(taken, by=team, project=grant.project)

    def test_payee_day_and_sum_alike_are_asked_about_and_a_reason_answers(self, grant, team):
        other = make.application("granted", grant.project)
        told = {"payee": "Taimisto", "amount": "40"}
        first = make.voucher(application=grant, **told)
        with pytest.raises(ValidationError) as asked:
            make.voucher(application=other, **{**told, "payee": "TAIMISTO"})
        assert str(grant.call) in worded(asked)
        make.voucher(application=other, because="Kaksi samanlaista ostosta.", **told)
        first.reject_voucher(by=grant.project.adviser, reason="x")
        make.voucher(application=other, payee="Taimisto", amount="41")

    def test_days_outside_those_that_count_are_asked_about(self, grant):
        Application.objects.filter(pk=grant.pk).update(ends_on=moments.in_days(-1))
        grant = Application.objects.get(pk=grant.pk)
        with pytest.raises(ValidationError) as asked:
            make.voucher(application=grant, day=moments.today())
        assert moments.day_text(moments.in_days(-1)) in worded(asked)
        with pytest.raises(ValidationError):
            make.voucher(application=grant, day=moments.in_days(1), because="Tilattu.")

    def test_the_funders_later_last_day_counts(self, grant, adviser):
        Application.objects.filter(pk=grant.pk).update(ends_on=moments.in_days(-1))
        grant = Application.objects.get(pk=grant.pk)
        day = moments.in_days(9)
        grant.agree_alteration(by=adviser, decided_on=moments.today(), ends_on=day)
        grant = Application.objects.get(pk=grant.pk)
        assert make.voucher(application=grant, day=moments.today()).state == "new"

    def test_another_grants_line_is_refused(self, grant):
        other = make.application("granted", grant.project)
        with pytest.raises(ValidationError):
            make.voucher(application=grant, cost_line=other.costs.first())

    def test_an_infected_file_counts_no_more(self, grant):
        voucher = make.voucher("approved", grant)
        voucher.file.receive_scan("Eicar")
        voucher.refresh_from_db()
        assert (voucher.state, proofs.of(grant).costs) == ("new", 0)
        with pytest.raises(ValidationError):
            voucher.approve_voucher(by=grant.project.adviser)

    def test_one_turned_down_is_mended_or_removed(self, grant, team, adviser):
        voucher = make.voucher("rejected", grant)
        voucher.mend_voucher(by=team, amount=E(50))
        assert (voucher.state, voucher.reason, voucher.decided_by) == ("new", "", None)
        voucher.remove(by=team)
        assert not VoucherFile.objects.filter(project=grant.project).exists()


class TestWork:
    def test_hours_count_up_to_their_share_when_another_approves_them(self, grant, team, adviser):
        member = make.member(grant.project.kehra)
        row = {"who": str(member), "what": "Kuokittiin", "on": moments.today(), "hours": E(8)}
        (work,) = VolunteerWork.objects.log(grant, [row], by=member, own=True)
        for person in (member, make.user()):
            with pytest.raises(PermissionDenied):
                work.approve_work(by=person)
        work.approve_work(by=team)
        assert (proofs.of(grant).hours, proofs.of(grant).hours_value) == (E(8), 0)
        make.voucher("approved", grant, amount="60")
        assert proofs.of(grant).hours_value == E(60)
        own = make.volunteer_work(application=grant, by=team)
        with pytest.raises(PermissionDenied):
            own.approve_work(by=team)
        with pytest.raises(IntegrityError), transaction.atomic():
            VolunteerWork.objects.filter(pk=work.pk).update(decided_by=member)

    def test_what_is_logged_already_and_too_long_days_are_refused(self, grant, team):
        row = {"who": "Liisa", "what": "Maalattiin", "on": moments.today(), "hours": E(20)}
        VolunteerWork.objects.log(grant, [row], by=team)
        other = make.application("granted", grant.project)
        for again in (row, {**row, "what": "Siivottiin"}, {**row, "on": moments.in_days(1)}):
            with pytest.raises(ValidationError):
                VolunteerWork.objects.log(other, [again], by=team)
        with pytest.raises(IntegrityError), transaction.atomic():
            VolunteerWork.objects.create(application=other, project=other.project, **row)

    def test_members_log_their_own_work_alone(self, grant):
        member = make.member(grant.project.kehra)
        row = {"who": "Toinen", "what": "x", "on": moments.today(), "hours": E(1)}
        with pytest.raises(PermissionDenied):
            VolunteerWork.objects.log(grant, [row], by=member)


class TestPayments:
    def test_they_never_come_to_more_than_the_grant(self, grant):
        make.payment("paid", grant, amount="600")
        late = make.payment(application=grant, amount="300")
        with pytest.raises(ValidationError, match="0"):
            make.payment(application=grant, amount="0.01")
        with pytest.raises(ValidationError):
            late.record_paid(by=grant.project.adviser, paid_on=moments.today(), amount=E("300.01"))
        late.cancel_payment(by=grant.project.adviser, reason="Tulee myöhemmin.")
        make.payment("paid", grant, amount="299.99")
        assert proofs.of(grant).paid == E("899.99")

    def test_one_of_nothing_is_refused_in_words(self, client, grant):
        client.force_login(grant.project.adviser)
        payment = make.payment(application=grant, amount="300", due_on=moments.in_days(30))
        offered = client.get(reverse("rahoitus:payment_step", args=[payment.pk, "maksettu"]))
        assert offered.context["form"].initial["paid_on"] == moments.today()  # not the day to come
        typed = {"amount": "0", "paid_on": moments.today().isoformat()}
        for name, args, more in (
            ("payment_step", (payment.pk, "maksettu"), {}),
            ("plan_payment", (grant.pk,), {"kind": "part", "due_on": "1.1.2027"}),
        ):
            address = reverse(f"rahoitus:{name}", args=args)
            assert list(client.post(address, typed | more).context["form"].errors) == ["amount"]

    def test_money_returned_is_no_more_than_was_paid(self, grant, adviser):
        paid = make.payment("paid", grant, amount="600")
        with pytest.raises(ValidationError):
            make.payment(application=grant, kind="return", amount="600.01")
        make.payment("paid", grant, kind="return", amount="500")
        assert (proofs.of(grant).returned, proofs.of(grant).to_return) == (E(500), E(100))
        with pytest.raises(ValidationError):
            paid.cancel_payment(by=adviser, reason="x")

    def test_a_lump_sum_is_paid_against_a_milestone_that_is_done(self, grant, team, adviser):
        with pytest.raises(ValidationError):
            make.payment(application=grant, kind="lump")
        with pytest.raises(ValidationError):
            make.payment(application=grant, kind="lump", milestone=make.milestone())
        milestone = make.milestone(project=grant.project)
        payment = make.payment(application=grant, kind="lump", milestone=milestone)
        told = {"by": adviser, "paid_on": moments.today(), "amount": payment.amount}
        with pytest.raises(ValidationError, match=milestone.title):
            payment.record_paid(**told)
        milestone.finish_milestone(by=team, done_on=moments.today())
        payment.refresh_from_db()
        payment.record_paid(**told)
        assert payment.state == Payment.State.PAID

    def test_an_advance_is_at_most_the_calls_share_of_the_grant(self, grant):
        Call.objects.filter(pk=grant.call_id).update(advance_share=E(30))
        grant = Application.objects.get(pk=grant.pk)
        make.payment("paid", grant, kind="advance", amount="200")
        with pytest.raises(ValidationError, match="enintään 70"):
            make.payment(application=grant, kind="advance", amount="70.01")
        make.payment(application=grant, kind="advance", amount="70")
        make.payment(application=grant, kind="part", amount="500")

    def test_a_claim_is_paid_once_it_is_with_the_funder_and_no_more_than_it_claims(
        self, grant, adviser, client
    ):
        make.voucher("approved", grant, amount="400")
        claim = make.grant_report("sent", grant, kind="claim")
        page = reverse("rahoitus:plan_payment", args=[grant.pk])
        client.force_login(adviser)
        typed = {"kind": "claim", "amount": "400", "due_on": moments.in_days(9).isoformat()}
        assert "claim" in client.post(page, typed).context["form"].errors
        typed |= {"claim": claim.pk}
        assert "amount" in client.post(page, typed | {"amount": "400,01"}).context["form"].errors
        assert "claim" in client.post(page, typed | {"kind": "part"}).context["form"].errors
        assert client.post(page, typed).status_code == 302
        payment = claim.payments.get()
        told = {"by": adviser, "paid_on": moments.today(), "amount": E(350)}
        with pytest.raises(ValidationError, match="Maksatushakemus"):
            payment.record_paid(**told)
        claim.accept_report(by=adviser)
        claim.deliver_report(by=adviser, delivered_on=moments.today())
        payment.refresh_from_db()
        with pytest.raises(ValidationError):
            payment.record_paid(**told | {"amount": E("400.01")})
        payment.refresh_from_db()
        payment.record_paid(**told)
        assert "Rahoittaja maksoi siitä 350" in main(client.get(claim.get_absolute_url()))
        assert claim.title in main(client.get(payment.get_absolute_url()))


class TestReports:
    def test_the_calls_timetable_makes_them_once_the_money_is_granted(self, grant):
        Application.objects.filter(pk=grant.pk).update(ends_on=moments.in_days(30))
        clock.agree_of_calls()
        clock.agree_of_calls()
        due = {report.kind: report.due_on for report in grant.reports.all()}
        end = moments.in_days(30)
        assert due == {
            "claim": moments.months_after(grant.decided_on, 4),
            "use": moments.months_after(end, 2),
        }

    def test_the_timetable_is_the_one_it_is_held_to_and_ends_when_the_funder_agreed(self, grant):
        Application.objects.filter(pk=grant.pk).update(ends_on=moments.in_days(30))
        kept = Version.objects.freeze(grant.call, by=None)
        Version.objects.filter(pk=kept.pk).update(made_at=moments.start_of(grant.call.opens_on))
        grant.call.reports.all().delete()
        Version.objects.freeze(grant.call, by=None)
        told = {"decided_on": moments.today(), "because": "Talvi tuli väliin."}
        later = moments.in_days(60)
        grant.refresh_from_db()
        grant.agree_alteration(by=grant.project.adviser, ends_on=later, **told)
        clock.agree_of_calls()
        assert {report.kind: report.due_on for report in grant.reports.all()} == {
            "claim": moments.months_after(grant.decided_on, 4),
            "use": moments.months_after(later, 2),
        }

    def test_one_lacks_its_texts_until_they_are_written(self, grant, team):
        report = GrantReport.objects.agree(
            grant, by=grant.project.adviser, kind="final", due_on=moments.in_days(9)
        )
        seen = report.mark()
        report.write(by=team, seen=seen, results="Piha valmistui.")
        with pytest.raises(Outdated):
            report.write(by=grant.project.adviser, seen=seen, results="Toinen teksti.")
        with pytest.raises(ValidationError, match="hyvää, kehitettävää"):
            report.send_report(by=team)
        report.write(by=team, seen=report.mark(), worked="Talkoot.", improve="Aikataulu.")
        report.send_report(by=team)
        with pytest.raises(WrongState):
            report.write(by=team, seen=report.mark(), results="Myöhässä.")

    def test_its_figures_stay_as_they_were_sent(self, grant):
        make.voucher("approved", grant, amount="100")
        report = make.grant_report("sent", grant)
        make.voucher("approved", grant, amount="50")
        assert report.told().costs == E(100)
        report.return_report(by=grant.project.adviser, message="Tarkistakaa.")
        assert report.told().costs == E(150)

    def test_claims_take_what_no_other_has_and_the_use_report_agrees(self, grant, team, adviser):
        make.voucher("approved", grant, amount="100.01")
        make.volunteer_work("approved", grant, hours="1.25")
        first = make.grant_report("sent", grant, kind="claim", days=5)
        make.voucher("approved", grant, amount="33.33")
        make.voucher(application=grant, amount="77")
        second = make.grant_report("sent", grant, kind="claim", days=9)
        with pytest.raises(ValidationError):
            make.grant_report("sent", grant, kind="claim", days=10)
        use = make.grant_report("sent", grant, kind="use")
        told = [report.told() for report in (first, second)]
        assert [figures.direct for figures in told] == [E("100.01"), E("33.33")]
        for name in ("direct", "hours_value", "costs", "used"):
            assert sum(getattr(x, name) for x in told) == getattr(use.told(), name)
        assert use.told().used == proofs.of(grant).used == E("152.09")
        claimed = Voucher.objects.filter(claim=first).get()
        with pytest.raises(ValidationError):
            claimed.reject_voucher(by=adviser, reason="x")
        first.return_report(by=adviser, message="Kuitti puuttuu.")
        claimed.refresh_from_db()
        claimed.reject_voucher(by=adviser, reason="Ei ole hankkeen.")
        first.send_report(by=team)
        use.refresh_from_db()
        assert first.told().used + second.told().used == proofs.of(grant).used

    def test_reminders_before_and_after_the_day_are_duties(self, grant, team):
        report = make.grant_report(application=grant, days=20)
        day = report.due_on
        Event.objects.filter(verb="report_near").delete()
        made = [clock.watch(moments.in_days(n)) for n in (5, 6, 8, 17, 20)]
        assert made == [1, 1, 0, 1, 1]
        waiting.watch(moments.start_of(moments.in_days(22)))
        late = Event.objects.get(verb="report_late")
        assert set(late.notices.values_list("kind", flat=True)) == {Notice.Kind.TASK}
        assert team.pk in late.notices.values_list("recipient", flat=True)
        assert day == report.due_on

    def test_what_waits_for_approval_is_reminded_of_once_a_week(self, grant, team):
        grant = Application.objects.get(pk=grant.pk)  # people keep what they were ten days ago
        with moments.days_ago(10):
            make.voucher(application=grant, day=moments.today(), because="Ennen.")
            make.volunteer_work(application=grant)
        assert clock.remind_of_proofs(moments.today()) == 1
        assert clock.remind_of_proofs(moments.today()) == 0
        facts = Event.objects.get(verb="proofs_wait").facts
        assert facts == {"vouchers": 1, "entries": 1}


def test_the_pages_tell_the_same_figures_and_open_to_their_proofs(client, grant, team):
    line = grant.costs.first()
    voucher = make.voucher("approved", grant, amount="123.45", payee="<b>Rauta</b>")
    make.volunteer_work("approved", grant, hours="2")
    claim = make.grant_report("sent", grant, kind="claim")
    client.force_login(team)
    base = f"/rahoitus/hakemukset/{grant.pk}/toteutus"
    for address in (f"{base}/", f"/toteutus/raportit/{claim.pk}/"):
        page = main(client.get(address))
        assert ("123,45" in page, f"{base}/tositteet/?line={line.pk}" in page) == (True, True)
    rows = client.get(f"{base}/tositteet/", {"line": line.pk, "claim": claim.pk})
    assert list(rows.context["vouchers"]) == [voucher]
    assert "&lt;b&gt;Rauta&lt;/b&gt;" in main(rows)
    assert list(client.get(f"{base}/tositteet/", {"claim": "0"}).context["vouchers"]) == []
    assert client.get(f"/toteutus/tositteet/{voucher.pk}/tiedosto/").status_code == 200
    pdf = client.get(f"/toteutus/raportit/{claim.pk}/raportti.pdf")
    assert pdf.content.startswith(b"%PDF")


def test_what_was_returned_moved_or_taken_back_is_told_with_the_words_given(client, grant, team):
    report = make.grant_report("returned", grant, kind="interim")
    make.payment("cancelled", grant)
    milestone = make.milestone("dropped", grant.project)
    client.force_login(team)
    pages = {
        name: main(client.get(page))
        for name, page in {
            "report": report.get_absolute_url(),
            "write": f"{report.get_absolute_url()}kirjoita/",
            "grant": f"/rahoitus/hakemukset/{grant.pk}/toteutus/",
            "milestone": milestone.get_absolute_url(),
        }.items()
    }
    asked = '<h2>Mitä pitää muuttaa</h2><p dir="auto">Kertokaa kävijämäärät.</p>'
    assert asked in pages["report"]
    assert asked in pages["write"]
    assert "<blockquote>Kertokaa kävijämäärät.</blockquote>" in pages["report"]
    assert "Kirjattiin väärin." in pages["grant"]
    assert "<blockquote>Ei enää tarpeen.</blockquote>" in pages["milestone"]
    report.send_report(by=team)
    assert asked not in main(client.get(report.get_absolute_url()))


def test_a_vouchers_file_is_kept_though_something_else_lacks(client, grant, team):
    client.force_login(team)
    address = f"/rahoitus/hakemukset/{grant.pk}/toteutus/uusi-tosite/"
    line = proofs.paid_lines(grant).first()
    typed = {"payee": "Rauta", "day": grant.decided_on, "cost_line": line.pk}
    lacks = client.post(address, {**typed, "amount": "1e309", "file": make.document()})
    assert list(lacks.context["form"].errors) == ["amount"]
    kept = lacks.context["form"].data["kept"]
    made = client.post(address, {**typed, "amount": "12,50", "kept": kept})
    voucher = grant.vouchers.get()
    assert (made.url, voucher.amount) == (voucher.get_absolute_url(), E("12.50"))
    again = client.post(address, {**typed, "amount": "12,50", "kept": kept})
    assert list(again.context["form"].errors) == ["file"]


def test_a_printed_list_is_entered_line_by_line(client, grant, team):
    client.force_login(team)
    address = f"/hankkeet/{grant.project_id}/toteutus/talkoot/lista/"
    typed = {"what": "Istutus", "on": moments.today().isoformat()}
    wrong = client.post(address, {**typed, "lines": "Liisa 3,5\nPelkkä nimi\nPekka 25"})
    assert len(wrong.context["form"].errors["lines"]) == 2
    client.post(address, {**typed, "lines": "Liisa  Esimerkki 3,5\n\nPekka; 2 h\nÅsa: 0.25"})
    began = time.process_time()
    client.post(address, {**typed, "lines": "a" + ",;" * 12_000})
    assert time.process_time() - began < 2
    rows = VolunteerWork.objects.filter(application=grant).order_by("pk")
    assert list(rows.values_list("who", "hours")) == [
        ("Liisa Esimerkki", E("3.50")),
        ("Pekka", E(2)),
        ("Åsa", E("0.25")),
    ]
    log = f"/hankkeet/{grant.project_id}/toteutus/talkoot/"
    client.force_login(make.member(grant.project.kehra))
    assert ("Liisa" in main(client.get(log)), "Istutus" in main(client.get(log))) == (False, True)
    client.force_login(grant.project.adviser)
    assert "Liisa" in main(client.get(log))
    client.post(f"{log}hyvaksy/", {"work": [row.pk for row in rows] + ["x", "9" * 30]})
    assert {row.state for row in VolunteerWork.objects.filter(application=grant)} == {"approved"}


def test_claims_use_report_register_and_card_tell_the_same_sums(client, grant, team, adviser):
    for amount in ("100.01", "33.33"):
        make.voucher("approved", grant, amount=amount)
        claim = make.grant_report("delivered", grant, kind="claim", days=len(amount))
    use = make.grant_report("accepted", grant, kind="use")
    claimed = sum(report.told().used for report in grant.reports.filter(kind="claim"))
    rows = client.get("/rahoitus/rekisteri/").context["grants"]
    (row,) = [row for row in rows if row.pk == grant.pk]
    assert claimed == use.told().used == row.used == E("133.34")
    assert use.told().granted == row.amount == grant.project.granted == E(900)
    assert ";133,34;" in client.get("/rahoitus/rekisteri.csv").content.decode()
    assert claim.told().used == E("33.33")


def test_the_budgets_page_tells_what_is_used_and_to_be_returned(client, grant, team):
    make.voucher("approved", grant, amount="123.45")
    make.payment("paid", grant, amount="600")
    client.force_login(team)
    table = client.get(f"/rahoitus/hakemukset/{grant.pk}/budjetti/").context["table"]
    assert (table.whole.used, table.grant.used) == (E("123.45"), E("123.45"))
    assert table.to_return == E("476.55")


def test_what_waits_is_told_to_those_for_whom_it_waits(client, grant, team, adviser):
    make.voucher(application=grant, by=adviser)
    make.volunteer_work(application=grant, by=adviser)
    make.grant_report(application=grant, days=9)
    make.grant_report(application=grant, days=90)
    sent = make.grant_report("sent", grant, kind="final", days=5)
    make.milestone(project=grant.project, days=0)
    counted = {}
    for person in (team, adviser, make.member(grant.project.kehra)):
        found = {each.url.partition("#")[2]: each.number for each in waits_of(person)}
        counted[person.pk] = found
    assert list(counted.values()) == [
        {"write": 1, "vouchers": 1, "work": 1, "milestones": 1},
        {"check": 1},
        {},
    ]
    client.force_login(adviser)
    assert f"/toteutus/raportit/{sent.pk}/" in main(client.get("/toteutus/"))


def waits_of(person):
    """What of running projects waits for the person."""
    page = reverse("rahoitus:running_waits")
    return [each for each in waits.with_things(person) if each.url.startswith(page)]


def test_names_are_forgotten_when_nobody_needs_them_any_more():
    """Of volunteers at the end of the call's last year after the closing, though two did the same
    on one day; of who acts for an applicant two years after the end."""
    grant = make.grant(retention_years=5)
    team = make.coordinator(grant.project.kehra)
    row = {"what": "Haravoitiin", "on": moments.today(), "hours": E(2)}
    rows = [{"who": who, **row} for who in ("Maija", "Per")]
    VolunteerWork.objects.log(grant, rows, by=team)
    Signing.objects.create(application=grant, mandate="Maija", signs="Per")
    closed = moments.start_of(moments.today().replace(month=6, day=1))
    for years, state, named, signing in [
        (9, "granted", 2, 1),
        (1, "closed", 2, 1),
        (3, "closed", 2, 0),
        (5, "closed", 2, 0),
        (6, "closed", 0, 0),
    ]:
        since = closed.replace(year=closed.year - years)
        Application.objects.filter(pk=grant.pk).update(state=state, state_since=since)
        with moments.days_ago(14):
            papers.watch()
        tasks.forget_names()
        assert grant.hours.exclude(who="").count() == named
        assert Signing.objects.filter(application=grant).count() == signing
    assert grant.hours.hours() == E(4)
    assert grant.hours.filter(by=None, worker=None).count() == 2


def test_a_voucher_above_what_is_left_of_its_line_is_told_and_stays(client, grant, team):
    client.force_login(team)
    (line,) = proofs.paid_lines(grant)
    make.voucher("approved", grant, amount=str(line.amount - 10))
    page = reverse("rahoitus:bring_voucher", args=[grant.pk])
    assert "(jäljellä 10\u00a0€)" in main(client.get(page))
    typed = {"payee": "Rauta", "day": grant.decided_on, "amount": "15", "cost_line": line.pk}
    made = client.post(page, {**typed, "file": make.document()}, follow=True)
    assert [m.level_tag for m in made.context["messages"]] == ["success", "warning"]
    voucher = grant.vouchers.get(payee="Rauta")
    assert "5\u00a0€" in main(client.get(voucher.get_absolute_url()))
    rows = client.get(reverse("rahoitus:vouchers", args=[grant.pk])).context["vouchers"]
    assert {row.payee: row.over for row in rows}["Rauta"] == E(5)
    mended = client.get(reverse("rahoitus:mend_voucher", args=[voucher.pk]))
    assert "(jäljellä 10\u00a0€)" in main(mended)


def test_a_claim_tells_what_is_over_a_line_with_the_claims_before_it(grant):
    (line,) = proofs.paid_lines(grant)
    make.voucher("approved", grant, amount=str(line.amount - 10))
    first = make.grant_report("sent", grant, kind="claim", days=5)
    make.voucher("approved", grant, amount="15")
    second = make.grant_report(application=grant, kind="claim", days=9)
    assert [figures.lines[0].over for figures in (first.told(), second.told())] == [0, E(5)]


def test_what_is_needed_is_not_called_optional(client, grant, team):
    client.force_login(team)
    voucher = client.get(reverse("rahoitus:bring_voucher", args=[grant.pk])).context["form"]
    evidence, writing = EvidenceForm(), ApplicationForm(instance=make.application())
    forms = [(voucher, ["file"]), (evidence, ["file", "link"])]
    forms.append((writing, ["summary", "starts_on", "ends_on"]))
    marked = [n for form, names in forms for n in names if not form.fields[n].unmarked]
    assert marked == []
