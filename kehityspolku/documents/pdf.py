"""PDF: an HTML template becomes a tagged PDF/UA-1 document."""

from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

NEEDS = "PDFs need the Pango libraries: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def render(template, context, *, language):
    """Render a template that extends pdf/base.html to PDF bytes in a language ("fi", "sv", "en").

    Raises RuntimeError when Pango is missing, naming what to install.
    """
    with translation.override(language):
        return draw(render_to_string(template, {**context, "language": language}))


def draw(html):
    """The bytes of a document whose words are whole."""
    try:
        from weasyprint import HTML  # noqa: PLC0415 (loads Pango, only for PDFs)
    except OSError as problem:
        raise RuntimeError(NEEDS) from problem
    page = HTML(string=html, base_url="static:///", url_fetcher=fetch_static)
    return page.write_pdf(pdf_variant="pdf/ua-1")


def answer(template, context, name, *, language=None):
    """The document as an answer that the browser shows; in the page's language unless told."""
    body = render(template, context, language=language or translation.get_language())
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


def fetch_static(url, *args, **kwargs):
    """Let documents read our static files (style, fonts) and nothing else."""
    from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 (as above)

    parts = urlsplit(url)
    path = finders.find(unquote(parts.path.removeprefix("/"))) if parts.scheme == "static" else None
    if not path:
        raise ValueError(f"A document may not read {url}")
    kind = guess_type(path)[0] or "application/octet-stream"
    with open(path, "rb") as file:
        return URLFetcherResponse(url, file.read(), {"Content-Type": kind})
