"""What the tables ask of each page's markup can be wrong, and is told when it is."""

from tests.markup import faults

PAGE = """<!doctype html><html lang="fi"><head><title>x</title></head>
<body><main id="main">{}</main></body></html>"""

RIGHT = [
    '<label for="q">Words</label><input id="q" name="q">',
    "<label>Words <textarea name=q></textarea></label>",
    '<p>Line<br>two <a href="#main">up</a></p><ul><li><p>x</p></li></ul>',
    "<script>if (1 < 2) document.write('<p><div>');</script><!-- <p><div> -->",
    '<svg viewBox="0 0 1 1"><title>Map</title><path d="M0 0"/></svg>',
]
WRONG = {
    '<p id="main">x</p>': "two have the id main",
    '<label for="q">Words</label>': "for=q leads nowhere",
    '<button form="gone">x</button>': "form=gone leads nowhere",
    '<p aria-describedby="main gone">x</p>': "aria-describedby=gone leads nowhere",
    '<a href="#gone">x</a>': "#gone leads nowhere",
    '<input name="q">': "the field q has no label",
    '<p><select name="s"></select></p>': "the field s has no label",
    "<p><div>x</div></p>": "<div> in a paragraph",
    "<ul><p>x</p></ul>": "<p> in <ul>",
    "<p><b>x</p></b>": "</p> closes ['main', 'p', 'b']",
    "<form><form></form></form>": "a form in a form",
    '<form method="post"><input type="date" name="e" title="x"><button>y</button></form>': (
        "the form of e lacks novalidate"
    ),
    '<form method="post" action="/x"><p>y</p></form>': (
        'nothing sends the form <form method="post" action="/x">'
    ),
    '<form method="post"><button type="button">y</button></form>': (
        'nothing sends the form <form method="post">'
    ),
    '<a href="/x"><button>y</button></a>': "<button> in what is pressed itself",
}


def test_right_markup_has_no_fault():
    assert {told: faults(PAGE.format(told)) for told in RIGHT} == dict.fromkeys(RIGHT, [])


def test_each_fault_is_told_alone():
    assert {told: faults(PAGE.format(told)) for told in WRONG} == {
        told: [fault] for told, fault in WRONG.items()
    }
