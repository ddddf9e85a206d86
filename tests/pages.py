"""What a page itself says: assertions look at its main part, not at menu, head and foot."""


def main(response):
    """The markup between the page's <main> tags, as it was sent.

    Fails on what is no whole page: a piece or a file is read as it is (`.text`), and so is a page
    of which nothing at all may tell what is looked for.
    """
    text = response.text
    assert (text.count("<main "), text.count("</main>")) == (1, 1), "no page with one main part"
    return text.partition("<main ")[2].partition(">")[2].partition("</main>")[0]
