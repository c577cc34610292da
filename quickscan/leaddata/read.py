"""CSV files as they come: encoding and separator are found out, every cell stays a text, rows that do not fit are kept aside."""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from quickscan.domain.problem import Problem, ScanError

SEPARATORS = (",", ";", "\t")
ENCODINGS = ("utf-8", "cp1252")
"""Tried in this order; nearly every text that is not UTF-8 can be read as cp1252, so it comes last."""
SAMPLE_ROWS = 50
LARGEST_CELL = 1_000_000
"""Characters; more in one cell means a quote that is never closed."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
_EXCEL_HINT = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_SAVE_AS_CSV = "export it as CSV (UTF-8) and give that file"


@dataclass(frozen=True, eq=False)
class LeadTable:
    """One file of an export."""

    file: str
    """Its name, without the folder."""
    encoding: str
    """utf-8, utf-8-sig, utf-16 or cp1252."""
    separator: str
    """Comma, semicolon or tab."""
    rows: pd.DataFrame
    """The rows that fit the header, every cell a text without blanks around it, by row number; the first row of the file is 1."""
    misfits: dict[int, str]
    """Row number to content of the rows that have more cells than the header."""

    @property
    def columns(self) -> list[str]:
        """The names in the header."""
        return [str(name) for name in self.rows.columns]


def read_tables(paths: Sequence[Path]) -> tuple[LeadTable, ...]:
    """Read all files of an export. Raises ScanError with every file that cannot be read."""
    tables: list[LeadTable] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            tables.append(read_table(path))
        except ScanError as error:
            problems += error.problems
    names = [table.file for table in tables]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems += [Problem(name, "two files have this name", "give every file once, with a name of its own") for name in twice]
    if problems:
        raise ScanError(problems)
    return tuple(tables)


def read_table(path: Path) -> LeadTable:
    """Read one CSV file. Raises ScanError where it is missing, empty, no text, or broken."""
    text, encoding = _decode(_bytes_of(path), str(path))
    hint = _EXCEL_HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    records = _records(text, separator, str(path))
    if hint:
        records[0] = []  # the row stays, so that row numbers are those of the file
    header_at = next((number for number, record in enumerate(records) if any(record)), None)
    if header_at is None:
        raise ScanError.of(str(path), "the file is empty", "check the export, and give a CSV file with a header and rows")
    header = _header(records[header_at], str(path))
    rows, misfits = _fitted(records, header_at + 1, len(header))
    frame = pd.DataFrame(list(rows.values()), columns=header, index=list(rows), dtype=object)
    return LeadTable(path.name, encoding, separator, frame, {row: separator.join(cells) for row, cells in misfits.items()})


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ScanError.of(str(path), "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise ScanError.of(str(path), "this is a folder", "name the CSV files in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScanError.of(str(path), f"the file cannot be read ({reason})", "check the path and its permissions") from None


def _decode(data: bytes, where: str) -> tuple[str, str]:
    if data.startswith(b"PK\x03\x04"):
        raise ScanError.of(where, "this is an Excel workbook or a ZIP file, not CSV", _SAVE_AS_CSV)
    marked = [name for mark, name in _MARKS.items() if data.startswith(mark)]
    for encoding in marked or ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(text):
            return text, encoding
    raise ScanError.of(where, "this is not a text file, or its encoding is unknown", _SAVE_AS_CSV)


def _separator(text: str) -> str:
    """The separator that cuts the first rows into the most cells, in the most even way; a comma where nothing is cut."""
    # Lines rather than records: a quoted line break only costs evenness, and any separator loses the same by it.
    lines = [line for line in text[:200_000].splitlines() if line.strip()][: SAMPLE_ROWS + 1]

    def evenness(separator: str) -> float:
        widths = [len(record) for record in csv.reader(lines, delimiter=separator)]
        return (widths[0] - 1) * widths.count(widths[0]) / len(widths) if widths else 0.0

    return max(SEPARATORS, key=evenness)


def _records(text: str, separator: str, where: str) -> list[list[str]]:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append([cell.strip() for cell in record])  # noqa: PERF401  what was read before an error gives the row
    except csv.Error:
        raise ScanError.of(
            f"{where}: row {len(records) + 1}",
            "a quotation mark is not closed, or stands inside a quoted cell",
            "close it, or double the quotation marks inside the cell",
        ) from None
    return records


def _header(cells: list[str], where: str) -> list[str]:
    named = [cell for cell in cells if cell]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise ScanError.of(where, f"two columns are called {', '.join(twice)}", "give every column a name of its own")
    while cells and not cells[-1]:
        cells = cells[:-1]
    return [cell or f"column {number}" for number, cell in enumerate(cells, start=1)]


def _fitted(records: list[list[str]], start: int, width: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """By row number: rows cut or filled to the width, and those with more content than that. A row without content is none."""
    fitting: dict[int, list[str]] = {}
    misfits: dict[int, list[str]] = {}
    for row, cells in enumerate(records[start:], start=start + 1):
        if any(cells[width:]):
            misfits[row] = cells
        elif any(cells):
            fitting[row] = cells[:width] + [""] * (width - len(cells))
    return fitting, misfits
