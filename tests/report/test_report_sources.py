"""Parameters and sources in the report say in its language where they come from."""

import re
from collections.abc import Callable

import pytest

from quickscan.domain.scan import Scan
from quickscan.report.sources import Sources, sources
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording
from tests.english import english_in
from tests.report.paper import Paper, car_maker, nearly_empty, texts

GERMAN, ENGLISH = Wording(texts(), "de"), Wording(texts(), "en")


def listed(wording: Wording, scan: Scan) -> Sources:
    return sources(scan, Statements(scan, wording), wording)


@pytest.mark.parametrize("scan", [car_maker, nearly_empty])
def test_the_german_report_says_in_german_where_numbers_come_from(scan: Callable[[], Scan]) -> None:
    told = listed(GERMAN, scan())
    lines = [line for row in told.parameters for line in (row.name, row.value, row.range, row.source)]
    lines += [line for source in told.published for line in (source.finding, source.origin, source.trust)]
    assert len(lines) > 80
    assert {line: found for line in lines if (found := english_in(line))} == {}


def test_the_tables_of_the_german_document_hold_no_english(german: Paper) -> None:
    tables = [table for table in german.document.tables if "Herkunft" in [cell.text for cell in table.rows[0].cells]]
    words = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert any("Das weiß nur der Auftraggeber" in text for text in words)
    assert any("Eigene Wahl zwischen weit auseinanderliegenden Befunden" in text for text in words)
    assert {text: found for text in words if (found := english_in(text))} == {}


def test_each_language_says_its_own_words_of_one_parameter() -> None:
    german, english = (listed(wording, car_maker()) for wording in (GERMAN, ENGLISH))
    told = {row.name: row.source for row in (*german.parameters, *english.parameters)}
    assert "Eigene Wahl zwischen weit auseinanderliegenden Befunden" in told["Anteil sofort kaufbereiter Leads"]
    assert "Own choice between widely differing findings" in told["Share of leads ready now"]
    assert "19 bis 23 %" in told["Anteil nicht angenommener Anrufe"]
    assert "19 to 23%" in told["Share of calls that fail"]


def test_a_finding_has_source_year_and_sample_in_the_language() -> None:
    german, english = (
        {one.number: one.origin for one in listed(wording, car_maker()).published} for wording in (GERMAN, ENGLISH)
    )
    assert german["E3"] == "Oldroyd, McElheran, Elkington, Harvard Business Review, März 2011 (Test), 2011, 2.241 US-Firmen"
    assert english["E3"] == ("Oldroyd, McElheran, Elkington, Harvard Business Review, March 2011 (audit), 2011, 2,241 US firms")
    assert not [line for line in english.values() if re.search(r"\d\s%", line)]
