"""PDF: an HTML template becomes a tagged PDF/UA-1 document."""

import re
from functools import cache
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

MORE_GLYPHS = '<link rel="stylesheet" href="static:///pdf-glyphs.css"></head>'
# What joins emoji to one, or changes the colour of one: our faces draw a box for it. Without it
# those joined stand side by side.
EMOJI = r"[\u2190-\u2bff\U0001f000-\U0001faff]"
JOINTS = re.compile(rf"[\ufe0f\U0001f3fb-\U0001f3ff]|(?<={EMOJI})\ufe0f?\u200d(?={EMOJI})")
VARIANT = "pdf/ua-1"
LITTLE = 0.2  # of a page
FEW = 6  # pages: of longer documents one page less is not worth laying all out anew
TIGHTER = '<link rel="stylesheet" href="static:///pdf-tighter.css"></head>'
NEEDS = "PDFs need the Pango libraries: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def render(template, context, *, language):
    """Render a template that extends pdf/base.html to PDF bytes in a language ("fi", "sv", "en").

    Raises RuntimeError when Pango is missing, naming what to install.
    """
    return draw(written(template, context, language=language))


def written(template, context, *, language):
    """The words of a document in a language, as HTML."""
    with translation.override(language):
        return render_to_string(template, {**context, "language": language})


def draw(html):
    """The bytes of a document whose words are whole."""
    try:
        from weasyprint import HTML  # noqa: PLC0415 (loads Pango, only for PDFs)
    except OSError as problem:
        raise RuntimeError(NEEDS) from problem
    if not set(html) <= glyphs():
        html = JOINTS.sub("", html)
        html = html.replace("</head>", MORE_GLYPHS, 1)

    def laid_out(words):
        page = HTML(string=words, base_url="static:///", url_fetcher=fetch_static)
        return page.render(pdf_variant=VARIANT)

    document = laid_out(html)
    if spills_over(document):
        tighter = laid_out(html.replace("</head>", TIGHTER, 1))
        document = min(document, tighter, key=lambda each: len(each.pages))
    return document.write_pdf(pdf_variant=VARIANT, finisher=tell_heads)


def spills_over(document):
    """Whether so little stands on the last of a few pages that the others may hold it all."""
    *before, last = document.pages
    (body,) = (box for box in last._page_box.children if box.element_tag == "html")
    return 0 < len(before) < FEW and body.height < last.height * LITTLE


@cache
def glyphs():
    """The characters that our typeface has, and those that need no shape."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (comes with WeasyPrint)

    with TTFont(finders.find("fonts/AtkinsonHyperlegible-Regular.ttf")) as font:
        return {*map(chr, font.getBestCmap()), *"\n\r\t\xad\u202f"}


def tell_heads(_document, pdf):
    """Let each head of a table tell whether it heads a row or a column, and its ID be found."""
    import pydyf  # noqa: PLC0415 (as WeasyPrint)

    told = [part for part in pdf.objects if isinstance(part, dict)]
    parts = {part.reference: part for part in told if part.get("Type") == "/StructElem"}
    heads = [part for part in parts.values() if part["S"] == "/TH"]
    for head in heads:
        row = parts[head["P"]]
        cells = {parts[kid]["S"] for kid in row["K"] if kid in parts}
        of_row = "/TD" in cells and parts[row["P"]]["S"] != "/THead"
        head["A"]["Scope"] = "/Row" if of_row else "/Column"
    if heads:
        heads.sort(key=lambda head: head["ID"].string)
        names = [each for head in heads for each in (head["ID"], head.reference)]
        tree = pydyf.Dictionary({"Names": pydyf.Array(names)})
        pdf.add_object(tree)
        root = next(part for part in told if part.get("Type") == "/StructTreeRoot")
        root["IDTree"] = tree.reference


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
