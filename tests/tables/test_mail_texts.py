"""Every step has its text: the mail's subject, the line in the history, the notice."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import loader

from kehityspolku.events.steps import steps_of

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
ABOVE = {"promise_near": "sukkula"}  # its words lead to a page of that floor, so they lie there
RECORDED = re.compile(r"\brecord\(\s*\"(\w+)\"")
STEPS = {
    (model._meta.app_label, verb)
    for app in OURS
    for model in apps.get_app_config(app).get_models()
    for verb in steps_of(model)
}
EVENTS = {
    (app, verb)
    for app in OURS
    for file in (ROOT / app).rglob("*.py")
    for verb in RECORDED.findall(file.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize(("app", "verb"), sorted(STEPS | EVENTS))
def test_every_event_has_its_text(app, verb):
    assert loader.get_template(f"{ABOVE.get(verb, app)}/mail/{verb}.txt")
