"""Files that the portal makes when somebody asks for them: documents and tables.

What everyone may have is made once for all who ask, and kept for a while in the shared cache. One
connection can have only so many new ones made (ACCOUNT_RATE_LIMITS, "file"). What only some people
may have is made for each of them and kept nowhere.
"""

import time
import zlib
from functools import partial
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from redis import RedisError

from kehityspolku import away, moments
from kehityspolku.documents import pdf as documents
from kehityspolku.events.models import Event
from kehityspolku.web import limits

KEPT_FOR = 3600  # seconds
AT_MOST_AS_OLD = 300  # seconds: data that changes without an event, such as a call that closes
MADE_WITHIN = 60  # seconds; after them another one makes it
PAUSE = 0.1


def pdf(request, template, context, name, *, language=None):
    """The document as an answer that the browser shows; in the page's language unless told.

    Its words are its version: whoever has it already is told so before anything is drawn.
    """
    html = documents.written(template, context, language=language or translation.get_language())
    shown = HttpResponse(content_type="application/pdf", headers=headers(name, "inline"))
    shown["ETag"] = etag_of(html.encode())
    answer = get_conditional_response(request, etag=shown["ETag"], response=shown)
    if answer is not shown:
        return answer
    draw = partial(documents.draw, html)
    body = draw() if request.user.is_authenticated else kept(request, shown["ETag"], draw)
    if body is None:
        return limits.refused(request, "file")
    shown.content = body
    return shown


def table(request, make, *, of, kind, name, state=None):
    """What `make()` gives (text or bytes) as a file that everyone may have.

    `of`: what tells it from all other files; `state`: from what it was before, unless told what
    has happened in the portal.
    """
    body = kept(request, f"{of} {state or state_of_data()}", make)
    if body is None:
        return limits.refused(request, "file")
    answer = HttpResponse(body, content_type=kind, headers=headers(name, "attachment"))
    answer["ETag"] = etag_of(body)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)


def headers(name, disposition):
    return {"Content-Disposition": f'{disposition}; filename="{name}"'}


def etag_of(body):
    return f'"{sha256(body).hexdigest()[:32]}"'


def state_of_data():
    """Another one whenever what everyone may see can have changed."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{last} {moments.now().timestamp() // AT_MOST_AS_OLD:.0f}"


def kept(request, of, make):
    """The bytes kept under `of`, else those that `make()` gives; None when this connection has had
    too many made. Without Valkey nothing is kept."""
    key = f"file:{sha256(of.encode()).hexdigest()}"
    try:
        body = found(key)
        return made_once(request, key, make) if body is None else body
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        return as_bytes(make())


def found(key):
    body = cache.get(key)
    return None if body is None else zlib.decompress(body)


def made_once(request, key, make):
    """Make it and keep it; whoever asks meanwhile waits for it."""
    while not cache.add(f"{key}:made", True, MADE_WITHIN):
        time.sleep(PAUSE)
    try:
        body = found(key)
        if body is None and not limits.too_often(request, "file"):
            body = as_bytes(make())
            cache.set(key, zlib.compress(body, level=1), KEPT_FOR)
        return body
    finally:
        cache.delete(f"{key}:made")


def as_bytes(body):
    return body.encode() if isinstance(body, str) else body
