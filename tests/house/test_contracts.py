"""import-linter's contracts (pyproject.toml) name every room, rule, model and view there is."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
NO_ROOMS = {"migrations", "management", "templatetags", "data", "postgresql"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]


def contract(start):
    return next(c for c in CONTRACTS if c["name"].startswith(start))


def dotted(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def rooms(floor):
    folders = (path.parent for path in (ROOT / floor).glob("*/__init__.py"))
    return {folder.name for folder in folders} - NO_ROOMS


def named(*names):
    """Modules and packages of these names, on a floor or in a room, as import-linter names them."""
    for floor in FLOORS:
        for folder in (ROOT / floor, *((ROOT / floor) / room for room in rooms(floor))):
            for name in names:
                if (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists():
                    yield dotted(folder / name)


@pytest.mark.parametrize("floor", FLOORS)
def test_each_room_has_its_place_and_keeps_off_the_index(floor):
    name = "The ground" if floor == "kehityspolku" else floor.capitalize()
    order = set(contract(f"{name}: a room imports rooms below it")["layers"])
    kept_off = set(contract(f"{name}: no room imports the index")["source_modules"])
    assert order - {"fields"} == rooms(floor)  # fields is a module, below every room of the ground
    assert kept_off == {f"{floor}.{room}" for room in rooms(floor)}


def test_all_rules_import_no_models():
    rules = contract("Rules import no models")
    assert set(rules["source_modules"]) == set(named("rules", "checklist"))
    assert set(rules["forbidden_modules"]) == set(named("models"))


def of_rooms(name):
    return {found for found in named(name) if found.count(".") == 2}


def test_all_views_are_independent():
    assert set(contract("No views import another room's views")["modules"]) == of_rooms("views")


def test_all_forms_are_their_rooms_own():
    others = contract("No views import another room's forms")
    assert set(others["source_modules"]) == of_rooms("views")
    assert set(others["forbidden_modules"]) == of_rooms("forms")
    for own in others["ignore_imports"]:
        views, forms = own.replace(".*", "").split(" -> ")
        assert views.removesuffix(".views") == forms.removesuffix(".forms")
