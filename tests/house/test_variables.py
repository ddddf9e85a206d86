"""One list of variables: what the portal reads, what is documented and what installations pass."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from kehityspolku import variables
from kehityspolku.management.commands import ci

ROOT = Path(__file__).resolve().parents[2]
KNOWN = {variable.name: variable for variable in variables.VARIABLES}
OF_COMPOSE = {"POSTGRES_PASSWORD"}  # part of the address that it makes
# What an installation has no say in: the image and docker-compose.yml set it, or it is refused.
SET_BY_COMPOSE = {"KEHITYSPOLKU_PRODUCTION", "DATABASE_URL", "REDIS_URL"}
SET_BY_IMAGE = {"KEHITYSPOLKU_VAR", "STATIC_ROOT", "MEDIA_ROOT"}
NOT_IN_PRODUCTION = {"KEHITYSPOLKU_DEMO", "DEBUG", "MAIL_FOLDER"}
ANYONES = re.compile(r"\$\{([A-Z_]+)(:[-?][^}]*)?\}")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def compose():
    return yaml.safe_load(text("docker-compose.yml"))


def environment(path):
    """The names and values of a file of variables."""
    rows = re.findall(r"^([A-Z_]+)=(.*)$", text(path), re.MULTILINE)
    assert len(dict(rows)) == len(rows)
    return {name: value.strip("'\"") for name, value in rows}


def test_the_documented_table_is_the_list():
    assert "\n".join(variables.table()) in text("docs/operating.md")
    rows = re.findall(r"^\| `([A-Z_]+)` \|", text("docs/operating.md"), re.MULTILINE)
    assert rows == list(KNOWN)


def test_settings_read_the_whole_list_and_nothing_else_reads_the_environment():
    read = set(re.findall(r'\benv\["([A-Z_]+)"\]', text("kehityspolku/settings.py")))
    assert read == set(KNOWN)
    rooms = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
    files = [file for room in rooms for file in (ROOT / room).rglob("*.py")]
    readers = {file.relative_to(ROOT).as_posix() for file in files if reads_environment(file)}
    # These start programs and hand their own environment on, or what of it is no secret.
    handed_on = {f"kehityspolku/management/commands/{name}.py" for name in ("ci", "demo")}
    handed_on |= {"kehityspolku/keeping/programs.py", "kehityspolku/files/apart.py"}
    assert readers - handed_on == {"kehityspolku/variables.py"}


def reads_environment(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    used = {node.attr for node in named} & {"environ", "getenv"}
    return bool(used) and 'setdefault("DJANGO_SETTINGS_MODULE"' not in file.read_text()


def test_compose_passes_all_that_an_installation_may_set():
    passed = compose()["x-portal"]["environment"]
    web = compose()["services"]["web"]["environment"]
    given = set(passed) | set(web)
    assert given | SET_BY_IMAGE | NOT_IN_PRODUCTION == set(KNOWN)
    assert set(re.findall(r"\b([A-Z_]+)=", text("Dockerfile"))) >= SET_BY_IMAGE
    for name, value in (passed | web).items():
        if name not in SET_BY_COMPOSE:
            assert ANYONES.fullmatch(str(value))[1] == name


def test_the_example_for_compose_has_its_variables_and_no_secret():
    asked = {name for name, _default in ANYONES.findall(text("docker-compose.yml"))}
    example = environment(".env.example")
    assert set(example) == asked
    assert asked - set(KNOWN) == OF_COMPOSE
    secret = {name for name in example if re.search("KEY|PASSWORD|SECRET", name)}
    assert {example[name] for name in secret} == {""}
    assert {"SECRET_KEY", "POSTGRES_PASSWORD", "SURVEY_KEY", "BACKUP_KEY"} <= secret
    filled = example | {"SECRET_KEY": ci.PRODUCTION["SECRET_KEY"], "KEHITYSPOLKU_PRODUCTION": "1"}
    filled |= {"DATABASE_URL": "postgresql://a/b", "REDIS_URL": "redis://a"}
    variables.read(filled)


def test_the_example_says_the_defaults_of_what_may_stay():
    stays = text(".env.example").partition("# -----")[2]
    for name, value in re.findall(r"^([A-Z_]+)=(.*)$", stays, re.MULTILINE):
        if name != "DATABASE_POOL":
            assert value == KNOWN[name].default


def test_the_example_for_systemd_is_one_that_starts():
    example = environment("docs/systemd/environment")
    assert set(example) <= set(KNOWN)
    assert (example["SECRET_KEY"], example["MAIL_PASSWORD"]) == ("", "")
    read = variables.read(example | {"SECRET_KEY": ci.PRODUCTION["SECRET_KEY"]})
    assert read["KEHITYSPOLKU_PRODUCTION"] is True


def test_what_compose_demands_is_what_production_needs():
    needed = {name for name, variable in KNOWN.items() if variable.needed}
    demanded = {name for name, how in ANYONES.findall(text("docker-compose.yml")) if "?" in how}
    assert demanded == (needed - SET_BY_COMPOSE) | OF_COMPOSE


@pytest.mark.parametrize("service", ["web", "worker", "beat", "migrate"])
def test_each_program_of_the_portal_gets_them(service):
    services, portal = compose()["services"], compose()["x-portal"]
    assert set(portal["environment"]) <= set(services[service]["environment"])
    assert services[service]["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


def test_no_program_of_the_installation_speaks_of_each_task():
    for name in ("worker", "beat"):
        assert "--loglevel WARNING" in compose()["services"][name]["command"]
