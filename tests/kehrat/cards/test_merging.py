"""Three cards compared: what was read, what another saved and what one wrote."""

from dataclasses import fields, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kehityspolku.merging import MOST
from kehrat.cards import merging
from kehrat.cards.card import BudgetRow, Card, Contact

READ = Card(title="Piha", goals=["Penkki", "Keinu", "Kukka"], description="Tekstiä.")


def goals(theirs, mine, read=READ.goals):
    card, asked, _taken = merging.merged(
        replace(READ, goals=read), replace(READ, goals=theirs), replace(READ, goals=mine)
    )
    return card.goals, [(each.mine, each.theirs) for each in asked]


def test_lines_of_a_list():
    old = READ.goals
    assert goals(old, ["Penkki", "Kukka"]) == (["Penkki", "Kukka"], [])
    assert goals(["Penkki", "Kukka"], [*old, "Tori"]) == (["Penkki", "Kukka", "Tori"], [])
    assert goals(["Talo", *old], [*old, "Tori"]) == (["Talo", *old, "Tori"], [])
    assert goals([*old, "Tori"], [*old, "Tori"]) == ([*old, "Tori"], [])
    assert goals(["Penkit", *old[1:]], ["Penkki", "Keinu", "Kukat"]) == (
        ["Penkit", "Keinu", "Kukat"],
        [],
    )
    assert goals(["Penkit", *old[1:]], ["Sohva", *old[1:]]) == (
        ["Sohva", *old[1:]],
        [(["Sohva"], ["Penkit"])],
    )
    assert goals(old[1:], ["Sohva", *old[1:]]) == (["Sohva", *old[1:]], [(["Sohva"], [])])
    assert goals(["Sohva", *old[1:]], old[1:]) == (old[1:], [([], ["Sohva"])])


TEXT = "Ensin aita.\n\nSitten portti.\n\nLopuksi penkki."


def texts(theirs, mine, read=TEXT):
    card, asked, taken = merging.merged(*(Card(description=text) for text in (read, theirs, mine)))
    return card.description, [(each.mine, each.theirs) for each in asked], taken


def test_paragraphs_that_one_side_changed_are_taken():
    theirs, mine = TEXT.replace("aita", "pensas"), TEXT.replace("penkki", "pöytä") + "\n\nJa juhla."
    together = "Ensin pensas.\n\nSitten portti.\n\nLopuksi pöytä.\n\nJa juhla."
    assert texts(theirs, mine) == (together, [], ["description"])
    assert texts(mine, theirs) == (together, [], ["description"])
    gone = "Ensin aita.\n\nLopuksi penkki."
    assert texts(gone, TEXT + "\n\nJa juhla.")[:2] == (gone + "\n\nJa juhla.", [])
    lines, own = "– aita\n– portti", "– aita\n– portti\n– penkki"
    assert texts(lines.replace("aita", "pensas"), own, read=lines)[:2] == (
        "– pensas\n– portti\n– penkki",
        [],
    )
    assert texts(TEXT.replace("\n\n", "\n"), TEXT)[:2] == (TEXT.replace("\n\n", "\n"), [])


def test_a_paragraph_that_both_changed_is_asked_alone():
    theirs, mine = TEXT.replace("portti", "veräjä"), TEXT.replace("portti", "ovi")
    theirs = theirs.replace("aita", "pensas")
    card, asked, _taken = merging.merged(*(Card(description=t) for t in (TEXT, theirs, mine)))
    assert card.description == "Ensin pensas.\n\nSitten ovi.\n\nLopuksi penkki."
    (question,) = asked
    assert (question.key, question.mine) == ("description/1", ["Sitten ovi."])
    assert question.theirs == ["Sitten veräjä."]
    saved = Card(description=theirs)
    assert merging.questions(saved, [question.key])[0].theirs == ["Sitten veräjä."]
    typed = replace(card, description=card.description + "\n\nJa juhla.")
    taken = merging.with_theirs(saved, typed, [question.key])
    assert taken.description == theirs + "\n\nJa juhla."


def test_a_paragraph_that_one_removed_and_one_changed_is_asked():
    gone = "Ensin aita.\n\nLopuksi penkki."
    theirs = TEXT.replace("portti", "veräjä")
    assert texts(theirs, gone)[:2] == (gone, [([], ["Sitten veräjä."])])
    card, asked, _taken = merging.merged(*(Card(description=t) for t in (TEXT, gone, theirs)))
    assert (card.description, [each.theirs for each in asked]) == (theirs, [[]])
    assert merging.with_theirs(Card(description=gone), card, [asked[0].key]).description == gone


def test_a_text_of_one_paragraph_or_that_was_empty_is_asked_whole():
    assert texts("Pensas.", "Ovi.", read="Aita.")[1] == [(["Ovi."], ["Pensas."])]
    whole = texts("Pensas.\n\nAita.", "Ovi.", read="")
    assert whole == ("Ovi.", [(["Ovi."], ["Pensas.", "", "Aita."])], [])


