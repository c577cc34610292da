"""The workbook as a file: valid, safe to open, set up to be read and printed, in one language, the same every time."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.base import Language
from quickscan.domain.scan import Scan
from quickscan.exports.workbook.cells import Figure
from quickscan.exports.workbook.write import contents
from tests.exports.material import (
    MADE_ON,
    ODD,
    book_bytes,
    book_of,
    renamed,
    with_own_scenarios,
    without_measures,
    wording,
)
from tests.report.paper import car_maker, nearly_empty, with_answers

Validate = Callable[[Path], list[dict[str, Any]]]
SCANS: dict[str, Callable[[], Scan]] = {
    "complete": car_maker,
    "nearly empty": nearly_empty,
    "with scenarios": with_own_scenarios,
    "without measures": lambda: without_measures(nearly_empty()),
    "odd names": lambda: renamed(car_maker(), name=ODD * 6, industry=ODD),
}


@pytest.fixture(scope="module")
def book() -> Any:
    return book_of(car_maker())


@pytest.mark.needs_ooxml_validator
@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_excel_finds_no_fault(name: str, language: Language, ooxml_validate: Validate, tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    target.write_bytes(book_bytes(SCANS[name](), language))
    assert ooxml_validate(target) == []


def test_the_same_scan_gives_the_same_bytes() -> None:
    assert book_bytes(car_maker()) == book_bytes(car_maker())


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "{=1}", "https://evil.example", "12")


def test_what_somebody_typed_is_never_a_formula_a_link_or_a_number() -> None:
    answers = list(car_maker().engagement.answers)
    odd = [answers[number].model_copy(update={"note": words}) for number, words in enumerate(FORMULAS)]
    scan = with_answers(renamed(car_maker(), name="=1+1"), [*odd, *answers[len(odd) :]])
    sheets = book_of(scan, stored_values=False)
    notes = [cell for row in sheets[wording().say("sheet_records")] for cell in row if cell.value in FORMULAS]
    assert [cell.value for cell in notes] == list(FORMULAS)
    assert {cell.data_type for cell in notes} == {"s"}
    assert [cell.quotePrefix for cell in notes] == [words[0] in "=+-@\t" for words in FORMULAS]
    formulas = [cell.value for sheet in sheets for row in sheet for cell in row if cell.data_type == "f"]
    assert [formula for formula in formulas if not re.fullmatch(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)", formula)] == []
    assert not [sheet for sheet in sheets if any(cell.hyperlink for row in sheet for cell in row)]


@pytest.mark.parametrize("name", SCANS)
def test_each_sheet_can_be_filtered_read_and_printed(name: str) -> None:
    sheets = book_of(SCANS[name]())
    assert len(set(sheets.sheetnames)) == len(sheets.sheetnames) >= 17
    for sheet in sheets:
        assert len(sheet.title) <= 31
        assert sheet.page_setup.orientation == "landscape"
        if sheet.title != wording().say("sheet_charts"):
            assert sheet.freeze_panes == "B5"
            assert sheet.auto_filter.ref
            assert sheet.print_title_rows == "$4:$4"
            assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_charts_are_excels_own_and_are_described() -> None:
    with zipfile.ZipFile(BytesIO(book_bytes(with_own_scenarios()))) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        shown = "".join(archive.read(name).decode() for name in charts)
    assert len(charts) == 6
    assert drawing.count('descr="') == 6
    assert "<c:f>'Sales lost'!$B$5:$B$15</c:f>" in shown
    assert not [name for name in charts if "media" in name]


def test_numbers_have_the_format_of_what_they_are(book: Any) -> None:
    sheet = book[wording().say("sheet_cases")]
    labels = [cell.value for cell in sheet[4]]
    formats = {label: cell.number_format for label, cell in zip(labels, sheet[5], strict=True)}
    assert formats["More sales a year"] == "#,##0.0"
    assert "€" in formats["Net present value"]
    assert formats["More sales a year, n"] == "#,##0"


def test_all_words_are_in_one_language() -> None:
    texts = wording().texts
    for language, other in (("de", "en"), ("en", "de")):
        said = {words for sheet in contents(car_maker(), wording(language), MADE_ON).values() for words in _words(sheet)}  # type: ignore[arg-type]  # a language
        own = {text.in_language(language) for key, text in texts.items()}  # type: ignore[arg-type]  # likewise
        foreign = {text.in_language(other) for key, text in texts.items()} - own  # type: ignore[arg-type]  # likewise
        assert {words for words in said & foreign if len(words) > 12} == set()


def _words(sheet: Any) -> set[str]:
    cells = {cell for row in sheet.rows for cell in row if isinstance(cell, str)}
    return cells | {sheet.title, sheet.note} | {column.label for column in sheet.columns}


def test_rows_have_a_cell_for_each_column() -> None:
    for make in SCANS.values():
        for name, sheet in contents(make(), wording(), MADE_ON).items():
            assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}, name
            assert not [cell for row in sheet.rows for cell in row if isinstance(cell, bool)], name
            assert [cell for row in sheet.rows for cell in row if isinstance(cell, Figure)] == [] or name in ("run", "kpis")
