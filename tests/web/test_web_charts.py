"""Pictures come with their numbers: as a table in the language, and as a file no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
import pytest

from quickscan.web.charts import ChartData, chart_card, csv_text
from quickscan.web.wording import Wording

DATA = ChartData(("Ursache", "Punkte"), (("Nachfassen", 13.75), ("=1+1", 1234.5), ("-x", None), ("ganz", 7.0)))


def test_a_german_file_has_semicolons_and_decimal_commas_and_an_english_one_has_not(german: Wording, english: Wording) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(DATA, german)), delimiter=";"))
    assert rows == [["Ursache", "Punkte"], ["Nachfassen", "13,75"], ["'=1+1", "1234,5"], ["'-x", ""], ["ganz", "7"]]
    assert list(csv.reader(io.StringIO(csv_text(DATA, english))))[2] == ["'=1+1", "1234.5"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_can_become_a_formula(begin: str, german: Wording) -> None:
    rows = list(
        csv.reader(io.StringIO(csv_text(ChartData((begin + "a",), ((begin + "b",),)), german), newline=""), delimiter=";")
    )
    assert all(row[0].startswith("'" + begin) for row in rows)


def test_the_card_tells_what_it_shows_and_hands_out_its_numbers(
    german: Wording, words_of: Callable[[object], str], as_json: Callable[[object], Any]
) -> None:
    card = chart_card("Verlust", go.Figure(go.Bar(x=[1], y=["a"])), DATA, german, name="loss-by-cause", told="Neun Balken")
    assert "1.234,5" in words_of(card)
    tree = as_json(card)
    picture = tree["props"]["children"][1]["props"]
    assert (picture["role"], picture["aria-label"]) == ("img", "Neun Balken")
    text = str(tree)
    assert "'data-chart': 'loss-by-cause'" in text
    href = text.split("'href': '")[1].split("'", maxsplit=1)[0]
    assert unquote(href).startswith("data:text/csv;charset=utf-8,\N{ZERO WIDTH NO-BREAK SPACE}Ursache;Punkte")
    assert picture["children"]["props"]["figure"]["layout"]["separators"] == ",."
