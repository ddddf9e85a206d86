"""How passwords are kept where they guard nothing: in the demonstration, which tells its own to
everyone on its machine, and in tests."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Quick(PBKDF2PasswordHasher):
    """As Django keeps them, a million and a half rounds fewer: signing in takes no second."""

    iterations = 100
