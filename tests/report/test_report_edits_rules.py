"""The rules by which passages are told apart, for any texts."""

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import assume, example, given
from hypothesis import strategies as st

from quickscan.report.alignment import align
from quickscan.report.names import Named, key_of, keys_of, named
from quickscan.report.passages import Passage
from quickscan.report.reading import comparable
from quickscan.report.record import Generated
from quickscan.report.three_way import rule

words = st.text(st.characters(blacklist_categories=["Cs", "Cc"], max_codepoint=0x2FFF), max_size=30)
sentences = st.lists(st.text("abcdefgh", min_size=2, max_size=8), min_size=4, max_size=8).map(" ".join)
asked = st.booleans()


@given(words, words, asked)
def test_what_nobody_touched_is_always_printed_anew(then: str, now: str, asked: bool) -> None:
    assert rule(then, then, now, asked) == ("same" if comparable(then) == comparable(now) else "data")


@given(words, words, words, asked)
def test_words_by_hand_are_kept_unless_the_data_say_the_same(then: str, by_hand: str, now: str, asked: bool) -> None:
    assume(comparable(then) != comparable(by_hand))
    kept = rule(then, by_hand, now, asked) in ("hand", "both")
    assert kept == (comparable(by_hand) != comparable(now))


@given(words, words, words)
def test_both_is_said_only_where_hand_and_data_went_different_ways(then: str, by_hand: str, now: str) -> None:
    texts = {comparable(then), comparable(by_hand), comparable(now)}
    assert (rule(then, by_hand, now) == "both") == (len(texts) == 3)


@given(words, words, words)
def test_an_open_question_stays_open(then: str, by_hand: str, now: str) -> None:
    if rule(then, by_hand, now) in ("hand", "both"):
        assert rule(then, by_hand, now, asked=True) == "both"


@given(words)
@example("Er sagte \"so\" und 'so'.")
@example("12\u00a0% „ja“")
def test_comparing_twice_is_comparing_once(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@given(st.lists(sentences, unique=True, max_size=12), st.data())
def test_every_passage_that_stayed_is_found_again_without_tags(texts: list[str], data: Any) -> None:
    kept = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1)) if texts else st.just(set())))
    found = align([Generated(f"qs:{n}", text) for n, text in enumerate(texts)], [_passage(texts[n]) for n in kept])
    assert found == {n: place for place, n in enumerate(kept)}


@given(st.lists(sentences, min_size=1, max_size=10), st.lists(sentences, max_size=10), st.data())
def test_no_passage_stands_for_two_and_order_is_kept_without_tags(ours: list[str], theirs: list[str], data: Any) -> None:
    mixed = data.draw(st.permutations([*theirs, *ours]))
    found = align([Generated(f"qs:{n}", text) for n, text in enumerate(ours)], [_passage(text) for text in mixed])
    places = [found[n] for n in sorted(found)]
    assert places == sorted(set(places))


@given(st.permutations(range(6)))
def test_a_tag_is_found_wherever_it_was_moved(order: list[int]) -> None:
    ours = [Generated(f"qs:{n}", f"Satz {n}") for n in range(6)]
    found = align(ours, [_passage("ganz anders geschrieben", f"qs:{n}") for n in order])
    assert found == {n: order.index(n) for n in range(6)}


def test_a_copied_passage_counts_where_it_stands_first() -> None:
    assert align([Generated("qs:a", "A")], [_passage("x", "qs:a"), _passage("y", "qs:a")]) == {0: 0}


def test_a_table_of_numbers_changed_here_and_there_is_found_cell_by_cell() -> None:
    before, after = ["Name", "Zahl", "A", "1", "B", "2"], ["Name", "Zahl", "A", "1", "B", "drei"]
    found = align([Generated(f"qs:{n}", text) for n, text in enumerate(before)], [_passage(text) for text in after])
    assert found == {n: n for n in range(6)}


def test_a_thing_in_a_list_is_named_by_what_it_is() -> None:
    assert keys_of([{"code": "R24", "title": "Pflege"}, {"code": "R06", "title": "Zentrale"}]) == ["R24", "R06"]
    assert keys_of([{"rank": "1", "name": "Verteilung"}, {"rank": "2", "name": "Erfassung"}]) == ["verteilung", "erfassung"]
    assert keys_of(["E-09 Anreiz: Stufe 1", "E-08 Plan: Stufe 2"]) == ["E-09", "E-08"]
    assert keys_of(["gleich", "gleich"]) == ["gleich", "gleich~2"]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_number_that_changes_leaves_the_name(one: int, other: int) -> None:
    texts = [f"Gemessen gehen {number} Verkäufe von allen verloren" for number in (one, other)]
    assert key_of(texts[0]) == key_of(texts[1])


@given(st.lists(st.one_of(words, st.fixed_dictionaries({"title": words, "rank": words})), max_size=8))
def test_names_in_a_list_are_never_the_same(items: list[object]) -> None:
    keys = keys_of(items)
    assert len(set(keys)) == len(keys)


def test_a_named_text_is_a_text_like_any_other_until_it_is_printed() -> None:
    values = named({"a": {"b": ["x < y"]}, "n": 3, "empty": ""})
    text = cast("dict[str, Any]", values["a"])["b"][0]
    assert isinstance(text, Named)
    assert text == "x < y"
    assert text.__html__() == f"\ufdd5{text.path}\ufdd6x &lt; y"
    assert (values["n"], values["empty"]) == (3, "")


def _passage(text: str, tag: str = "") -> Passage:
    return cast("Passage", SimpleNamespace(text=text, tag=tag, is_picture=False))
