"""The forms of a page as a browser without script reads them: fields, and buttons in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from kehityspolku.web.limits import TRAP

SEEN = ("text", "textarea")
UNSEEN = ("submit", "button", "image", "reset", "file")


@dataclass
class Form:
    """A form with its fields, [[name, value, kind], ...], and the buttons that submit it."""

    given: dict
    fields: list = field(default_factory=list)
    buttons: list = field(default_factory=list)
    takes_enter: bool = False  # has a field in which Enter presses the first button

    @property
    def method(self):
        return self.given.get("method", "get").lower()

    def data(self, words=""):
        """What a browser sends: text fields with `words` in them, ticks as they are."""
        sent = {}
        for name, value, kind in self.fields:
            told = f"{words} {name}" if words and kind in SEEN and name != TRAP else value
            sent.setdefault(name, []).append(told)
        return sent

    def typed(self, words):
        """What `data(words)` has in text fields."""
        fields = [(name, kind) for name, _value, kind in self.fields if name != TRAP]
        return [f"{words} {name}" for name, kind in fields if kind in SEEN]


class Reader(HTMLParser):
    """Gathers forms; what has a `form` attribute belongs to that form wherever it stands."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.loose, self.now, self.area, self.choice = [], [], None, None, None
        self.feed(text)
        self.close()
        by_id = {form.given.get("id"): form for form in self.forms}
        # In the order of the page: what has been met so far stands before its form.
        for owner, kind, item in reversed(self.loose):
            if form := by_id.get(owner):
                (form.buttons if kind == "button" else form.fields).insert(0, item)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.now = Form(given)
            self.forms.append(self.now)
        elif tag == "button" and given.get("type", "submit") == "submit":
            self.put(given, "button", given)
        elif tag == "input":
            kind = given.get("type", "text")
            if self.now and kind not in (*UNSEEN, "hidden") and given.get("name") != TRAP:
                self.now.takes_enter = True
            if kind == "submit":
                self.put(given, "button", given)
            elif kind in ("checkbox", "radio"):
                if "checked" in given:
                    self.keep(given, given.get("value", "on"), kind)
            elif kind not in UNSEEN:
                self.keep(given, given.get("value", ""), kind)
        elif tag == "textarea":
            self.area = (given, [])
        elif tag == "select":
            self.choice = (given, [])
        elif tag == "option" and self.choice:
            self.choice[1].append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None
        elif tag == "textarea" and self.area:
            self.keep(self.area[0], "".join(self.area[1]).removeprefix("\n"), "textarea")
            self.area = None
        elif tag == "select" and self.choice:
            given, options = self.choice
            chosen = [value for value, selected in options if selected]
            if "multiple" not in given:
                chosen = chosen[:1] or [value for value, _selected in options[:1]]
            for value in chosen:
                self.keep(given, value, "select")
            self.choice = None

    def handle_data(self, data):
        if self.area:
            self.area[1].append(data)

    def keep(self, given, value, kind):
        if given.get("name") and "disabled" not in given:
            self.put(given, "field", [given["name"], value, kind])

    def put(self, given, kind, item):
        if owner := given.get("form"):
            self.loose.append((owner, kind, item))
        elif self.now:
            (self.now.buttons if kind == "button" else self.now.fields).append(item)


def forms_of(page):
    """The forms of an answered page's text."""
    return Reader(page).forms
