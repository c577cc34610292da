"""One way from a scan to every file: by the ending of the name, whole or not at all."""

from pathlib import Path

import pytest

from quickscan.domain.export import FORMATS
from quickscan.domain.problem import ScanError
from quickscan.exports import export as module
from quickscan.exports.export import EXPORTERS, Edition, export, format_of, refuse_impossible
from tests.exports.material import MADE_ON, material
from tests.report.paper import nearly_empty

BEGINNINGS = {"docx": b"PK", "xlsx": b"PK", "pptx": b"PK", "pdf": b"%PDF"}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", pytest.param("pdf", marks=pytest.mark.needs_libreoffice)])
def test_each_ending_makes_its_file(ending: str, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / f"report.{ending.upper()}"
    export(nearly_empty(), target, material(), Edition("en", MADE_ON))
    assert target.read_bytes().startswith(BEGINNINGS[ending])
    assert [file.name for file in target.parent.iterdir()] == [target.name]


def test_every_format_has_its_exporter() -> None:
    assert tuple(EXPORTERS) == FORMATS


@pytest.mark.parametrize("name", ["report", "report.doc", "report.xlsm", "report.docx.txt"])
def test_other_endings_are_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(ScanError, match=r"end the name in \.docx, \.xlsx, \.pptx, \.pdf"):
        format_of(Path(name))


def test_a_pdf_is_refused_before_anything_long_where_it_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ScanError.of("PDF", "LibreOffice is not installed on this machine", "install it")

    monkeypatch.setattr(module, "refuse_without_converter", refuse)
    refuse_impossible(Path("report.xlsx"))
    with pytest.raises(ScanError, match="LibreOffice is not installed"):
        refuse_impossible(Path("report.pdf"))


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ScanError, match="the workbook cannot be written"):
        export(nearly_empty(), tmp_path / "file" / "report.xlsx", material(), Edition("de", MADE_ON))
