"""`.ci/setup` on machines of all kinds: each a folder of made-up programs, its whole PATH."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELL = ["bash", "sh", "env", "uname", "dirname", "sleep", "df"]
TEXT = ["sed", "grep", "cut", "tr", "cat", "tee", "cksum"]
FILES = ["rm", "ls", "cp", "mkdir", "touch", "mktemp"]
PANGO = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]
PANGO_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
APT = "apt-get update && apt-get install -y --no-install-recommends "
UV = (
    "python3 -m venv .uv && .uv/bin/pip install uv && "
    ".uv/bin/uv python install --install-dir .uv/python --no-bin 3.13"
)
PYENV = "curl -fsSL https://pyenv.run | bash && ~/.pyenv/bin/pyenv install 3.13"
DEBIAN_12 = ("debian", "12", "Debian GNU/Linux 12 (bookworm)")
DEBIAN_13 = ("debian", "13", "Debian GNU/Linux 13 (trixie)")
OFFLINE_PIP = """WARNING: Retrying after connection broken by 'NewConnectionError(Failed to
establish a new connection: [Errno -3] Temporary failure in name resolution)': /simple/amqp/
ERROR: No matching distribution found for amqp==5.3.1"""
OFFLINE_APT = "E: Failed to fetch http://a/b.deb  Temporary failure resolving 'a'"
FULL_PIP = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"

# A Python of {version}: it can be asked for its age and parts, and makes a .venv with itself in it.
PYTHON = """#!/bin/sh
case "$*" in
*ensurepip*) exit {lacks_venv} ;;
*version_info*'3, '*) least=${{2##*3, }}; [ {version} -ge "${{least%%)*}}" ] ;;
*'"%d.%d"'*) echo 3.{version} ;;
*CDLL*) [ -e {libraries}/"$3" ] ;;
"-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && touch "$3/bin/pip" ;;
"-m pip "*) {pip} ;;
--version) echo Python 3.{version}.0 ;;
esac
"""
# An apt-get that writes down what it is asked, and installs by making files.
APT_GET = """#!/bin/sh
echo "apt-get $*" >> {calls}
{fault}
for name in "$@"; do
    case $name in
    libpango-1.0-0) touch {libraries}/libpango-1.0.so.0 ;;
    libpangoft2-1.0-0) touch {libraries}/libpangoft2-1.0.so.0 ;;
    libharfbuzz-subset0) touch {libraries}/libharfbuzz-subset.so.0 ;;
    python3 | chromium) cp {store}/$name {programs}/$name ;;
    python3.13-venv) cp {store}/python3 {programs}/python3.13 ;;
    gettext) cp {store}/chromium {programs}/xgettext ;;
    esac
