"""What is wrong with the markup of an answered page, in words: how its tags stand in one another,
its ids and what points to them, the names of its fields. `make validity` asks a whole validator."""

import re
from collections import Counter

from lxml import html

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.DOTALL)
RAW = re.compile(r"(<(script|style)\b[^>]*>).*?(?=</\2>)", re.DOTALL)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {"article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer"}
BLOCKS |= {"form", "h1", "h2", "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "pre"}
BLOCKS |= {"section", "table", "ul"}
PRESSED = {"a", "button", "summary"}  # nothing to press stands in what is pressed
# Parents whose children can be these alone.
HOLDS = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "tbody": {"tr"},
    "thead": {"tr"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup"},
}
POINTING = ("for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls")
FIELDS = "//input[not(@type='hidden' or @type='submit' or @type='button')] | //select | //textarea"
KINDS = ("email", "url", "date", "time", "number")
OF_A_KIND = (
    ".//*[@required or @pattern or @min or @max or "
    + " or ".join(f"@type='{kind}'" for kind in KINDS)
    + "]"
)
FORM = re.compile(r'(<form\b[^>]*method="post"[^>]*>)(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input\b[^>]*type="hidden"[^>]*>')
SENDS = re.compile(r'<button\b(?![^>]*type="button")|<input[^>]*type="submit"')
NAMING = ("aria-label", "aria-labelledby", "title")


def faults(text):
    """Those of a whole page's text."""
    page = html.document_fromstring(text)
    found = [*standing(text), *pointing(page), *nameless(page), *checked_by_browsers(page)]
    return [*found, *sending_nothing(text)]


def sending_nothing(text):
    """Posted forms that show something and have no button that sends them."""
    outside = set(re.findall(r'<button\b[^>]*\bform="([^"]+)"', text))
    return [
        f"nothing sends the form {opening}"
        for opening, inside in FORM.findall(text)
        if HIDDEN.sub("", inside).strip()
        and not SENDS.search(inside)
        and not outside & set(re.findall(r'\bid="([^"]+)"', opening))
    ]


def standing(text):
    """Tags that are not closed where they ought to be, or stand where they can't."""
    found, open_tags = [], []
    for match in TAG.finditer(RAW.sub(r"\1", text)):
        closes, name, rest = match.groups()
        if not name:
            continue
        if closes:
            if open_tags[-1:] != [name]:
                found.append(f"</{name}> closes {open_tags[-3:]}")
                return found  # what follows would be told wrongly
            open_tags.pop()
            continue
        inside = open_tags[-1] if open_tags else ""
        if inside == "p" and name in BLOCKS:
            found.append(f"<{name}> in a paragraph")
        if name in {"a", "button"} and PRESSED & set(open_tags):
            found.append(f"<{name}> in what is pressed itself")
        if name == "form" and "form" in open_tags:
            found.append("a form in a form")
        if inside in HOLDS and name not in HOLDS[inside] | {"template", "script"}:
            found.append(f"<{name}> in <{inside}>")
        if name not in VOID and not rest.rstrip().endswith("/"):
            open_tags.append(name)
    return [*found, *(f"<{name}> stays open" for name in open_tags)]


def pointing(page):
    """Ids that two have; what names an id that nothing has."""
    ids = Counter(page.xpath("//@id"))
    found = [f"two have the id {name}" for name, many in ids.items() if many > 1 or not name]
    for kind in POINTING:
        named = {name for words in page.xpath(f"//@{kind}") for name in words.split()}
        found += [f"{kind}={name} leads nowhere" for name in sorted(named - set(ids))]
    leads = {address[1:] for address in page.xpath("//a/@href[starts-with(., '#')]")}
    return found + [f"#{name} leads nowhere" for name in sorted(leads - set(ids) - {""})]


def checked_by_browsers(page):
    """Posted forms that a browser would refuse in words of its own, before the portal's."""
    return [
        f"the form of {fields[0].get('name')} lacks novalidate"
        for form in page.xpath("//form[@method='post'][not(@novalidate)]")
        if (fields := form.xpath(OF_A_KIND))
    ]


def nameless(page):
    """Fields that nothing names: no label, none around them, no words of their own."""
    labelled = set(page.xpath("//label/@for"))
    return [
        f"the field {field.get('name') or field.get('id')} has no label"
        for field in page.xpath(FIELDS)
        if field.get("id") not in labelled
        and not any(field.get(name) for name in NAMING)
        and not any(True for _ in field.iterancestors("label"))
        and field.get("tabindex") != "-1"
    ]
