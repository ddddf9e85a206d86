"""A file of any length, encrypted so that a change, a cut or a wrong key is noticed.

The head holds a salt, from which scrypt makes two keys out of the secret, and its own MAC: it tells
a wrong key from a damaged file. Then come chunks, each sealed with AES-256-GCM under its number and
whether it is the last one (as in the STREAM construction of Hoang, Reyhanitabar, Rogaway and
Vizár), so that chunks can neither be left out, swapped nor cut off. No more than two chunks are in
memory.
"""

import os
from hmac import compare_digest, digest
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from kehityspolku.keeping.refusals import Damaged, Refused

MARK = b"Kehityspolku, encrypted 1\n"
SALT = 16
MAC = 32
CHUNK = 1024 * 1024
TAG = 16
SHORTEST = 20  # characters of a secret


def secret(key_file=None):
    """The secret that encrypts, from the file or else BACKUP_KEY; None if none is given.

    Raises Refused if the file can't be read or the secret is too short to keep anything secret.
    """
    if key_file:
        try:
            found = Path(key_file).read_bytes()
        except OSError as error:
            raise Refused(f"The key file {key_file} can't be read: {error.strerror}.") from None
    else:
        found = settings.BACKUP_KEY.encode()
    found = found.strip()
    if not found and not key_file:
        return None
    if len(found) < SHORTEST:
        place = f"of the file {key_file}" if key_file else "in BACKUP_KEY"
        raise Refused(f"The key {place} is shorter than {SHORTEST} characters: take a longer one.")
    return found


class Encrypted:
    """Writes into a file what it is given, encrypted; `finish` writes the last chunk."""

    def __init__(self, file, secret):
        salt = os.urandom(SALT)
        self._head, self._cipher = _keys(secret, salt)
        self._file, self._waiting, self._number = file, bytearray(), 0
        file.write(self._head)

    def write(self, data):
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last one may be full, never empty
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self):
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk, *, last):
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), chunk, self._head))
        self._number += 1


class Decrypted:
    """Reads such a file; raises Damaged at the first chunk that is not as it was written."""

    def __init__(self, file, secret):
        head = file.read(len(MARK) + SALT + MAC)
        if len(head) < len(MARK) + SALT + MAC:
            raise Damaged("The archive is cut short.")
        self._head, self._cipher = _keys(secret, head[len(MARK) : len(MARK) + SALT])
        if not compare_digest(self._head, head):
            raise Refused("The key is not the one that this archive was encrypted with.")
        self._file, self._ready, self._number = file, b"", 0
        self._next = file.read(CHUNK + TAG)

    def read(self, size):
        """As a file does: no more than so many bytes, b"" at the end."""
        if not self._ready and self._next is not None:
            self._ready = self._get()
        part, self._ready = self._ready[:size], self._ready[size:]
        return part

    def _get(self):
        chunk, self._next = self._next, self._file.read(CHUNK + TAG) or None
        try:
            nonce = _nonce(self._number, last=self._next is None)
            plain = self._cipher.decrypt(nonce, chunk, self._head)
        except InvalidTag:
            raise Damaged("The archive is damaged or cut short.") from None
        self._number += 1
        return plain


def is_encrypted(start):
    return start == MARK


def _keys(secret, salt):
    """The whole head and the cipher."""
    keys = Scrypt(salt=salt, length=64, n=2**15, r=8, p=1).derive(secret)
    head = MARK + salt
    return head + digest(keys[32:], head, "sha256"), AESGCM(keys[:32])


def _nonce(number, last):
    return number.to_bytes(11, "big") + bytes([last])
