"""The head of every page: one line on a wide screen, a menu that folds on a narrow one."""

import pytest

LANGUAGES = ("", "/sv", "/en")
ACCOUNTS = "resident member coordinator adviser lead reviewer city_official funder_official admin"
# What stands in the head, each with the height of its middle; what is not drawn is left out.
MIDDLES = """() => [...document.querySelectorAll(
  "header .brand, header nav a, header .tongues span, header .who > *")].flatMap((e) => {
    const box = e.getBoundingClientRect();
    return box.height ? [Math.round(box.top + box.height / 2)] : [];
})"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("account", [None, *ACCOUNTS.split()])
def test_one_line_where_it_is_wide_and_no_wider_than_a_phone(walker, account):
    person = walker(account, prefix="")
    page = person.page
    summary = page.locator(".menu > summary")
    for language in LANGUAGES:
        person.go(f"{language}/kehrat/")
        page.set_viewport_size({"width": 1280, "height": 800})
        middles = page.evaluate(MIDDLES)
        assert (len(middles) > 5, max(middles) - min(middles) < 12) == (True, True), middles
        for width, folded in ((1280, False), (960, False), (959, True), (320, True)):
            page.set_viewport_size({"width": width, "height": 800})
            told = (page.evaluate(SIDEWAYS), summary.is_visible())
            assert told == (0, folded), (language, width)
        summary.click()
        assert page.evaluate(SIDEWAYS) == 0
        page.keyboard.press("Escape")
        assert page.locator(".menu[open]").count() == 0
        assert page.evaluate("document.activeElement.matches('.menu > summary')")


def test_the_folded_menu_tells_how_much_waits(walker):
    coordinator = walker("coordinator").go("/kehrat/")
    coordinator.page.set_viewport_size({"width": 320, "height": 800})
    badge = coordinator.page.locator(".menu > summary .count")
    assert badge.is_visible()
    assert "things wait for you" in badge.text_content()
    box, head = badge.bounding_box(), coordinator.page.locator("header").bounding_box()
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= head["y"] + head["height"]
