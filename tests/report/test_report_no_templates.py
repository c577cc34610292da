"""What is no template, cannot be written, or is a Word file made elsewhere."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run

from quickscan.domain.problem import ScanError
from quickscan.report.guide import write_guide
from quickscan.report.word import check_template
from tests.report.changed_templates import adds, template_with
from tests.report.paper import TEMPLATE, car_maker, texts, write


def _no_zip(path: Path) -> None:
    path.write_bytes(b"just some words")


def _old_word(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))


def _half_a_file(path: Path) -> None:
    path.write_bytes(TEMPLATE.read_bytes()[:20_000])


def _no_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


def _a_spreadsheet(path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(str(path)) as workbook:
        workbook.add_worksheet()


@pytest.mark.parametrize("make", [_no_zip, _old_word, _half_a_file, _no_document, _a_spreadsheet])
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "broken.docx"
    make(path)
    with pytest.raises(ScanError) as raised:
        check_template(path, texts())
    assert str(raised.value) == (
        f"{path}: this is not a Word document that can be read, open it in Word and save it again as a document (.docx)"
    )


def test_a_missing_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScanError) as raised:
        check_template(tmp_path / "none.docx", texts())
    assert str(raised.value) == f"{tmp_path / 'none.docx'}: there is no such template, give the path of a Word document (.docx)"


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "report_de.docx").mkdir()
    with pytest.raises(ScanError, match="the report cannot be written"):
        write(car_maker(), tmp_path, "de", template_with(tmp_path, adds("x")))


def test_a_guide_that_cannot_be_written_is_called_a_guide(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match=r"the interview guide cannot be written .*, close it in Word if it is open there"):
        write_guide(b"content", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_contents_kept_by_word_does_no_harm(tmp_path: Path) -> None:
    """Saving a template in Word fills its table of contents with the tags of the headings."""

    def change(document: Any) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r>'
        separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for runs in (begin + separate + "<w:r><w:t>{{ row.name }} 3</w:t></w:r>", "<w:r><w:t>{{ row.code }} 4</w:t></w:r>", end):
            document.element.body.insert(0 if runs.startswith(begin) else 1, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
        last = document.element.body[1]
        document.element.body.insert(1, document.element.body[2])
        assert last.getparent() is not None
        document.add_paragraph("{%p for row in causes.rows %}")
        document.add_heading("{{ row.name }}", 1)
        document.add_paragraph("{%p endfor %}")

    written = write(car_maker(), tmp_path, "de", template_with(tmp_path, change))
    links = list(written.body.iter(qn("w:hyperlink")))
    assert len(links) == len(car_maker().assessment.severity)
    assert not any("{{" in words for words in written.paragraphs())


def test_headings_are_known_by_what_word_calls_them_inside(tmp_path: Path) -> None:
    """German Word gives the ids of built-in styles German names."""

    def change(document: Any) -> None:
        document.styles.element.get_by_id("Heading1").set(qn("w:styleId"), "berschrift1")
        heading = document.add_paragraph("{{ cover.client }}")
        heading._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "berschrift1")
        field = '<w:fldChar w:fldCharType="{}"/>'
        runs = [field.format("begin"), "<w:instrText>TOC</w:instrText>", field.format("separate"), field.format("end")]
        toc = "".join(f"<w:r>{run}</w:r>" for run in runs)
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{toc}</w:p>"))

    written = write(car_maker(), tmp_path, "de", template_with(tmp_path, change))
    assert [link.findtext(f".//{qn('w:t')}") for link in written.body.iter(qn("w:hyperlink"))] == ["Beispiel Automobil AG"]


def test_without_its_style_a_mark_is_still_raised(tmp_path: Path) -> None:
    written = write(car_maker(), tmp_path, "de", template_with(tmp_path, adds("Verlust {{ summary.loss_range }} heute")))
    runs = [Run(run, written.document.paragraphs[1]) for run in written.document.element.body.iter(qn("w:r"))]
    (loss,) = (number for number, run in enumerate(runs) if run.text.startswith("Verlust "))
    assert next(run.text for run in runs[loss:] if run.font.superscript) == "F"
    assert any(run.text == " heute" for run in runs[loss:])
