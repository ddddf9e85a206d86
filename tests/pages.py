"""What a page itself says: assertions look at its main part, not at menu, head and foot."""

import re

# Where a template's line ends, and how the page reads there.
LINE_ENDS = [
    (re.compile(r"(<[a-z][^<>]*>)\n\s+"), r"\1"),  # after an opening tag
    (re.compile(r"\n\s+(?=</)"), ""),  # before a closing one
    (re.compile(r">\n\s+(?=<)"), ">"),  # between two
    (re.compile(r"\n\s+"), " "),
]


def main(response):
    """The markup between the page's <main> tags; how the template is laid out is left out of it.

    Fails on what is no whole page: a piece or a file is read as it is (`.text`), and so is a page
    of which nothing at all may tell what is looked for.
    """
    text = response.text
    assert (text.count("<main "), text.count("</main>")) == (1, 1), "no page with one main part"
    text = text.partition("<main ")[2].partition(">")[2].partition("</main>")[0]
    for end, said in LINE_ENDS:
        text = end.sub(said, text)
    return text
