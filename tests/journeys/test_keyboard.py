"""With the keyboard alone: signing up, confirming, signing in, joining, reading a Kehrä's page;
searching, coming to a meeting, answering a survey, writing minutes."""

import re

PASSWORD = "a long enough phrase 7"
KEHRA = "/kehrat/kallio-vallila-pasila/"
MOST = 140  # presses of Tab that a page may take from one end to the other
SHOWN = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const look = ["outlineStyle", "outlineWidth", "boxShadow", "stroke", "strokeWidth"];
  const parts = [e, ...e.querySelectorAll(".rim, .halo")];
  const paint = () => parts.map((x) => look.map((k) => getComputedStyle(x)[k])).join("|");
  const focused = paint();
  e.blur();
  const blurred = paint();
  e.focus({preventScroll: true});
  const said = [e.getAttribute("aria-label"), e.innerText, e.textContent, e.name, e.id];
  return {
    tag: e.tagName.toLowerCase(),
    name: (said.find((words) => words) || "").replace(/\\s+/g, " ").trim(),
    field: e.name || "",
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    differs: focused !== blurred,
  };
}"""


def test_the_whole_way_in_without_a_mouse(walker):
    person = walker()
    person.go(KEHRA)
    walk(person, "Kallio")
    tab_to(person, "Join the Kehrä")
    enter(person)
    sign_up(person)
    confirm(person)
    person.go(KEHRA).sees("You have asked to join.")
    walk(person, "You have asked to join.")
    sign_out_and_in(person)


def test_finding_coming_and_answering_without_a_mouse(walker):
    member = walker("member").go("/")
    tab_to(member, field="q")
    member.page.keyboard.type("Vallila")
    with member.page.expect_navigation():
        member.page.keyboard.press("Enter")
    member.look()
    walk(member, "Vallila")
    member.go("/kokoukset/6/")
    walk(member, "I am coming")
    member.page.keyboard.press("Tab")
    tab_to(member, "I am coming")
    enter(member)
    member.sees("You are coming.")
    assert "tulen" in member.path or member.page.evaluate("document.activeElement.role") == "status"
    member.go("/kysely/demo-maunula-pakila-oulunkyla/")
    walk(member, "Part 1 of 7")
    answer_a_part(member)
    member.sees("Part 2 of 7")


def test_minutes_without_a_mouse(walker):
    coordinator = walker("coordinator").go("/kokoukset/4/poytakirja/")
    walk(coordinator, "Minutes")
    tab_to(coordinator, field="text")
    coordinator.page.keyboard.type("Pihan portista puhuttiin.")
    tab_to(coordinator, "Save the draft")
    enter(coordinator)
    assert coordinator.page.evaluate("document.activeElement.role") == "status"


def answer_a_part(person):
    """Arrows choose within a question, Tab goes on to the next, Enter sends."""
    page = person.page
    questions = page.locator("main fieldset").count()
    assert questions
    for _question in range(questions):
        while page.evaluate("document.activeElement.type") != "radio":
            page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    assert page.locator("main input:checked").count() == questions
    if focused(person)["name"] != "Next part":
        tab_to(person, "Next part")
    enter(person)


def sign_up(person):
    """Fill what joining asks, then the form of a new account, field by field."""
    page = person.page
    tab_to(person, field="note")
    page.keyboard.type("Asun Vaasankadulla.")
    tab_to(person, "Ask to join")
    enter(person)
    tab_to(person, "Create", part=True)
    enter(person)
    walk(person, "")
    for name, value in (
        ("name", "Nelli Näppäimistö"),
        ("email", "nelli@kehityspolku.example"),
        ("password1", PASSWORD),
    ):
        tab_to(person, field=name)
        page.keyboard.type(value)
    enter(person)


def confirm(person):
    letter = person.mail("nelli@")
    person.go(re.search(r"http\S+confirm-email\S+", letter).group())
    tab_to(person, field="password")
    person.page.keyboard.type(PASSWORD)
    enter(person)


def sign_out_and_in(person):
    """The person's menu opens, closes and is left with keys; then the form of sign-in."""
    person.go("/")
    tab_to(person, "Nelli Näppäimistö")
    enter(person, loads=False)
    person.page.keyboard.press("Escape")
    assert person.page.locator("details.person[open]").count() == 0
    enter(person, loads=False)  # the focus is back where the menu opens
    tab_to(person, "Sign out")
    enter(person)
    person.go("/tili/login/")
    walk(person, "")
    tab_to(person, field="login")
    person.page.keyboard.type("nelli@kehityspolku.example")
    tab_to(person, field="password")
    person.page.keyboard.type(PASSWORD)
    enter(person)
    person.sees("Nelli")


def focused(person):
    return person.page.evaluate(SHOWN)


def walk(person, words):
    """From the first to the last thing of a page: each is seen, shows its focus, lets go of it."""
    if words:
        person.sees(words)
    page = person.page
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    page.keyboard.press("Tab")
    assert focused(person)["name"] == "Skip to content"
    met = []
    for _press in range(MOST):
        here = focused(person)
        if here is None:
            break
        met.append(here)
        page.keyboard.press("Tab")
    assert focused(person) is None, f"{person.path}: no end after {MOST} presses, at {met[-1]}"
    assert [f"{m['tag']} {m['name'][:40]}" for m in met if not m["visible"]] == []
    assert [f"{m['tag']} {m['name'][:40]}" for m in met if not m["differs"]] == []
    assert in_reading_order(page), person.path


def in_reading_order(page):
    """No order of its own is forced on anything."""
    return page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0


def tab_to(person, name="", *, field="", part=False):
    """Press Tab until the thing of this name, or this field of a form, has the focus."""
    for _press in range(MOST):
        person.page.keyboard.press("Tab")
        here = focused(person)
        if here and (
            (field and here["field"] == field)
            or (name and (here["name"] == name or part and here["name"].startswith(name)))
        ):
            return
    raise AssertionError(f"{person.path}: Tab never came to {name or field}")


def enter(person, loads=True):
    if loads:
        with person.page.expect_navigation():
            person.page.keyboard.press("Enter")
        person.look()
    else:
        person.page.keyboard.press("Enter")
