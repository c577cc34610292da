"""The report as a file: valid, complete, in one language, the same every time."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from quickscan.domain.base import Language
from tests.report.paper import Paper, car_maker, texts, with_client, write

Validate = Callable[[Path], list[dict[str, Any]]]


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_a_report(paper: Paper, ooxml_validate: Validate) -> None:
    assert ooxml_validate(paper.path) == []


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_a_report_of_hardly_any_answers(sparse: Paper, ooxml_validate: Validate) -> None:
    assert ooxml_validate(sparse.path) == []


def test_the_same_scan_gives_the_same_bytes(german: Paper, tmp_path: Path) -> None:
    assert write(car_maker(), tmp_path, "de").path.read_bytes() == german.path.read_bytes()


def test_no_tag_and_no_sign_is_left_over(paper: Paper, sparse: Paper) -> None:
    for written in (paper, sparse):
        assert not re.search("{{|}}|{%|%}|[\ufdd0-\ufdef]", written.words() + written.edges())
        everywhere = [content.decode() for name, content in written.files().items() if name.endswith(".xml")]
        assert not [text for text in everywhere if re.search("[\ufdd0-\ufdef]", text)]


def test_every_chapter_is_there_in_order(paper: Paper, language: Language) -> None:
    chapters = (
        "summary",
        "approach",
        "business",
        "process_now",
        "findings",
        "causes",
        "simulation",
        "business_case",
        "advice",
        "roadmap",
        "steering",
        "robustness",
        "gaps",
        "appendix",
    )
    assert paper.headings(1) == [texts()[chapter].in_language(language) for chapter in chapters]


def test_the_fixed_words_are_in_one_language(paper: Paper, language: Language) -> None:
    own = {text.in_language(language) for text in texts().values()}
    foreign = {text.in_language("en" if language == "de" else "de") for text in texts().values()} - own
    printed = paper.paragraphs()
    assert [words for words in printed if words.strip() in foreign] == []
    sentences = [words for words in foreign if len(words) > 30 and "{" not in words]
    assert [words for words in sentences if words in "\n".join(printed)] == []


def test_spelling_is_checked_in_the_language_of_the_report(paper: Paper, language: Language) -> None:
    tag = {"de": "de-DE", "en": "en-US"}[language]
    found = {element.get(qn("w:val")) for element in paper.document.styles.element.iter(qn("w:lang"))}
    assert found == {tag}
    assert paper.document.core_properties.language == tag


def test_the_file_says_what_it_is(german: Paper) -> None:
    properties = german.document.core_properties
    assert properties.title == f"{car_maker().engagement.title} – {car_maker().engagement.client.name}"
    assert properties.created == properties.modified
    assert str(properties.created.date()) == "2026-11-24"


def test_a_client_with_signs_of_xml_prints_as_that(tmp_path: Path) -> None:
    written = write(with_client(car_maker(), name="A & B <C>"), tmp_path)
    assert "A & B <C>" in written.paragraphs()
    assert "A &amp; B &lt;C&gt;" in written.edges()
    assert written.document.core_properties.title.endswith("A & B <C>")


def test_the_table_of_contents_lists_every_heading_and_leads_there(paper: Paper) -> None:
    links = list(paper.body.iter(qn("w:hyperlink")))
    bookmarks = {mark.get(qn("w:name")) for mark in paper.body.iter(qn("w:bookmarkStart"))}
    headings = [words for words in paper.document.paragraphs if words.style.name in ("Heading 1", "Heading 2")]
    listed = ["".join(text.text for text in link.iter(qn("w:t")) if text.text.strip()) for link in links]
    assert len(links) == len(headings) > 30
    assert {link.get(qn("w:anchor")) for link in links} == {name for name in bookmarks if name.startswith("_Toc")}
    assert [re.sub(r"^[0-9.]+", "", words) for words in listed] == [heading.text.strip() for heading in headings]


def test_the_table_of_contents_stays_a_field_that_word_updates(german: Paper) -> None:
    field = next(element for element in german.body.iter(qn("w:instrText")) if element.text.strip().startswith("TOC"))
    begin = field.getparent().getprevious().find(qn("w:fldChar"))
    assert begin.get(qn("w:dirty")) == "true"


def test_captions_are_numbered_from_one(german: Paper) -> None:
    for label in ("Tabelle", "Abbildung"):
        found = [int(number) for number in re.findall(rf"^{label} (\d+): ", german.words(), re.MULTILINE)]
        assert found == list(range(1, len(found) + 1))
        assert found


def test_every_table_with_a_head_repeats_it_and_splits_no_row(german: Paper) -> None:
    headed = [table for table in german.document.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(headed) > 20
    for table in headed:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


@pytest.mark.needs_libreoffice
@pytest.mark.needs_pdftotext
def test_a_report_prints_without_empty_pages_and_errors(german: Paper, to_pdf: Callable[[Path], Path]) -> None:
    printed = subprocess.run(
        ["pdftotext", "-layout", to_pdf(german.path), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = printed.split("\f")[:-1]
    client = car_maker().engagement.client.name
    inner = [re.sub(rf"{client}|Quick-Scan Leadmanagement|Herkunft:.*|Vertraulich ·.*|\s", "", page) for page in pages]
    assert min(len(words) for words in inner) > 60
    assert "Bewertungsregeln" in pages[1]
    assert 25 <= len(pages) <= 42
    assert not re.search("Fehler|Error", pages[1])
