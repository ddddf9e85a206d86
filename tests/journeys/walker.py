"""A person in a browser. Every page met is checked with axe, and must not be an error page."""

import re

from axe_playwright_python.sync_playwright import Axe

from kehityspolku.dev.demo import PASSWORD

CHECKED = set()
AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark a page has the same elements and words: only what looks at colours can say otherwise.
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES = {"light": RULES, "dark": OF_COLOURS}


class Walker:
    def __init__(self, page, address, prefix=""):
        self.page, self.address, self.prefix = page, address, prefix
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self.heard)

    def heard(self, message):
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def go(self, path):
        """Open a path of the portal, in the walker's language unless it names one."""
        if path.startswith("http"):
            address = path
        else:
            bare = re.match(r"/(sv|en|posti|terveys)/", path)
            address = self.address + ("" if bare else self.prefix) + path
        answer = self.page.goto(address)
        assert answer.status < 400, f"{answer.status} {address}"
        return self.look()

    def look(self):
        """Take the page in: no script or policy faults, and axe finds nothing, light or dark."""
        self.page.wait_for_load_state()
        assert self.faults == []
        shape = re.sub(r"\d+", "N", self.path) + " " + self.page.locator("h1").first.inner_text()
        if shape not in CHECKED:
            CHECKED.add(shape)
            for scheme, rules in SCHEMES.items():
                self.page.emulate_media(color_scheme=scheme)
                options = {"runOnly": rules, "resultTypes": ["violations"]}
                found = AXE.run(self.page, options=options).response["violations"]
                assert not found, f"{self.path} ({scheme}): {told(found)}"
            self.page.emulate_media(color_scheme="light")
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.address)

    def press(self, name, exact=True):
        """Press the button of this name, and take in the page that follows."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        return self.look()

    def follow(self, name, exact=True):
        """Follow the link of this name."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        return self.look()

    def fill(self, **fields):
        """Fill fields by their names in the form; True or a list ticks boxes and radios."""
        for name, value in fields.items():
            box = self.page.locator(f"main [name='{name}']:not([type=hidden])")
            kind = box.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                box.and_(self.page.locator(f"[value='{value}']")).check()
            elif box.first.evaluate("field => field.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
        return self

    def sees(self, text):
        """The page's words hold this text."""
        words = " ".join(self.page.locator("body").inner_text().replace("\u00a0", " ").split())
        assert text in words, f"“{text}” is not on {self.path}:\n{words[:1500]}"
        return self

    def sign_in(self, email, password=PASSWORD):
        self.go("/tili/login/").fill(login=email, password=password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/login/" not in url)
        return self.look()

    def mail(self, subject, to=""):
        """The newest mail that holds these words, maybe `to` one person: its text, from the demo's
        page."""
        letter = self.page.locator("article", has_text=subject).filter(has_text=to).first
        for _try in range(60):
            self.page.goto(f"{self.address}/posti/")
            if letter.count():
                return letter.inner_text()
            self.page.wait_for_timeout(500)
        raise AssertionError(f"No mail tells of “{subject}”")


def told(violations):
    """axe's violations as short lines."""
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]
