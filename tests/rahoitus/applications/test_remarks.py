"""Sukkula's remarks: made in the check, settled by the applicants, held against what there is."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from kehityspolku.events.steps import WrongState
from rahoitus.applications import said
from rahoitus.applications.forms.answers import AnswersForm
from rahoitus.applications.forms.remarks import RemarkForm
from rahoitus.models import Answer, Remark
from tests import make

pytestmark = pytest.mark.django_db


def test_one_that_is_sent_twice_is_made_once(client):
    application = make.application("in_check")
    client.force_login(application.project.adviser)
    page = reverse("rahoitus:remarks", args=[application.pk])
    key = client.get(page).text.split('name="form_key" value="')[1][:36]
    typed = {"about": "budget", "text": "Liian kallis?", "form_key": key}
    assert [client.post(page, typed).status_code for _ in range(2)] == [302, 302]
    assert Remark.objects.count() == 1


def test_an_answer_whose_question_is_gone_meanwhile_stops_no_other():
    call = make.call()
    gone, stays = (call.questions.create(text_en=text, required=False) for text in ("A", "B"))
    application = make.application(call=call)
    read = AnswersForm(application=application, needs_note=False).seal
    typed = QueryDict(f"q{gone.pk}=x&q{stays.pk}=y&read={read}")
    form = AnswersForm(typed, application=application, needs_note=False)
    assert form.is_valid()
    gone.delete()
    assert form.merged()[0] == {stays.pk: "y"}


def test_a_round_of_remarks(client):
    call = make.call()
    asked = call.questions.create(text_en="Why?", required=False)
    application = make.application("in_check", call=call)
    adviser, team = application.project.adviser, make.coordinator(application.project.kehra)
    page = reverse("rahoitus:remarks", args=[application.pk])
    with translation.override("en"):
        client.force_login(adviser)
        for about, text in ((f"answers:{asked.pk}", "Say why."), ("budget", "Too dear?")):
            assert client.post(page, {"about": about, "text": text}).status_code == 302
        assert list(client.post(page, {"about": "king", "text": ""}).context["form"].errors) == [
            "about",
            "text",
        ]
        why, dear = Remark.objects.order_by("pk")
        assert (why.question, why.was, dear.question) == (asked.pk, "", None)
        assert dear.was.replace("\u00a0", " ").splitlines()[0] == "ostopalvelut: Work, 1 000 €"
        application.send_back(by=adviser, message="See the remarks.")
        with pytest.raises(WrongState):
            why.judge(by=adviser, is_right=True)

        client.force_login(team)
        front = client.get(application.get_absolute_url())
        told = {task.name: task.label for task in front.context["tasks"] if task.remarks}
        assert told == {"Vastaukset rahoittajan kysymyksiin": "1 huomio", "Budjetti": "1 huomio"}
        answers = reverse("rahoitus:answers", args=[application.pk])
        about = ("Why?", f"{answers}#id_q{asked.pk}", "Say why.")
        assert [(a.name, a.url, a.remark.text) for a in client.get(answers).context["remarks"]] == [
            about
        ]
        wrote = client.get(application_write(application)).context["remarks"]
        assert [(a.name, a.remark.text) for a in wrote] == [("Budjetti", "Too dear?")]
        shown = client.get(page)
        for tells in (shown, front, client.get(answers)):
            assert f'<a href="{about[1]}">Why?</a>' in tells.text
        Answer.objects.write(application, {asked.pk: "For the park."}, by=team)
        done = reverse("rahoitus:settle", args=[application.pk, why.pk])
        assert client.post(done, {"reply": "Written."}).status_code == 302
        dear.settle(by=team)
        application.refresh_from_db()
        application.ask_check(by=team)
        with pytest.raises(WrongState):
            dear.settle(by=team)

        client.force_login(adviser)
        rows = client.get(page).context["rows"]
        assert [(r.reply, r.was, now, changed) for r, _about, now, changed in rows][0] == (
            "Written.",
            "",
            "For the park.",
            True,
        )
        assert [changed for _remark, _about, _now, changed in rows] == [True, False]
        address = reverse("rahoitus:judge", args=[application.pk, why.pk])
        assert client.post(address, {"right": "yes"}).status_code == 302
        dear.refresh_from_db()
        dear.judge(by=adviser, is_right=False)
        assert list(application.remarks.open()) == [dear]
        assert list(application.remarks.unsettled()) == [dear]
        with pytest.raises(ValidationError, match="1 huomio on käsittelemättä"):
            application.mark_checked(by=adviser)
        dear.judge(by=adviser, is_right=True)
        application.mark_checked(by=adviser)
        assert application.state == "checked"


def test_who_may_what():
    application = make.application("in_check")
    remark, words = make.remark(application), {"part": "budget", "text": "?", "was": ""}
    team = make.coordinator(application.project.kehra)
    with pytest.raises(PermissionDenied):
        Remark.objects.make(application, by=team, **words)
    with pytest.raises(PermissionDenied):
        remark.judge(by=team, is_right=True)
    with pytest.raises(WrongState):
        remark.settle(by=team)
    with pytest.raises(WrongState):
        returned = make.application("returned")
        Remark.objects.make(returned, by=returned.project.adviser, **words)


def application_write(application):
    return reverse("rahoitus:write", args=[application.pk])


def test_a_remark_is_about_a_part_that_the_application_has():
    application = make.application("in_check")
    parts = [value for value, _name in RemarkForm(application=application).fields["about"].choices]
    assert parts == ["purpose", "budget", "partners"]
    application.summary = "Piha avataan."
    application.starts_on = application.ends_on = date(2027, 1, 1)
    assert said.of(application, "purpose") == "Piha avataan.\n1.1.2027"
    assert said.of(application, "budget").replace("\u00a0", " ").splitlines() == [
        "ostopalvelut: Work, 1 000 €",
        "haettava avustus: 1 000 €",
    ]
