"""What a person takes part in, as each app tells it in its `personal.py`, found by name."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def parts(user):
    """[{"template": name, ...}]: what each app's `personal.part(user)` gives for the own page."""
    found = (app.name for app in apps.get_app_configs() if find_spec(f"{app.name}.personal"))
    modules = (import_module(f"{name}.personal") for name in found)
    return [module.part(user) for module in modules if hasattr(module, "part")]
