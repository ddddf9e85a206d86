"""What is kept a while in Valkey because making it takes long: while Valkey is away, nothing is."""

from django.core.cache import cache
from redis.exceptions import RedisError

from kehityspolku import away


def found(key):
    """What is kept under the key, else None."""
    return _tried(cache.get, key)


def keep(key, value, seconds):
    _tried(cache.set, key, value, seconds)


def drop(keys):
    _tried(cache.delete_many, keys)


def _tried(act, *given):
    try:
        return act(*given)
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        return None
