"""Page numbers in the table of contents: those of the real pages, in fields that stay fields, and none where none are known."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.base import Language
from quickscan.report import libreoffice
from quickscan.report.contents import NO_PAGE
from quickscan.report.pages import NO_PAGES, Pages, counted_by_libreoffice, destination, number_pages, pages_in
from quickscan.report.word import write_report
from tests.report.paper import MADE_ON, TEMPLATE, Paper, car_maker, texts

ToPdf = Callable[[Path], Path]
needs_layout = pytest.mark.needs_libreoffice
ENTRY = re.compile(r"^\s*(?:\d+(?:\.\d+)?)?\s*(.*?)\.{2,}\s*(\d+)\s*$", re.MULTILINE)


@pytest.fixture(scope="module")
def counted(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The report of the complete example with its pages counted."""
    target = tmp_path_factory.mktemp("counted") / f"counted_{language}.docx"
    write_report(car_maker(), texts(), TEMPLATE, target, language, MADE_ON, count_pages=counted_by_libreoffice)
    return Paper(target)


def listed(paper: Paper) -> list[tuple[str, str]]:
    """Bookmark and page number of every entry of the table of contents."""
    links = [link for link in paper.body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    return [(link.get(qn("w:anchor")), [text.text for text in link.iter(qn("w:t"))][-1]) for link in links]


@needs_layout
@pytest.mark.needs_pdftotext
def test_each_heading_stands_on_the_page_that_the_contents_say(counted: Paper, to_pdf: ToPdf) -> None:
    command = ["pdftotext", "-layout", str(to_pdf(counted.path)), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    entries = ENTRY.findall(pages[1])
    assert len(entries) > 30
    for words, number in entries:
        said = " ".join(pages[int(number) - 1].split())
        assert " ".join(words.split()) in said, (words, number)
    numbers = [int(number) for _, number in entries]
    assert numbers == sorted(numbers)
    assert (numbers[0], len(pages) >= numbers[-1] > 20) == (3, True)


@needs_layout
def test_the_contents_stay_fields_that_word_updates(counted: Paper) -> None:
    dirty = [element for element in counted.body.iter(qn("w:fldChar")) if element.get(qn("w:dirty")) == "true"]
    instructions = [element.text for element in counted.body.iter(qn("w:instrText"))]
    assert len(dirty) >= 1
    assert sum("PAGEREF" in words for words in instructions) == len(listed(counted)) > 30
    assert all(number.isdigit() for _, number in listed(counted))


@needs_layout
def test_the_properties_say_who_counted(counted: Paper) -> None:
    assert re.fullmatch(r"Page numbers counted by LibreOffice [\d.]+", counted.document.core_properties.comments)


@needs_layout
@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_counted_pages(counted: Paper, ooxml_validate: Callable[[Path], list[object]]) -> None:
    assert ooxml_validate(counted.path) == []


@needs_layout
def test_on_one_machine_counted_pages_give_the_same_bytes(counted: Paper, language: Language, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    write_report(car_maker(), texts(), TEMPLATE, again, language, MADE_ON, count_pages=counted_by_libreoffice)
    assert again.read_bytes() == counted.path.read_bytes()


def test_without_libreoffice_word_fills_the_numbers_in(german: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "office", lambda: None)
    target = tmp_path / "alone.docx"
    write_report(car_maker(), texts(), TEMPLATE, target, "de", MADE_ON, count_pages=counted_by_libreoffice)
    assert target.read_bytes() == german.path.read_bytes()
    assert {number for _, number in listed(german)} == {NO_PAGE}


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="the stand-in is a shell script")
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "sleep 30"])
def test_a_program_that_fails_or_hangs_costs_only_the_numbers(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "office", lambda: program)
    assert libreoffice.laid_out(b"nothing", patience_seconds=0.5) is None
    assert counted_by_libreoffice(b"nothing") == NO_PAGES if script != "sleep 30" else True


def paragraph(*runs: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>")


def reference(bookmark: str, *results: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    words = "".join(f"<w:r><w:t>{result}</w:t></w:r>" for result in results)
    return f"{char('begin')}<w:r><w:instrText> PAGEREF {bookmark} \\h </w:instrText></w:r>{char('separate')}{words}{char('end')}"


@pytest.mark.parametrize("results", [["?"], ["1", "2"]])
def test_any_reference_to_a_page_gets_its_number(results: list[str]) -> None:
    document = Document()
    document.element.body.insert(0, paragraph("<w:r><w:t>see page </w:t></w:r>", reference("Table_3", *results)))
    assert number_pages(document, Pages({"Table5F3": 12}, "LibreOffice"))
    assert document.paragraphs[0].text == "see page 12"


def test_a_reference_to_nowhere_stays_as_it_is() -> None:
    document = Document()
    document.element.body.insert(0, paragraph(reference("gone", "?")))
    assert not number_pages(document, Pages({"here": 2}, "LibreOffice"))
    assert document.paragraphs[0].text == "?"


def test_pages_that_begin_anew_are_left_to_word() -> None:
    document = Document()
    document.element.body.insert(0, paragraph(reference("here", "?")))
    section = document.element.body.find(qn("w:sectPr"))
    section.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="5"/>'))
    assert not number_pages(document, Pages({"here": 2}, "LibreOffice"))


def test_pages_are_read_from_the_tree_of_a_pdf() -> None:
    pdf = (
        b"%PDF-1.6\n9 0 obj\n<</Type/Pages\n/Kids[ 7 0 R 4 0 R ]\n/Count 2>>\nendobj\n"
        b"5 0 obj\n<</5FToc001[4 0 R/XYZ 1 2 0]\n/ab[7 0 R/XYZ 1 2 0]\n/gone[99 0 R/XYZ 1 2 0]\n>>\nendobj\n"
        b"6 0 obj\n<</Type/Catalog/Dests 5 0 R>>\nendobj\n7 0 obj\n<</Producer<FEFF004C0036>>>\nendobj\n"
    )
    assert pages_in(pdf) == Pages({"5FToc001": 2, "ab": 1}, "L6")


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_no_pages(rest: bytes) -> None:
    assert pages_in(rest) == NO_PAGES


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=30))
def test_names_in_a_pdf_hold_letters_digits_and_hyphens_only(name: str) -> None:
    assert re.fullmatch("[0-9A-Za-z-]+", destination(name))
    assert destination("_Toc001-a") == "5FToc001-a"
