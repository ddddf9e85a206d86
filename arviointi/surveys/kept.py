"""Answers that somebody saved to go on later: sealed with the secret of the link, which is not
stored, so that nobody but who has the link can read them. They are deleted when they are sent and
when the survey closes.
"""

import json
import secrets
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import models

from arviointi.surveys.seal import NO_TIME, padded


def derived(token, purpose):
    """Bytes made of a link's secret: neither it nor those of another purpose follow from them."""
    info = f"kehityspolku kept answers {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(token.encode())


def mark_of(token):
    """What kept answers are found by; it is no key to the invitation of the same link."""
    return derived(token, "mark").hex()


def key_of(token):
    return Fernet(urlsafe_b64encode(derived(token, "key")))


def new_token():
    """The secret of a private link, for a survey that everyone answers by the same link."""
    return secrets.token_urlsafe(24)


class KeptAnswers(models.QuerySet):
    def of(self, token):
        """Those of a link, or None."""
        return self.select_related("survey").filter(mark=mark_of(token)).first()

    def keep(self, survey, token, content):
        """Seal a JSON-able value under the link's secret, over what was kept before."""
        sealed = key_of(token).encrypt_at_time(padded(content), NO_TIME)
        self.update_or_create(mark=mark_of(token), defaults={"survey": survey, "sealed": sealed})

    def forget(self, token):
        self.filter(mark=mark_of(token)).delete()


class Kept(models.Model):
    """What one person has filled in so far. It tells neither when nor, but to the link, who."""

    mark = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="kept")
    sealed = models.BinaryField()

    objects = KeptAnswers.as_manager()

    def __str__(self):
        return "kept answers"

    def content(self, token):
        """The value again; {} if another secret sealed it."""
        try:
            return json.loads(key_of(token).decrypt(bytes(self.sealed)))
        except InvalidToken:
            return {}
