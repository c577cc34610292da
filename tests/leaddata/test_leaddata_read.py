"""Files are read whatever their encoding and separator, or refused by name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.leaddata.read import read_table, read_tables

Write = Callable[..., Path]
LINES = (("id", "Händler", "Ort"), ("1", "Nord, GmbH", "Köln"), ("2", "Süd; KG", "Gräfelfing"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encoding_and_separator_are_found_out(write: Write, encoding: str, separator: str) -> None:
    text = "\r\n".join(separator.join(f'"{cell}"' if cell[-1] in "HG" else cell for cell in line) for line in LINES)
    table = read_table(write("leads.csv", text, encoding))
    assert (table.encoding, table.separator) == (encoding, separator)
    assert [tuple(table.columns), *table.rows.itertuples(index=False, name=None)] == list(LINES)


def test_every_cell_stays_a_text(write: Write) -> None:
    table = read_table(write("leads.csv", "id,plz,menge,leer\n007,01067,1e5,NA\n"))
    assert table.rows.iloc[0].tolist() == ["007", "01067", "1e5", "NA"]


def test_decimal_commas_do_not_pass_for_separators(write: Write) -> None:
    table = read_table(write("leads.csv", "id;wert\n1;12,50\n2;1.200,00\n3;7,10\n"))
    assert table.separator == ";"
    assert table.rows["wert"].tolist() == ["12,50", "1.200,00", "7,10"]


def test_the_separator_line_of_excel_is_no_header(write: Write) -> None:
    table = read_table(write("leads.csv", "sep=;\nid;kanal\n1;web\n"))
    assert table.columns == ["id", "kanal"]
    assert table.rows.index.tolist() == [3]


def test_rows_too_long_are_kept_aside_by_their_number_and_short_or_empty_ones_do_no_harm(write: Write) -> None:
    table = read_table(write("leads.csv", "id,kanal,ort\n1,web,Ulm\n2,web,Ulm,zu viel\n\n,,\n5,web\n6,web,Ulm,,\n"))
    assert table.rows.index.tolist() == [2, 6, 7]
    assert list(table.rows.itertuples(index=False, name=None))[1] == ("5", "web", "")
    assert table.misfits == {3: "2,web,Ulm,zu viel"}


def test_line_breaks_inside_quotes_belong_to_the_cell(write: Write) -> None:
    table = read_table(write("leads.csv", 'id,notiz\n1,"erste Zeile\nzweite"\n2,kurz\n'))
    assert table.rows["notiz"].tolist() == ["erste Zeile\nzweite", "kurz"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n \n,,\n", "the file is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (bytes(range(256)), "not a text file"),
        (b"id;kanal\n1;\x81\x8d\n", "not a text file"),
        (b'id,kanal\n1,"web\n2,web\n', "a quotation mark is not closed"),
        (b"id,kanal,id\n1,web,2\n", "two columns are called id"),
    ],
)
def test_what_is_no_table_is_refused_by_name(write: Write, content: bytes, said: str) -> None:
    path = write("broken.csv", content)
    with pytest.raises(ScanError) as caught:
        read_table(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_all_files_that_cannot_be_read_are_named_at_once(write: Write, tmp_path: Path) -> None:
    good = write("good.csv", "id,kanal\n1,web\n")
    with pytest.raises(ScanError) as caught:
        read_tables([tmp_path / "missing.csv", good, tmp_path, good])
    assert [problem.what for problem in caught.value.problems] == [
        "there is no such file",
        "this is a folder",
        "two files have this name",
    ]


cells = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='",;\t'), min_size=1, max_size=8)


@given(rows=st.lists(st.tuples(cells, cells, cells), max_size=20), separator=st.sampled_from(",;\t"))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], separator: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "leads.csv"
    path.write_text("\n".join(separator.join(row) for row in [("id", "kanal", "datum"), *rows]), encoding="utf-8")
    assert list(read_table(path).rows.itertuples(index=False, name=None)) == rows
