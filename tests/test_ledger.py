"""The ledger: what rules change, told against the capture, to the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.clean.ledger import Change, Ledger, apply_edits, undo_edits, withheld
from nianbao.model import Edit

ALPHABET = st.text("甲乙丙丁123 \n(", max_size=40)


@st.composite
def changes(draw: st.DrawFn, size: int) -> list[Change]:
    """Changes of a text of a size, sorted and apart."""
    places = sorted(draw(st.lists(st.integers(0, size), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [(start, end, draw(st.text("［］x甲", max_size=4))) for start, end in pairs]


def edited(capture: str, *steps: tuple[str, list[Change]]) -> tuple[str, tuple[Edit, ...]]:
    ledger = Ledger(capture)
    for name, step in steps:
        ledger.apply(name, step)
    return ledger.text, ledger.edits()


@given(st.data())
def test_any_changes_lead_to_the_text_and_back(data: st.DataObject):
    ledger = Ledger(data.draw(ALPHABET))
    for name in "abcd":
        ledger.apply(name, data.draw(changes(len(ledger.text))))
        if data.draw(st.booleans()) and name == "b" and ledger.text:
            ledger.apply("respell", [(0, len(ledger.text), ledger.text.replace("甲", "乙"))])
    edits = ledger.edits()
    assert apply_edits(ledger.capture, edits) == ledger.text
    assert undo_edits(ledger.text, edits, ledger.capture) == ledger.capture


@given(st.data())
def test_edits_are_in_order_and_apart(data: st.DataObject):
    ledger = Ledger(data.draw(ALPHABET))
    for name in "abc":
        ledger.apply(name, data.draw(changes(len(ledger.text))))
    at = 0
    for edit in ledger.edits():
        assert at <= edit.start <= edit.end <= len(ledger.capture)
        assert ledger.capture[edit.start : edit.end] != edit.inserted
        at = edit.end


def test_text_without_changes_has_no_edits():
    assert edited("甲乙丙", ("a", [])) == ("甲乙丙", ())


def test_change_that_changes_nothing_is_no_edit():
    assert edited("甲乙丙", ("a", [(1, 2, "乙")])) == ("甲乙丙", ())


def test_later_changes_count_in_the_capture():
    text, edits = edited("甲(x)乙 丙", ("gloss", [(1, 4, "")]), ("space", [(2, 3, "")]))
    assert text == "甲乙丙"
    assert edits == (Edit(rule="gloss", start=1, end=4, inserted=""), Edit(rule="space", start=5, end=6, inserted=""))


def test_what_was_removed_first_stays_with_the_rule_that_removed_it():
    """Else a line dropped later would quote the advertising that had been withheld from its midst."""
    _, edits = edited("甲(x)乙", ("withheld", [(1, 4, "")]), ("line", [(0, 2, "")]))
    assert [(edit.rule, edit.start, edit.end) for edit in edits] == [("line", 0, 1), ("withheld", 1, 4), ("line", 4, 5)]


def test_insertion_is_an_edit_without_width():
    assert edited("甲乙", ("a", [(1, 1, "，")])) == ("甲，乙", (Edit(rule="a", start=1, end=1, inserted="，"),))


def test_change_of_what_a_rule_inserted_is_the_later_rule_s():
    text, edits = edited("甲乙丙", ("a", [(1, 2, "xyz")]), ("b", [(1, 4, "丁")]))
    assert text == "甲丁丙"
    assert edits == (Edit(rule="b", start=1, end=2, inserted="丁"),)


def test_change_of_script_is_told_run_by_run():
    text, edits = edited("政務(x)公開", ("gloss", [(2, 5, "")]), ("script", [(0, 4, "政务公开")]))
    assert text == "政务公开"
    assert edits == (
        Edit(rule="script", start=1, end=2, inserted="务"),
        Edit(rule="gloss", start=2, end=5, inserted=""),
        Edit(rule="script", start=6, end=7, inserted="开"),
    )


def test_rule_after_a_change_of_script_removes_what_stands_in_the_capture():
    text, edits = edited("公開，報告", ("script", [(0, 5, "公开，报告")]), ("chrome", [(0, 3, "")]))
    assert text == "报告"
    assert edits == (
        Edit(rule="chrome", start=0, end=3, inserted=""),
        Edit(rule="script", start=3, end=4, inserted="报"),
    )


@pytest.mark.parametrize("bad", [[(0, 2, ""), (1, 3, "")], [(2, 1, "")], [(0, 9, "")]])
def test_changes_that_overlap_or_leave_the_text_are_refused(bad: list[Change]):
    ledger = Ledger("甲乙丙")
    with pytest.raises(ValueError, match="overlap or leave the text"):
        ledger.apply("a", bad)
    assert ledger.text == "甲乙丙"
    assert ledger.edits() == ()


def test_what_is_withheld_is_known_by_length_and_digest():
    assert withheld("甲乙").startswith("[withheld: 2 characters, sha256 ")
    assert withheld("甲乙") != withheld("乙甲")
