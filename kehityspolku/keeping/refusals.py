"""Why a backup or a restore was not done."""


class Refused(Exception):
    """Nothing was changed; the message is one sentence that says why, and what will do."""


class Damaged(Refused):
    """The archive is not as it was written."""
