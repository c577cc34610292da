"""Where knowledge comes from is said in German and in English, in every shipped file; only bare citations stand once."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.english import english_in
from tests.material import ROOT

SHIPPED = ("questionnaires/*.yaml", "questionnaires/knowledge/*.yaml", "simulations/**/*.yaml")
FILES = sorted(file for pattern in SHIPPED for file in ROOT.glob(pattern))
IN_WORDS = ("source", "sample", "distribution")
NUMBER_OF_A_LANGUAGE = re.compile(r"\d[.,]\d|\d ?%")
"""A number that German and English write differently."""
DATE_OR_THOUSANDS = re.compile(r"\d+\.\d+\.\d{4}|\d{1,3}(\.\d{3})+(?!\d)")
ENGLISH_NUMBER = re.compile(r"\d\.\d|\b[1-9]\d{0,2}(,\d{3})+(?!\d)|\d%")
GERMAN_NUMBER = re.compile(r"\d\s%|\d,\d(?!\d\d)")


def cited(node: Any) -> Iterator[Any]:
    """Everything in a file that says where something comes from."""
    if isinstance(node, list):
        for entry in node:
            yield from cited(entry)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in IN_WORDS and value is not None:
                yield value
            else:
                yield from cited(value)


def fault(words: Any) -> str | None:
    """What is wrong with the words of a source; none where nothing is."""
    german, english = (words, words) if isinstance(words, str) else (words["de"], words["en"])
    if german == english and (english_in(words) or NUMBER_OF_A_LANGUAGE.search(words)):
        return "a sentence in one language only"
    if german == english:
        return None
    if english_in(german):
        return f"English words in German: {english_in(german)}"
    if ENGLISH_NUMBER.search(DATE_OR_THOUSANDS.sub("", german)):
        return "an English number in German"
    if GERMAN_NUMBER.search(english):
        return "a German number in English"
    return None


def all_cited(file: Path) -> list[Any]:
    return list(cited(yaml.safe_load(file.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_source_is_said_in_both_languages(file: Path) -> None:
    assert {str(words): why for words in all_cited(file) if (why := fault(words))} == {}


def test_the_rule_sees_all_of_them() -> None:
    assert sum(len(all_cited(file)) for file in FILES) > 300
    bare = {words for file in FILES for words in all_cited(file) if isinstance(words, str)}
    assert {"Gartner", "Forbes / InsideSales", "S&P Global Mobility"} <= bare
    assert len(bare) < 20


@pytest.mark.parametrize(
    "words",
    [
        "Only the client knows",
        "Own choice",
        "2,241 firmas",
        "Invoca (23 %)",
        {"de": "Own judgement", "en": "Own judgement, no source"},
        {"de": "2,241 US-Firmen in 3.5 Jahren", "en": "2,241 US firms in 3.5 years"},
        {"de": "23% der Anrufer", "en": "23% of callers"},
        {"de": "Marktanteil 12,7 %", "en": "market share 12.7 %"},
        {"de": "Marktanteil 12,7 %", "en": "market share 12,7%"},
    ],
    ids=str,
)
def test_the_rule_finds_what_was_left(words: Any) -> None:
    assert fault(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        "Gartner",
        "MarketingSherpa 2012 Lead Generation Benchmark",
        "„The Rule of 45“, 2008",
        {
            "de": "„Best of the Web“, 2.241 Firmen (12,7 %), 16.10.2007",
            "en": '"Best of the Web", 2,241 firms (12.7%), 2007-10-16',
        },
    ],
    ids=str,
)
def test_the_rule_lets_titles_and_numbers_of_the_language_pass(words: Any) -> None:
    assert fault(words) is None
