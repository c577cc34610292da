"""What a plain word means: YAML 1.2, whatever older versions made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.files.yaml_build import parse_tree
from quickscan.files.yaml_words import LONGEST_NUMBER, meaning


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Yes", "NO", "y", "n", "ja", "nein"])
def test_words_that_older_yaml_took_for_booleans_stay_words(word: str) -> None:
    assert meaning(word) == word


@pytest.mark.parametrize(("word", "value"), [("true", True), ("True", True), ("false", False), ("FALSE", False)])
def test_only_true_and_false_are_booleans(word: str, value: bool) -> None:
    assert meaning(word) is value


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_nothing_can_be_written_in_five_ways(word: str) -> None:
    assert meaning(word) is None


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("012", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("2.", 2.0),
    ],
)
def test_numbers(word: str, value: float) -> None:
    assert meaning(word) == value
    assert type(meaning(word)) is type(value)


@pytest.mark.parametrize(
    "word", ["2026-01-31", "1_000", "1:30", ".nan", ".inf", "-.inf", "1e999", "0b11", "12 h", "3,5", "-", "+", "."]
)
def test_dates_times_and_numbers_that_are_none_stay_words(word: str) -> None:
    assert meaning(word) == word


def test_a_number_of_thousands_of_digits_stays_a_word_instead_of_breaking_the_reader() -> None:
    assert meaning("9" * 5000) == "9" * 5000
    assert meaning("9" * LONGEST_NUMBER) == int("9" * LONGEST_NUMBER)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_as_python_writes_it_is_read_exactly(number: float) -> None:
    assert meaning(repr(number)) == number


def test_quoted_words_are_texts_whatever_they_look_like() -> None:
    assert parse_tree("""[ "true", '12', "", 'null' ]""", "x").data == ["true", "12", "", "null"]