@given(*[st.lists(st.sampled_from("aAbBcCdD"), max_size=6) for _ in range(3)])
def test_no_paragraph_of_mine_is_lost(read, theirs, mine):
    """Whatever the three are: a paragraph that is new in one's own stays, unless it is asked."""
    cards = [Card(description="\n\n".join(each)) for each in (read, theirs, mine)]
    card, asked, _taken = merging.merged(*cards)
    kept = {*card.description.split("\n\n")}
    told = {line for each in asked for line in (*each.mine, *each.theirs)}
    assert {*mine} - {*read} <= kept
    assert {*theirs} - {*read} <= kept | told


def test_rows_know_one_another_by_name_when_others_come_between():
    row = BudgetRow("Palkat", amount=Decimal(100))
    read = Card(budget=[row, BudgetRow("Tilat", amount=Decimal(50))])
    mine = replace(
        read, budget=[BudgetRow("Ruoka"), replace(row, amount=Decimal(120)), read.budget[1]]
    )
    theirs = replace(read, budget=[row, replace(read.budget[1], amount=Decimal(60))])
    card, asked, taken = merging.merged(read, theirs, mine)
    told = [(each.label, each.amount) for each in card.budget]
    assert told == [("Ruoka", None), ("Palkat", Decimal(120)), ("Tilat", Decimal(60))]
    assert (asked, taken) == ([], ["budget"])


def test_two_rows_added_under_one_name_are_asked():
    mine = Card(budget=[BudgetRow("Palkat", amount=Decimal(1))])
    theirs = Card(budget=[BudgetRow("Palkat", amount=Decimal(2))])
    card, asked, _taken = merging.merged(Card(), theirs, mine)
    assert ([row.amount for row in card.budget], len(asked)) == ([Decimal(1)], 1)
    assert merging.with_theirs(theirs, card, [asked[0].key]).budget == theirs.budget


def test_equal_sums_written_otherwise_are_no_change():
    read = Card(budget=[BudgetRow("Palkat", amount=Decimal("100.00"))])
    mine = Card(budget=[BudgetRow("Palkat", amount=Decimal("100"))])
    theirs = Card(budget=[BudgetRow("Palkat", amount=Decimal(7))])
    card, asked, _taken = merging.merged(read, theirs, mine)
    assert (card.budget, asked) == (theirs.budget, [])


def test_a_sealed_card_comes_back_whole_and_a_forged_one_does_not():
    card = replace(READ, contacts=[Contact(name="Leena", phone="040 1")])
    again = merging.unsealed(merging.sealed(card))
    assert (again, again.contacts) == (card, card.contacts)
    assert merging.unsealed(merging.sealed(card)[:-1]) is None
    assert [merging.unsealed(text) for text in ("", "x", "ä:1:2", ".eJw:1:2")] == [None] * 4


def test_keys_that_ask_nothing_are_passed_by():
    keys = ["", "kehra", "title/1", "goals/9", "goals/-1", "goals/99999", "goals-xyz", "x" * 9999]
    assert merging.questions(READ, keys) == []
    assert merging.with_theirs(READ, replace(READ, title="Oma"), keys).title == "Oma"


def test_keys_of_any_field_ask_something_or_nothing():
    for name in (field.name for field in fields(Card)):
        keys = [name, f"{name}/0", f"{name}-{'0' * 16}"]
        found = {each.field for each in merging.questions(READ, keys)}
        assert found <= {name}
        assert merging.with_theirs(READ, READ, [f"{name}-{'0' * 16}"]) == READ


def test_rows_of_one_list_are_taken_together_and_of_a_very_long_one_none():
    mine = replace(READ, goals=["Oma", "Toinen", "Kukka"])
    assert merging.with_theirs(READ, mine, ["goals/0", "goals/1"]).goals == READ.goals
    long = replace(READ, goals=["a"] * (MOST + 1))
    mine = replace(READ, goals=["b"] * (MOST + 1))
    assert merging.with_theirs(long, mine, ["goals/0"]) == mine
    assert merging.with_theirs(long, mine, ["goals"]) == long


LISTS = st.lists(st.sampled_from("abcdef"), max_size=7)


@given(LISTS, LISTS, LISTS)
def test_what_one_wrote_is_never_lost_and_what_both_changed_is_never_quiet(read, theirs, mine):
    """Alone one's change stands; together nothing that either added is gone unasked."""
    assert goals(read, mine, read) == (mine, [])
    assert goals(theirs, read, read) == (theirs, [])
    together, asked = goals(theirs, mine, read)
    told = {line for texts in asked for side in texts for line in side}
    added = (set(theirs) | set(mine)) - set(read)
    assert added <= set(together) | told
    gone = set(read) - set(theirs) - set(mine)
    assert not gone & set(together)