done
"""


class Machine:
    """What the set-up meets: programs, libraries, a release, an account, a fresh checkout."""

    def __init__(self, folder, release=DEBIAN_13, uid=1000):
        self.folder = folder
        self.programs, self.libraries, self.store, self.checkout = (
            folder / name for name in ("bin", "lib", "store", "checkout")
        )
        for made in (self.programs, self.libraries, self.store, self.checkout / ".ci"):
            made.mkdir(parents=True)
        self.calls, self.release = folder / "calls", folder / "os-release"
        ident, version, name = release
        self.release.write_text(f'PRETTY_NAME="{name}"\nID={ident}\nVERSION_ID="{version}"\n')
        for name in SHELL + TEXT + FILES:
            (self.programs / name).symlink_to(shutil.which(name))
        for name in ("setup", "system"):
            shutil.copy(ROOT / ".ci" / name, self.checkout / ".ci" / name)
        for name in ("requirements.txt", "requirements-test.txt"):
            (self.checkout / name).write_text("one==1\ntwo==2\n")
        self.program("id", f'[ "$1" = -u ] && echo {uid} || echo maija')
        self.program("ldconfig", f"ls {self.libraries}")
        self.program("chromium", "", self.store)
        self.python("python3", 13, folder=self.store)

    def program(self, name, script, folder=None):
        path = (folder or self.programs) / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def python(self, name, version, *, venv=True, pip="echo Collecting one", folder=None):
        path = (folder or self.programs) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {"version": version, "lacks_venv": 0 if venv else 1, "pip": pip}
        path.write_text(PYTHON.format(libraries=self.libraries, **values))
        path.chmod(0o755)

    def apt(self, python3="", fault=""):
        """apt, with such a Python in its lists."""
        told = f"Candidate: {python3}" if python3 else ""
        self.program("apt-cache", f'[ "$2" != python3 ] || echo "  {told}"')
        names = ("calls", "libraries", "store", "programs")
        script = APT_GET.format(fault=fault, **{name: getattr(self, name) for name in names})
        self.program("apt-get", script.removeprefix("#!/bin/sh\n"))

    def pango(self):
        for name in PANGO:
            (self.libraries / name).touch()

    @property
    def asked(self):
        return self.calls.read_text().splitlines() if self.calls.exists() else []

    @property
    def made(self):
        return sorted(path.name for path in self.checkout.iterdir()) != [
            ".ci",
            "requirements-test.txt",
            "requirements.txt",
        ]

    def command(self, purpose):
        env = {"PATH": str(self.programs), "OS_RELEASE": str(self.release), "HOME": "/nowhere"}
        return {"args": ["bash", ".ci/setup", purpose], "cwd": self.checkout, "env": env}

    def set_up(self, purpose="demo", **account):
        done = subprocess.run(
            **self.command(purpose), capture_output=True, text=True, check=False, **account
        )
        assert done.stdout == ""
        return done.returncode, done.stderr


@pytest.fixture
def folder():
    """A place that every account can reach (pytest's own temporary ones are shut)."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def commands(said):
    """The lines to copy: those that stand in."""
    return [line.strip() for line in said.splitlines() if line.startswith("  ")]


@pytest.mark.parametrize("purpose", ["demo", "test"])
@pytest.mark.parametrize("sudo", [True, False])
@pytest.mark.parametrize("lists", ["3.13.5-1", ""])
def test_a_user_is_told_one_command_for_demo_and_test(folder, purpose, sudo, lists):
    machine = Machine(folder)
    machine.apt(python3=lists)
    if sudo:
        machine.program("sudo", "")
    code, said = machine.set_up(purpose)
    command = f"{APT}python3 python3-venv {PANGO_PACKAGES} chromium"
    wanted = command.replace("apt-get", "sudo apt-get") if sudo else f"su - -c '{command}'"
    assert commands(said) == [wanted]
    assert ("root's password" in said) == (not sudo)
    assert (code, machine.asked, machine.made) == (1, [], False)


def test_for_the_checks_gettext_is_in_the_command(folder):
    machine = Machine(folder)
    machine.apt(python3="3.13.5-1")
    machine.python("python3", 13)
    machine.pango()
    assert commands(machine.set_up("ci")[1]) == [f"su - -c '{APT}chromium gettext'"]


def test_a_missing_venv_stands_in_the_same_command(folder):
    machine = Machine(folder)
    machine.apt(python3="3.13.5-1")
    machine.python("python3", 13, venv=False)
    code, said = machine.set_up()
    assert commands(said) == [f"su - -c '{APT}python3.13-venv {PANGO_PACKAGES} chromium'"]
    assert (code, machine.made) == (1, False)


def test_a_demonstration_needs_no_browser(folder):
    machine = Machine(folder)
    machine.apt()
    machine.python("python3", 12)
    machine.pango()
    assert machine.set_up("demo")[0] == 0
    code, said = machine.set_up("test")
    assert (code, commands(said)) == (1, [f"su - -c '{APT}chromium'"])


@pytest.mark.parametrize(
    ("purpose", "more"), [("demo", ""), ("test", " chromium"), ("ci", " chromium gettext")]
)
def test_root_gets_all_of_it_at_once(folder, purpose, more):
    machine = Machine(folder, uid=0)
    machine.apt(python3="3.13.5-1")
    code, said = machine.set_up(purpose)
    assert (code, commands(said)) == (0, [])
    names = f"python3 python3-venv {PANGO_PACKAGES}{more}"
    assert machine.asked == [
        "apt-get update",
        f"apt-get install -y --no-install-recommends {names}",
    ]
    assert (machine.checkout / ".venv/bin/python").exists()
    assert machine.set_up(purpose)[1] == ""  # nothing is left to do
    assert len(machine.asked) == 2


@pytest.mark.parametrize("uid", [0, 1000])
@pytest.mark.parametrize("lists", ["3.11.2-1", ""])
def test_where_no_package_fits_the_ways_are_told_in_order_and_whole(folder, uid, lists):
    machine = Machine(folder, release=DEBIAN_12, uid=uid)
    machine.apt(python3=lists)
    code, said = machine.set_up()
    names = PANGO_PACKAGES if uid == 0 else f"{PANGO_PACKAGES} chromium"
    begin, end = ("", "") if uid == 0 else ("su - -c '", "'")
    uv, pyenv = commands(said)
    assert uv == f"{begin}{APT}{names} python3-venv{end} && {UV}"
    assert pyenv.startswith(f"{begin}{APT}{names} build-essential ")
    assert pyenv.endswith(f" zlib1g-dev{end} && {PYENV}")
    assert "Debian GNU/Linux 12 (bookworm) bring no such Python" in said
    assert (code, machine.made) == (1, False)
    assert not any("install" in call for call in machine.asked)


def test_uv_needs_nothing_of_the_system_where_an_older_python_is_whole(folder):
    machine = Machine(folder, release=DEBIAN_12)
    machine.apt(python3="3.11.2-1")
    machine.python("python3", 8)
    machine.pango()
    machine.program("chromium", "")
    assert commands(machine.set_up()[1])[0] == UV


@pytest.mark.parametrize(
    "place", [".uv/python/cpython-3.13/bin/python3", "../home/.pyenv/versions/3.13.1/bin/python"]
)
def test_what_those_ways_bring_is_found(folder, place):
    machine = Machine(folder, release=DEBIAN_12)
    machine.pango()
    machine.python("python3", 11)
    machine.python("python", 13, folder=(machine.checkout / place).parent)
    (machine.checkout / place).parent.joinpath("python").rename(machine.checkout / place)
    place = machine.command("demo")
    place["env"]["HOME"] = str(folder / "home")
    done = subprocess.run(**place, capture_output=True, text=True, check=False)
    assert (done.returncode, "with Python 3.13.0" in done.stderr) == (0, True)


def test_a_uv_that_is_there_fetches_one_once_all_else_is_there(folder):
    machine = Machine(folder, release=DEBIAN_12)
    machine.apt(python3="3.11.2-1")
    machine.python("python3", 11)
    machine.program("uv", f'echo "uv $*" >> {machine.calls}; echo {machine.store}/python3')
    assert commands(machine.set_up()[1]) == [f"su - -c '{APT}{PANGO_PACKAGES} chromium'"]
    assert machine.asked == []
    machine.pango()
    assert machine.set_up()[0] == 0
    assert machine.asked == ["uv python install 3.13", "uv python find 3.13"]


def test_fedora_gets_its_names(folder):
    machine = Machine(folder, release=("fedora", "43", "Fedora Linux 43"))
    machine.program("dnf", "")
    machine.program("sudo", "")
    machine.python("python3", 14)
    assert commands(machine.set_up()[1]) == ["sudo dnf install -y pango harfbuzz chromium"]
    (machine.programs / "python3").unlink()
    own, uv, _pyenv = commands(machine.set_up("ci")[1])
    assert own == "sudo dnf install -y python3 pango harfbuzz chromium gettext"
    assert uv == f"sudo dnf install -y pango harfbuzz chromium gettext && {UV}"


def test_a_mac_gets_its_names(folder):
    machine = Machine(folder)
    machine.release.unlink()
    machine.programs.joinpath("uname").unlink()
    machine.program("uname", "echo Darwin")
    machine.program("brew", "")
    own, uv, pyenv = commands(machine.set_up()[1])
    browser = "brew install --cask google-chrome"
    assert own == f"brew install python@3.13 pango && {browser}"
    assert uv == f"brew install pango && {browser} && {UV}"
    assert pyenv == f"brew install pango && {browser} && {PYENV}"


def test_another_system_gets_words(folder):
    machine = Machine(folder, release=("alpine", "3.22", "Alpine Linux"))
    machine.python("python3", 13)
    code, said = machine.set_up("test")
    assert said == (
        "Missing on this machine: Pango and HarfBuzz, for PDF; Chromium or Chrome, for the tests.\n"
        "Install that by this system's own means, then run  make test  again.\n"
    )
    assert code == 1


def test_another_system_without_a_python_gets_the_ways_to_one(folder):
    machine = Machine(folder, release=("alpine", "3.22", "Alpine Linux"))
    code, said = machine.set_up()
    assert (code, commands(said)) == (1, [UV, PYENV])
    assert "by this system's own means, or for Python by one of these ways" in said


def test_ubuntus_browser_is_a_snap(folder):
    machine = Machine(folder, release=("ubuntu", "24.04", "Ubuntu 24.04"))
    machine.apt()
    machine.program("sudo", "")
    apt = APT.replace("apt-get", "sudo apt-get")
    snap = "sudo snap install chromium"
    (command,) = commands(machine.set_up()[1])
    assert command == f"{apt}python3 python3-venv {PANGO_PACKAGES} && {snap}"
    machine.python("python3", 12)
    machine.pango()
    assert commands(machine.set_up("test")[1]) == [snap]


@pytest.mark.parametrize("where", ["pip", "apt", "lists"])
def test_no_connection_is_said(folder, where):
    machine = Machine(folder, uid=0)
    if where == "pip":
        machine.pango()
        machine.python("python3", 13, pip=f'echo "{OFFLINE_PIP}"; exit 1')
    else:
        fault = f'[ "$1" != install ] || {{ echo "{OFFLINE_APT}"; exit 100; }}'
        machine.apt("3.13.5-1", fault if where == "apt" else f'echo "{OFFLINE_APT}"')
    if where == "lists":
        machine.release.write_text('ID=debian\nVERSION_ID="12"\n')
        machine.apt("", f'echo "{OFFLINE_APT}"')
    code, said = machine.set_up()
    assert code == 1
    assert said.splitlines()[-1].startswith("No connection: ")
    assert "No matching distribution" not in said
    assert "Failed to fetch" not in said


def test_one_source_of_packages_that_does_not_answer_is_no_lack_of_a_connection(folder):
    machine = Machine(folder, uid=0)
    fault = f'[ "$1" != update ] || echo "{OFFLINE_APT}"'
    machine.apt("3.13.5-1", fault)
    assert machine.set_up()[0] == 0
    other = Machine(folder / "other", release=DEBIAN_12, uid=0)
    other.apt("3.11.2-1", fault)
    assert len(commands(other.set_up()[1])) == 2


def test_another_failure_shows_what_was_said(folder):
    machine = Machine(folder)
    machine.pango()
    machine.python("python3", 13, pip="echo THESE PACKAGES DO NOT MATCH THE HASHES; exit 1")
    code, said = machine.set_up()
    assert code == 1
    assert said.endswith(
        "THESE PACKAGES DO NOT MATCH THE HASHES\nThat failed; the lines above say why.\n"
    )


def test_a_full_disk_is_said_before_anything_is_made(folder):
    machine = Machine(folder)
    machine.pango()
    machine.python("python3", 13)
    machine.programs.joinpath("df").unlink()
    machine.program("df", "echo Filesystem; echo /dev/vda 99 98 307200 99% /")
    code, said = machine.set_up()
    assert said == "The disk is too full: 1000 MB are needed here and 300 MB are free.\n"
    assert (code, machine.made) == (1, False)


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ([2000, 40], "The disk is full: 1000 MB are needed for all this, and here are 40 MB."),
        ([2000, 2000], "The disk of temporary files is full: name a roomier folder with TMPDIR, "),
    ],
)
def test_a_disk_that_fills_is_said(folder, left, told):
    """`left`: MB free before and after."""
    machine = Machine(folder)
    machine.pango()
    fills = f'echo {left[1]} > {folder}/free; echo "{FULL_PIP}"; exit 1'
    machine.python("python3", 13, pip=fills)
    machine.programs.joinpath("df").unlink()
    (folder / "free").write_text(str(left[0]))
    free = f"$(($(cat {folder}/free) * 1024))"
    machine.program("df", f"echo Filesystem; echo /dev/vda 99 98 {free} 99% /")
    code, said = machine.set_up()
    assert code == 1
    assert said.splitlines()[-1].startswith(told)
    assert "OSError" not in said


