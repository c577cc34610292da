"""Texts in cells: whatever was typed fits, opens, and is no formula."""

from hypothesis import given
from hypothesis import strategies as st

from quickscan.exports.workbook.cells import LONGEST, cell_text, is_taken_for_formula, lines


def note(count: int) -> str:
    return f"… [{count} missing]"


def units(words: str) -> int:
    """Characters as Excel counts them."""
    return len(words.encode("utf-16-le", errors="surrogatepass")) // 2


@given(st.text())
def test_a_short_text_stays_as_it_was_typed(words: str) -> None:
    kept = cell_text(words, note)
    assert units(kept) <= LONGEST
    assert [letter for letter in words if letter.isalnum()] == [letter for letter in kept if letter.isalnum()]


@given(st.sampled_from("a😀"), st.integers(0, 40_000))
def test_a_long_text_is_cut_to_what_a_cell_holds_and_says_how_much_is_missing(letter: str, count: int) -> None:
    words = letter * count
    kept = cell_text(words, note)
    assert units(kept) <= LONGEST
    if units(words) <= LONGEST:
        assert kept == words
    else:
        shown, _, rest = kept.partition("… [")
        assert set(shown) == {letter}
        assert len(shown) + int(rest.split(" ")[0]) == count


@given(st.text(), st.sampled_from("=+-@\t\r\n"))
def test_what_begins_like_a_formula_is_known_as_such(words: str, first: str) -> None:
    assert is_taken_for_formula(first + words)
    assert not is_taken_for_formula("a" + first + words)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=300), st.floats(5, 80))
def test_more_text_never_needs_fewer_lines(words: str, width: float) -> None:
    assert 1 <= lines(words, width) <= lines(words + "\n" + words, width)
    assert lines(12.5, width) == 1
