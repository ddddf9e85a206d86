"""Sealing an answer while it waits in the ballot box."""

import json
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NO_TIME = 0  # a Fernet token carries its time in plain; ours carry none
ROUND_TO = 1024  # bytes: the length of a sealed answer tells little of what was written


def keys():
    """SURVEY_KEY, else SECRET_KEY, then earlier secret keys: what they sealed can be read."""
    secrets = [settings.SURVEY_KEY or settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(derived(secret)) for secret in secrets])


def derived(secret):
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kehityspolku ballot box")
    return urlsafe_b64encode(hkdf.derive(secret.encode()))


def seal(content):
    """Encrypt a JSON-able value; returns bytes."""
    return keys().encrypt_at_time(padded(content), NO_TIME)


def padded(content):
    """A JSON-able value as bytes whose length tells little."""
    plain = json.dumps(content, ensure_ascii=False).encode()
    return plain + b" " * (-len(plain) % ROUND_TO)


def unseal(sealed):
    """The value again; raises cryptography.fernet.InvalidToken with a wrong key."""
    return json.loads(keys().decrypt(bytes(sealed)))
