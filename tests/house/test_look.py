"""The look: budgets, contrasts, parts that render as whole HTML, charts that speak."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4
from xml.etree import ElementTree

import pytest
import tinyhtml5
from django import forms
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from kehityspolku.documents import charts
from kehityspolku.models import Draft
from kehityspolku.web.drafts import Opened
from kehrat.models import Idea, Kehra, Meeting, Project

ROOT = Path(__file__).resolve().parent.parent.parent
CSS = Path(finders.find("css/portal.css")).read_text()
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\);", CSS))
THREADS = ["petrol", "madder", "ochre", "moss", "plum", "blue", "rust", "slate"]
VOID = {"meta", "link", "input", "br", "hr", "img"}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b, scheme):
    """Contrast of two tokens in a scheme (0 light, 1 dark), as WCAG 2 counts it."""
    bright, dark = sorted((luminance(TOKENS[t].split(", ")[scheme]) for t in (a, b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(scheme):
    texts = ["ink", "soft", "action", "action-strong", "bad", "good", "warn"]
    pairs = [(t, g) for t in texts for g in ("paper", "card", "tint")]
    pairs += [("on-action", "action"), ("on-action", "action-strong"), ("on-action", "bad")]
    pairs += [("on-thread", thread) for thread in THREADS]
    assert [pair for pair in pairs if contrast(*pair, scheme) < 4.5] == []


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_borders_and_balls_stand_out(scheme):
    pairs = [(t, g) for t in ("field", *THREADS) for g in ("paper", "card")]
    assert [pair for pair in pairs if contrast(*pair, scheme) < 3] == []


def test_what_has_ended_does_not_look_open():
    ended = {
        Kehra: {"turned_down", "ended"},
        Idea: {"declined", "merged", "withdrawn"},
        Project: {"rejected", "withdrawn", "ended"},
    }
    told = {
        model: {state for state in model.State.values if "over" in model(state=state).tone.split()}
        for model in ended
    }
    assert told == ended
    held = {state for state, tone in Meeting.TONES.items() if "over" in tone.split()}
    assert held == {"held", "cancelled"}
    assert ":is(li, tr, .card):has(.state.over) .title {" in CSS


def test_layouts_change_with_the_readers_own_size_of_text():
    """In em, a page laid out for a phone is so too for who reads at 200 %."""
    assert re.findall(r"@media [^{]*\dpx[^{]*", CSS) == []
    assert "@media (min-width: 60em) {" in CSS  # from here on the menu is open


def test_words_on_bars_of_documents_are_readable():
    def ratio(paint, ink):
        dark, bright = sorted(map(luminance, (paint, ink)))
        return (bright + 0.05) / (dark + 0.05)

    assert [s for s, pair in charts.PAINT.items() if ratio(*pair) < 4.5] == []


def test_style_has_no_colour_outside_its_tokens_and_charts():
    rules = CSS.split("@layer base {")[1].split("@media print")[0]
    painted = re.findall(r"#[0-9a-f]{3,8}\b", re.sub(r"\.step-\d \{.*?\}", "", rules, flags=re.S))
    assert painted == []


class Proposal(forms.Form):
    name = forms.CharField(label="Name", help_text="As neighbours know it")
    kind = forms.ChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect)
    about = forms.CharField(widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def stations():
    day = dt.date(2026, 9, 2)
    return [
        SimpleNamespace(key=name, name=name, state=state, when=when, days=days, note="", url=url)
        for name, state, when, days, url in (
            ("Idea", "done", day, None, "/a"),
            ("Card", "current", None, 14, ""),
            ("Call", "waiting", None, None, ""),
        )
    ]


def yarn():
    def ball(kind, thread):
        label = {"label_lines": ["Kal-", "lio"], "label_inside": True, "label_x": 1.5, "label_y": 2}
        return {"x": 1.5, "y": 2, "r": 9, "title": "Kallio", "url": "/k", "kind": kind} | {
            "colours": thread,
            "font_size": 14.5,
            **label,
        }

    balls = [ball("full", [1]), ball("partial", [2]), ball("split", [1, 3]), ball("empty", [])]
    tie = {"x1": 1.5, "y1": 2, "x2": 3, "y2": 4, "colour": 1}
    return {"viewBox": "0 0 9 9", "title": "Map", "balls": balls, "ties": [tie]}


def shapes():
    def shape(number, kind, thread, paint):
        text = {"label_lines": ["Kal-", "lio"], "label_x": 1.5, "label_y": 2, "font_size": 12.6}
        told = {"number": number, "kind": kind, "colours": thread, "paint": paint}
        return told | text | {"title": "Kallio", "url": "/k", "path": "M1 1l2 0 0 2z"}

    split = shape(3, "split", [1, 2], "split-3")
    drawn = [shape(1, "full", [1], "wool-1"), shape(2, "partial", [2], "part-2"), split]
    drawn.append(shape(4, "empty", [], ""))
    told = {"viewBox": "0 0 9 9", "title": "Map", "colours": [1, 2], "splits": [split]}
    return told | {"shapes": drawn}


ANSWERS = ["No!", "No", "So-so", "Yes", "Yes!"]
INDEXES = [("A", 62.4, 51, 73.6), ("B", 40, None, None), ("C", None, None, None)]


def agreement(*rows):
    return charts.diverging(rows, title="Views", answers=ANSWERS, dont_know="Don't know")


def drafts():
    one, other = (Draft(form=uuid4(), text="a=b", at=timezone.now()) for _ in range(2))
    return Opened(uuid4(), one.seal, one, [other])


def report():
    """One that is ready, with a file."""
    file = SimpleNamespace(kind="CSV", name="lista.csv", sha256="ab", file=SimpleNamespace(size=9))
    files = SimpleNamespace(all=[file])
    return SimpleNamespace(pk=1, state="ready", is_over=True, tone="done", files=files)


SUGGESTING = {"name": "host", "type": "text", "value": "Piha", "attrs": {"list": "known"}}
PARTS = {
    "polku": lambda: {"path": stations()},
    "state": lambda: {"label": "In review", "tone": "wait"},
    "along": lambda: {"along": ["Its new version is withdrawn."]},
    "empty": lambda: {"title": "No ideas yet", "text": "Here", "url": "/x", "action": "Suggest"},
    "figures": lambda: {"figures": [{"number": "6", "label": "Kehrät", "note": "5 before"}]},
    "crumbs": lambda: {"crumbs": [("Kehrät", "/kehrat/")], "here": "Kallio"},
    "signed_out": dict,
    "begun": lambda: {"begun": ["Support: Sauna"]},
    "then_sign_in": lambda: {"next": "/kehrat/"},
    "typed": lambda: {"typed": ["What I wrote"]},
    "meanwhile": lambda: {
        "meanwhile": [("Name", "Piha"), ("Host", None)],
        "title": "Oh",
        "lead": "!",
    },
    "crossed": lambda: {
        "meanwhile": [SimpleNamespace(key="q1", heading="Name", theirs=["Piha"], mine=None)],
        "form_id": "card",
        "taken": [],
    },
    "draft_fields": lambda: {"opened": drafts()},
    "draft": lambda: {"draft": drafts().shown},
    "draft_line": lambda: {"opened": drafts(), "keep_url": "/x"},
    "drafts": lambda: {"opened": drafts(), "request": SimpleNamespace(method="GET")},
    "report_progress": lambda: {"report": report(), "file": "sukkula:report_file", "sealed": True},
    "pagination": lambda: {"newer_url": "", "older_url": "?before=3"},
    "history": lambda: {"history": [SimpleNamespace(sentence="Sent.", at=timezone.now())]},
    "mark": lambda: {"mark": "yes"},
    "ball": lambda: {"colour": 3},
    "map": lambda: {"yarn": yarn()},
    "map_shapes": lambda: {"yarn": shapes()},
    "errors": lambda: {"form": Proposal({})},
    "chart_diverging": lambda: {"chart": agreement(("A", [1, 2, 3, 4, 5], 1), ("B", None, None))},
    "chart_bars": lambda: {"chart": charts.bars([("A", 3), ("B", None)], title="Roles")},
    "bounced": lambda: {"user": SimpleNamespace(email="a@kehityspolku.example")},
    "suggest": lambda: {"widget": SUGGESTING, "known": ["Pihaseura ry"]},
    "chart_dots": lambda: {"chart": charts.dots(INDEXES, title="Themes")},
}


def assert_whole(html):
    """Balanced and well nested: read as XML it gives one tree."""
    html = re.sub(r"<!doctype html>", "", html)
    html = re.sub(rf"<({'|'.join(VOID)})\b([^>]*?)/?>", r"<\1\2/>", html)
    html = re.sub(
        r" (required|checked|hidden|defer|selected|crossorigin|open)(?=[ />])", r' \1=""', html
    )
    return ElementTree.fromstring(f"<r>{html.replace('&nbsp;', ' ')}</r>")  # noqa: S314 (our own)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_part_renders_as_whole_html(part):
    html = render_to_string(f"parts/{part}.html", PARTS[part]())
    assert_whole(html)
    tinyhtml5.parse(html)
    assert "style=" not in html
    assert "onclick" not in html


def test_every_part_is_tried():
    drawn_elsewhere = {"top", "foot", "logo", "form", "field", "follow", "chart_figures"}
    drawn_elsewhere |= {"signed_out", "confirm", "act"}  # no more than words, whole pages
    drawn_elsewhere |= {"map_label"}  # within the map
    drawn_elsewhere |= {"found"}  # in a page's head (kehrat/front/test_found.py)
    parts = {p.stem for p in (ROOT / "templates/parts").glob("*.html")}
    assert parts - drawn_elsewhere - set(PARTS) == set()


def test_path_line_tells_where_one_is():
    line = assert_whole(render_to_string("parts/polku.html", {"path": stations()}))
    steps = [li.get("aria-current") for li in line.iter("li")]
    assert steps == [None, "step", None]


def test_a_failed_form_keeps_its_text_and_leads_to_each_fault():
    form = Proposal({"name": "<b>Yard</b>", "kind": "x"})
    page = assert_whole(str(form))
    targets = {a.get("href")[1:] for a in page.iter("a")}
    ids = {e.get("id") for e in page.iter() if e.get("id")}
    assert targets == {"id_kind_0", "id_agreed"}
    assert targets - ids == set()
    typed = [e.get("value") for e in page.iter("input") if e.get("name") == "name"]
    assert typed == ["<b>Yard</b>"]
    described = {ref for e in page.iter() for ref in (e.get("aria-describedby") or "").split()}
    assert described == {"id_name_helptext", "id_kind_error", "id_agreed_error"}
    assert described - ids == set()


def test_optional_fields_say_so():
    text = "".join(assert_whole(str(Proposal())).itertext())
    assert text.count("(optional)") + text.count("(vapaaehtoinen)") == 1


def test_a_field_whose_words_say_when_it_is_needed_is_not_marked():
    form = Proposal()
    for field in form.fields.values():
        field.unmarked = True
    text = "".join(assert_whole(str(form)).itertext())
    assert text.count("(optional)") + text.count("(vapaaehtoinen)") == 0


@pytest.mark.parametrize(
    "name", ["chart_diverging", "chart_bars", "chart_dots", "map", "map_shapes"]
)
def test_every_picture_has_a_title(name):
    tree = assert_whole(render_to_string(f"parts/{name}.html", PARTS[name]()))
    pictures = list(tree.iter("svg"))
    assert pictures != []
    speechless = [
        svg for svg in pictures if svg.find("title") is None and svg.find("a/title") is None
    ]
    assert speechless == []


@pytest.mark.parametrize("name", ["chart_diverging", "chart_bars", "chart_dots"])
def test_a_chart_says_all_its_figures_in_one_label(name):
    context = PARTS[name]()
    tree = assert_whole(render_to_string(f"parts/{name}.html", context))
    chart, (figure,) = context["chart"], [tree, *tree.iter("figure")][-1:]
    said = figure.get("aria-label")
    assert said.startswith(f"{chart.title}. ")
    for row in chart.rows:
        assert [cell for cell in row.cells if cell not in said] == []
        assert f"{row.label}: " in said
    assert (str(charts.HIDDEN) in said) == any(row.withheld for row in chart.rows)


def test_agreement_bars_meet_in_the_middle():
    chart = agreement(("A", [10, 0, 0, 0, 10], 0), ("B", [0, 0, 20, 0, 0], 0))
    assert chart.axis == "50.00%"
    assert [(s.x, s.width) for s in chart.rows[0].segments] == [
        ("0.00%", "50.00%"),
        ("50.00%", "50.00%"),
    ]
    assert [(s.x, s.width) for s in chart.rows[1].segments] == [("0.00%", "100.00%")]


def test_withheld_answers_draw_nothing_and_tell_nothing():
    row = agreement(("A", None, None)).rows[0]
    assert (row.segments, row.cells, row.withheld) == ([], [], True)
    html = render_to_string("parts/chart_diverging.html", {"chart": agreement(("A", None, None))})
    assert "step-1" in html.split("</ul>")[0]
    assert "<rect" not in html.split("</ul>")[1]


def test_percentages_are_written_from_ten_answers_up():
    few, many = agreement(("A", [1, 1, 1, 3, 3], 0), ("B", [1, 1, 1, 3, 4], 2)).rows
    assert few.cells == ["1", "1", "1", "3", "3", "0", "9"]
    assert many.cells == [f"{n}\u00a0%" for n in (10, 10, 10, 30, 40)] + ["2", "12"]


def test_other_answers_stand_beside_the_bar():
    row = ("A", [1, 1, 1, 1, 1], 2, 3)
    chart = charts.diverging([row], title="Views", answers=ANSWERS, others=["Not me"])
    assert chart.beside[1:2] == ["Not me"]
    assert [cell for _name, cell in chart.rows[0].beside] == ["2", "3", "10"]


def test_dots_tell_their_interval():
    with_one, without, withheld = charts.dots(INDEXES, title="Themes").rows
    assert with_one.cells == ["62 (51–74)"]
    assert [(s.x, s.width, s.middle) for s in with_one.segments] == [("51.00%", "22.60%", "62.40%")]
    assert without.cells == ["40"]
    assert (withheld.cells, withheld.segments, withheld.withheld) == ([], [], True)


def test_bars_start_from_zero_and_reach_the_largest():
    chart = charts.bars([("A", 5), ("B", 10), ("C", 0)], title="T", unit="€")
    assert [[s.width for s in row.segments] for row in chart.rows] == [["50.00%"], ["100.00%"], []]
    assert chart.rows[0].cells == ["5\u00a0€"]


def test_a_statements_own_full_stop_is_left_out_of_what_is_said():
    [row] = charts.bars([("My voice counts.", 5)], title="Views").rows
    assert (row.label, row.title) == ("My voice counts.", "My voice counts: 5")


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500])
def test_error_page_stands_without_anything(code):
    html = render_to_string(f"{code}.html")
    tinyhtml5.parse(html)
    assert html.count("<h1>") == 1
    assert html.count('href="/') > 1
