"""The results of a survey as a workbook: a sheet a table, and a codebook that says what is what."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from arviointi.results import table
from arviointi.results.scale import Choice
from kehityspolku import moments
from kehityspolku.documents.charts import HIDDEN
from kehityspolku.documents.sheets import xlsx


def make(results):
    """The XLSX of a survey's results, as bytes, in the active language."""
    sheets = [read_me(results), rates(results)] if results.rates else [read_me(results)]
    if not results.withheld:
        sheets.append(statements(results))
        sheets += [questions(results)] if results.answers else []
        sheets += [themes(results), words(results), codebook(results)]
    return xlsx(sheets)


def read_me(results):
    survey = results.survey
    rows = [
        (_("Survey"), str(survey)),
        (_("About"), str(survey.scope or _("The whole city"))),
        (
            _("Open for answers"),
            moments.dates(*map(moments.day_of, (survey.opened_at, survey.closed_at))),
        ),
        (_("Who could answer"), survey.get_mode_display()),
        (_("Answers"), str(HIDDEN) if results.withheld else results.n),
        (_("Hidden"), _("A cell that says so would tell what a few people answered.")),
        (
            _("How to read this"),
            _(
                "The statements are new and have not been validated: read them as a conversation "
                "opener, and compare with the group's own past, not with others."
            ),
        ),
        (_("Licence"), "CC BY 4.0"),
    ]
    return _("Read me"), [_("What"), _("Explanation")], rows


def rates(results):
    head = [_("Role"), _("Reached"), _("Answered"), _("Did not answer"), _("Response rate")]
    rows = [(str(r.label), r.reached, r.answered, r.silent, r.percent) for r in results.rates]
    return _("Response rate"), head, rows


def statements(results):
    head = [_("code"), _("text"), _("answers"), *map(str, Choice.labels), _("mean")]
    rows = [
        (told.question.code, str(told.question), *table.counts(told.told))
        for told in results.statements
    ]
    return _("Statements"), head, rows


def questions(results):
    """The other closed questions: how many answered each, how many gave each answer."""
    head = [_("code"), _("text"), _("answer"), _("answers"), _("mean")]
    rows = []
    for told in results.answers:
        rows.append((told.code, told.text, "", told.n or str(HIDDEN), told.mean))
        rows += [(told.code, told.text, row.words, row.n, row.mean) for row in told.rows]
    return _("Other questions"), head, rows


def themes(results):
    head = [_("code"), _("Theme"), _("Role"), _("answers"), _("index"), _("index from")]
    head += [_("index to"), "alpha"]
    rows = []
    for theme in results.themes:
        rows.append((theme.code, str(theme.label), "", *figures(theme.index), theme.alpha))
        rows += [
            (theme.code, str(theme.label), str(role), *figures(index))
            for role, index in theme.roles
        ]
    return _("Themes"), head, rows


def figures(index):
    if index is None:
        return str(HIDDEN), None, None, None
    return index.n, index.value, index.low, index.high


def words(results):
    head = [_("code"), _("text"), _("theme"), _("answers")]
    rows = []
    for quotes in results.quotes:
        code = quotes.question.code
        rows += [(code, "", name or _("other themes"), many) for name, many in quotes.themes]
        rows += [(code, text, "", None) for text in quotes.texts]
    return _("Open answers"), head, rows


def codebook(results):
    """Each code with what it stands for: questions in the three languages, choices, figures."""
    head = [_("code"), _("What"), "fi", "sv", "en"]
    rows = [row for question in results.questions for row in of_question(question)]
    of_theme = {question.theme: question for question in results.questions if question.theme}
    rows += [
        (theme.code, _("theme"), *in_three(of_theme[theme.code].get_theme_display))
        for theme in results.themes
    ]
    rows += [
        (choice.value, _("answer"), *in_three(lambda choice=choice: str(choice.label)))
        for choice in Choice
    ]
    rows += [
        (name, meaning, "", "", "")
        for name, meaning in (
            (_("mean"), _("Mean of those who took a stand, from 1 to 5.")),
            (
                _("index"),
                _("(mean − 1) / 4 · 100, of people's means of the theme; half of it answered."),
            ),
            (
                _("index from"),
                _(
                    "The lower end of the 95 % interval: mean ± t · s / √n, narrowed by how many "
                    "were reached."
                ),
            ),
            (_("index to"), _("The upper end of the 95 % interval.")),
            ("alpha", _("Cronbach's alpha, from thirty who took a stand on every statement.")),
        )
    ]
    return _("Codebook"), head, rows


def of_question(question):
    """A question and, where its answers have codes of their own, each row of it."""
    kind = str(question.get_kind_display())
    yield question.code, kind, *in_three(lambda: str(question))
    rows = in_three(lambda: dict(question.fields()))
    for code in rows[0] if question.has_rows else ():
        yield code, kind, *(str(each.get(code, "")) for each in rows)


def in_three(words):
    """What `words()` says in Finnish, Swedish and English."""
    found = []
    for code in ("fi", "sv", "en"):
        with override(code):
            found.append(words())
    return found
