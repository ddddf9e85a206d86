"""A language changed in the middle of writing loses nothing, with script and without it."""

SURVEY = "/kysely/demo-maunula-pakila-oulunkyla/"
IDEA = "Valoisa polku koululle"


def test_a_survey_half_filled(walker):
    for script in (True, False):
        person = walker(java_script_enabled=script)
        person.go(SURVEY).fill(A1="2")
        person.page.locator("[name=A2][value='4']").check()
        to_language(person, "Svenska")
        assert person.path == f"/sv{SURVEY}"
        assert filled(person, "A1", "A2") == ["2", "4"]
        person.page.locator("[name=A2][value='4']").press("Enter")
        person.look().sees("Förtroende")  # Enter goes on to the next part
        person.page.locator("[name=B1][value='5']").check()
        person.page.locator("[name=B1][value='5']").press("Enter")
        person.look().sees("Inte skickat ännu")  # here too early: it changes nothing else
        assert person.path == f"/sv{SURVEY}"
        to_language(person, "English")
        assert filled(person, "B1") == ["5"]
        person.press("Part before")
        assert filled(person, "A1", "A2") == ["2", "4"]


def filled(person, *names):
    return [person.page.input_value(f"[name={name}]:checked") for name in names]


def to_language(person, name):
    """Choose a language in the head."""
    if (menu := person.page.locator(".menu > summary")).is_visible():
        menu.click()
    person.page.locator(".tongues").get_by_text(name).click()
    person.look()


def test_a_comment_half_written(walker):
    """A page with an ordinary form: the script takes the words along, its boxes and choices too."""
    person = walker("resident")
    person.go("/ideat/").page.locator("main h2 a, main .title").first.click()
    person.look().page.locator("#comment_text").fill(IDEA)
    person.page.locator("#comment_language").select_option("sv")
    to_language(person, "Svenska")
    assert person.path.startswith("/sv/")
    assert person.page.input_value("#comment_text") == IDEA
    assert person.page.input_value("#comment_language") == "sv"
    to_language(person, "Suomi")
    assert person.page.input_value("#comment_text") == IDEA
    person.page.locator("#comment_text").fill("")
    to_language(person, "English")
    assert person.page.input_value("#comment_text") == ""
    assert not person.page.locator("#homeless").is_visible()


def test_words_that_the_other_page_has_no_place_for(walker):
    """An answer is written in a form that came later: its words are shown to be copied."""
    person = walker("resident")
    person.go("/ideat/").page.locator("main h2 a, main .title").first.click()
    person.look().page.evaluate(
        """() => {
            const form = document.querySelector("form[data-guard]").cloneNode(true);
            form.id = "write-late";
            document.querySelector("main").append(form);
        }"""
    )
    person.page.locator("#write-late textarea").fill(IDEA)
    to_language(person, "Svenska")
    assert IDEA in person.page.inner_text("#homeless")
