"""A language chosen in the middle of writing keeps what was typed, without script too.

With script `portal.js` takes it along. Without, the head's languages are buttons of the page's
form: what it holds is kept in the session, and put into the same form in the other language. Of
several forms of a page that is the one with most to fill in. A page that has rows of its own
(`form_id` of `parts/top.html`) shows its form itself.
"""

import re
from html import unescape

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.html import escape

from kehityspolku.web import limits
from kehityspolku.web.kept_form import LONGEST
from kehityspolku.web.middleware import CHOICE, OURS, SECRET, what_was_typed

BUTTON = "in_tongue"  # the name of the buttons
IN_SESSION = "tongue"
FORM = re.compile(r'<form\b(?=[^>]*method="post")([^>]*)>(.*?)</form>', re.DOTALL)
AREA = re.compile(r"(<textarea\b([^>]*)>)(.*?)(</textarea>)", re.DOTALL)
CHOICES = re.compile(r"(<select\b([^>]*)>)(.*?)(</select>)", re.DOTALL)
INPUT = re.compile(r"<input\b([^>]*)>")
ATTRIBUTE = re.compile(r"""([\w:@.-]+)(?:=(?:"([^"]*)"|'([^']*)'))?""")
OPTION = re.compile(r"<option\b([^>]*)>")
SUBMIT = re.compile(r'<button\b(?![^>]*type="button")([^>]*)>')
LINK = re.compile(r'<a href="([^"]*)" lang="(\w+)" hreflang="\w+">([^<]*)</a>')
LIST = '<ul class="tongues">'
HOMELESS = re.compile(r'(<div [^>]*id="homeless"[^>]*?) hidden>(.*?)</div>', re.DOTALL)
UNSENT = re.compile(
    r"^(csrfmiddlewaretoken|form_key|told_of)$|_FORMS$"
)  # the page's own, each time
NOT_FILLED = ("hidden", "password", "file", "submit", "button", "image", "reset")


class Tongues:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith("text/html") or LIST not in response.text:
            return response
        page = response.text
        if response.status_code == 200 and (typed := kept_for(request)) is not None:
            page = put_back(page, typed)
        if (form := form_of(page)) and LINK.search(page):
            page = with_buttons(page, form)
        if page != response.text:
            response.content = page
        return response

    def process_view(self, request, view, args, kwargs):
        return keep(request) if request.method == "POST" and BUTTON in request.POST else None


def keep(request):
    """Keep what the form holds, but no secrets, and show its page again."""
    if not request.user.is_authenticated and (refused := limits.too_often(request, "typed")):
        return refused
    typed = request.POST.copy()
    for name in [BUTTON, *filter(SECRET.search, request.POST)]:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) > LONGEST:
        return render(request, "413.html", {"typed": what_was_typed(request)}, status=413)
    request.session[IN_SESSION] = [request.path, text]
    return redirect(request.get_full_path())


def kept_for(request):
    """What was kept for this page, once; None when nothing was."""
    if request.method != "GET" or not request.COOKIES:
        return None
    path, text = request.session.get(IN_SESSION, ("", ""))
    if path != request.path:
        return None
    del request.session[IN_SESSION]
    return QueryDict(text)


def form_of(page):
    """The form that has most to fill in, as a match; None where no form has anything."""
    start = max(page.find("<main"), 0)
    found = [(to_fill_in(form[2]), form) for form in FORM.finditer(page, start)]
    most, form = max(found, key=lambda pair: pair[0], default=(0, None))
    return form if most else None


def to_fill_in(inside):
    kinds = [attributes(given).get("type", "text") for given in INPUT.findall(inside)]
    others = len(AREA.findall(inside)) + len(CHOICES.findall(inside))
    return others + sum(kind not in NOT_FILLED for kind in kinds)


def with_buttons(page, form):
    """The page whose languages are, without script, buttons of the form.

    The first of them is what Enter presses: the form's own first button, which stands further on.
    """
    given = attributes(form[1])
    name = given.get("id", "page-form")
    first = SUBMIT.search(form[2])
    pressed = attributes(first[1]) if first else {}
    same = {key: pressed[key] for key in ("name", "value", "formaction") if key in pressed}
    unseen = {"class": "hush", "form": name, "tabindex": "-1", "aria-hidden": "true"}
    enter = f"<button{words(unseen | same)}></button>"

    def button(link):
        url, code, told = link.groups()
        to = words({"form": name, "name": BUTTON, "value": code, "lang": code})
        return (
            f'{link[0]}<noscript><button class="link"{to} formaction="{url}" formnovalidate>'
            f"{told}</button></noscript>"
        )

    head, body = page[: form.start()], page[form.start() :]
    if "id" not in given:
        body = body.replace("<form", f'<form id="{name}"', 1)
    head = LINK.sub(button, head)
    return head.replace(LIST, f"<noscript>{enter}</noscript>{LIST}", 1) + body


def put_back(page, typed):
    """The page with what was typed in its form; what has no place there is shown to be copied."""
    left = {name: list(values) for name, values in typed.lists()}
    if form := form_of(page):
        inside = filled(form[2], left)
        page = f"{page[: form.start(2)]}{inside}{page[form.end(2) :]}"
    homeless = [
        text
        for name, values in left.items()
        for text in values
        if text.strip() and not OURS.search(name) and not CHOICE.fullmatch(text)
    ]
    quotes = "".join(
        f'<blockquote class="prose" data-typed>{escape(text)}</blockquote>' for text in homeless
    )
    return HOMELESS.sub(lambda m: f"{m[1]}>{m[2]}{quotes}</div>", page, 1) if quotes else page


def filled(inside, left):
    """The form's HTML with values; what has found its place is taken out of `left`."""
    chosen = {name: set(values) for name, values in left.items()}
    ticks = set()

    def entry(match):
        given = attributes(match[1])
        name, kind = given.get("name", ""), given.get("type", "text")
        if kind in ("checkbox", "radio"):
            ticks.add(name)
            ticked = given.get("value", "on") in chosen.get(name, ())
            given.pop("checked", None)
            return f"<input{words(given)}{' checked' if ticked else ''}>"
        if kind in NOT_FILLED[1:] or UNSENT.search(name) or not left.get(name):
            return match[0]
        return f"<input{words(given | {'value': left[name].pop(0)})}>"

    def area(match):
        name = attributes(match[2]).get("name", "")
        return f"{match[1]}\n{escape(left[name].pop(0))}{match[4]}" if left.get(name) else match[0]

    def choice(match):
        name = attributes(match[2]).get("name", "")
        if name not in chosen:
            return match[0]
        ticks.add(name)

        def option(found):
            given = attributes(found[1])
            given.pop("selected", None)
            selected = " selected" if given.get("value") in chosen[name] else ""
            return f"<option{words(given)}{selected}>"

        return f"{match[1]}{OPTION.sub(option, match[3])}{match[4]}"

    inside = CHOICES.sub(choice, AREA.sub(area, INPUT.sub(entry, inside)))
    for name in ticks:
        left.pop(name, None)
    return inside


def attributes(text):
    """{name: value} of a tag's attributes; one without a value has ""."""
    return {name: unescape(a or b) for name, a, b in ATTRIBUTE.findall(text)}


def words(given):
    """Attributes as they stand in a tag."""
    return "".join(f' {name}="{escape(value)}"' for name, value in given.items())
