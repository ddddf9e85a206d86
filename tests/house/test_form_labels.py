"""Each label of a form is a message of the catalogues, not what Python calls the field."""

import importlib
import pkgutil

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.utils.functional import Promise
from django.utils.translation import override

from kehityspolku.accounts.forms import MeForm

OURS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")


def own_forms():
    for app in OURS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if "forms" in module.name.rsplit(".", 2)[1:]:
                importlib.import_module(module.name)
    return [form for form in below(forms.BaseForm) if form.__module__.startswith(OURS)]


def below(kind):
    for form in kind.__subclasses__():
        yield form
        yield from below(form)


def test_each_label_can_be_translated():
    """None is told by the form itself, as a card's are by its headings."""
    bare = {
        f"{form.__name__}.{name}": field.label
        for form in own_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if not isinstance(field.label, Promise | None) and not field.widget.is_hidden
    }
    assert bare == {}


@pytest.mark.parametrize(("language", "words"), [("fi", "Valitse"), ("sv", "Välj")])
def test_the_blank_choice_speaks_the_reader_s_language(language, words):
    with override(language):
        assert words in str(BLANK_CHOICE_LABEL)


def test_a_browser_may_fill_in_ones_own_name():
    with override("en"):
        asked = {
            f"{form.__name__}.{name}": field
            for form in own_forms()
            for name, field in form.base_fields.items()
            if str(field.label) == "Your name"
        }
    asked["MeForm.name"] = MeForm().fields["name"]
    told = {name: field.widget.attrs.get("autocomplete") for name, field in asked.items()}
    assert told == dict.fromkeys(told, "name")
    assert {"SignupForm.name", "EnquiryForm.name"} <= told.keys()
