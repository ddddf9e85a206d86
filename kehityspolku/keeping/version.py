"""Which code this is, and whether it can read what another version wrote."""

from hmac import digest

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from kehityspolku import __version__
from kehityspolku.keeping.refusals import Refused

FINGERPRINT = b"kehityspolku backup"
NEEDED_FOR = {
    "SECRET_KEY": "links in mails that were sent, such as invitations, and being signed in",
    "SURVEY_KEY": "survey answers that wait to be counted",
}


def code():
    """The portal's version, with its commit where there is a git checkout."""
    return {"version": __version__, "commit": _commit()}


def named(code):
    return code["version"] + (f" ({code['commit'][:12]})" if code["commit"] else "")


def migrations():
    """Those that this code brings, as app.name."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def refuse_newer(about):
    """Raise Refused if the archive was made by code that knows more than this one."""
    unknown = set(about["migrations"]) - migrations()
    if unknown:
        raise Refused(
            f"The archive was made by a newer version of the portal, {named(about['code'])}: "
            f"take that version into use first (this is {named(code())}, which lacks the "
            f"migration {min(unknown)})."
        )


def fingerprints():
    """What tells keys apart and gives none away, by variable."""
    return {name: _fingerprint(keys[0]) for name, keys in _keys().items()}


def other_keys(about):
    """The variables that hold no longer the value with which the archive was made."""
    return [
        name
        for name, keys in _keys().items()
        if about["keys"].get(name) not in map(_fingerprint, keys)
    ]


def _keys():
    """Today's of each, and the earlier ones: what those signed or sealed still holds."""
    now, earlier = settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS
    return {"SECRET_KEY": [now, *earlier], "SURVEY_KEY": [settings.SURVEY_KEY or now, *earlier]}


def _fingerprint(key):
    return digest(key.encode(), FINGERPRINT, "sha256").hex()


def _commit():
    """The commit of the checkout; "" in a container or a copy without git's folder."""
    folder = settings.BASE_DIR / ".git"
    try:
        head = (folder / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        if (folder / name).exists():
            return (folder / name).read_text().strip()
        packed = (folder / "packed-refs").read_text().splitlines()
        return next((line.split()[0] for line in packed if line.endswith(f" {name}")), "")
    except OSError:
        return ""