def test_a_disk_that_apt_would_fill_is_said_in_its_words(folder):
    machine = Machine(folder, uid=0)
    words = "You don't have enough free space in /var/cache/apt/archives/."
    machine.apt("3.13.5-1", f'[ "$1" != install ] || {{ echo "E: {words}"; exit 100; }}')
    assert machine.set_up()[1].splitlines()[-1] == f"The disk is full: {words}"


def other_account():
    """For subprocess: somebody who isn't root, whom no mode stops."""
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


def test_a_checkout_that_cant_be_written_is_said(folder):
    machine = Machine(folder)
    machine.pango()
    machine.python("python3", 13)
    machine.checkout.chmod(0o555)
    code, said = machine.set_up(**other_account())
    assert code == 1
    assert said.startswith("maija can't write into this folder, which belongs to ")
    assert said.count("\n") == 1


def test_an_environment_of_roots_is_used_and_when_it_lacks_something_that_is_said(folder):
    machine = Machine(folder)
    machine.pango()
    machine.python("python3", 13)
    machine.program("chromium", "")
    assert machine.set_up("demo")[0] == 0
    for path in (machine.checkout, machine.checkout / ".venv", machine.checkout / ".venv/bin"):
        path.chmod(0o555)
    assert machine.set_up("demo", **other_account()) == (0, "")
    code, said = machine.set_up("test", **other_account())
    assert code == 1
    assert said.startswith(".venv belongs to ")
    assert "lacks what  make test  needs" in said
    assert said.count("\n") == 1


def test_ctrl_c_says_that_the_next_one_goes_on(folder):
    machine = Machine(folder)
    machine.pango()
    machine.python("python3", 13, pip=f": >{folder}/fetching; exec sleep 600")
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # also of tests in the background
    going = subprocess.Popen(
        **machine.command("demo"),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heard,
    )
    while not (folder / "fetching").exists():
        time.sleep(0.05)
    os.killpg(going.pid, signal.SIGINT)
    said = going.communicate(timeout=300)[1]  # what was begun would take 600
    assert said.endswith("Stopped; the next  make demo  goes on from here.\n")
    assert going.returncode == 130


def test_progress_is_counted(folder):
    machine = Machine(folder)
    machine.pango()
    machine.python(
        "python3", 13, pip='for n in 1 2 3 4 5 6 7 8 9 10 11; do echo "Collecting $n"; done'
    )
    assert "Fetching 2 packages for the portal (a minute or so)\n  10 of 2\n" in machine.set_up()[1]
