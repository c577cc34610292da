"""The other templates that are shipped: another brand, and the short one. All are valid, whole and of their own look."""

import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from quickscan.domain.base import Language
from quickscan.report.chart import COLOURS
from quickscan.report.chart_look import ACCENTS, dress_of
from quickscan.report.environment import TemplateEnvironment
from quickscan.report.template import open_template
from quickscan.report.word import inspect_template
from tests.report.paper import ROOT, TEMPLATE, Paper, car_maker, nearly_empty, texts, write

Validate = Callable[[Path], list[dict[str, Any]]]
OTHERS = ("harbour", "short")
FEWEST_PAGES, MOST_PAGES = 8, 12
"""Of the short report of the complete example."""


def file_of(name: str) -> Path:
    return ROOT / "report_templates" / f"{name}.docx"


def test_every_shipped_template_has_no_faults() -> None:
    files = sorted(TEMPLATE.parent.glob("*.docx"))
    assert {file.stem for file in files} == {"standard", *OTHERS}
    assert [fault for file in files for fault in inspect_template(file, texts()).faults] == []


def test_they_share_the_standard_words() -> None:
    assert sorted(file.name for file in TEMPLATE.parent.glob("*.texts.yaml")) == [
        "author_guide.texts.yaml",
        "deck.texts.yaml",
        "standard.texts.yaml",
        "workbook.texts.yaml",
    ]


@pytest.mark.needs_ooxml_validator
@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("scan", [car_maker, nearly_empty])
def test_word_finds_no_fault_in_their_reports(
    name: str, scan: Callable[[], Any], language: Language, tmp_path: Path, ooxml_validate: Validate
) -> None:
    paper = write(scan(), tmp_path, language, file_of(name))
    assert ooxml_validate(paper.path) == []
    assert not re.search("{{|}}|{%|%}|[\ufdd0-\ufdef]", paper.words() + paper.edges())


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return write(car_maker(), tmp_path_factory.mktemp("harbour"), "de", file_of("harbour"))


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return write(car_maker(), tmp_path_factory.mktemp("short"), "de", file_of("short"))


def test_another_brand_says_the_same(harbour: Paper, german: Paper) -> None:
    said = [words for words in harbour.paragraphs() if words.strip()]
    assert said == [words for words in german.paragraphs() if words.strip()]


def test_another_brand_has_colours_fonts_and_a_logo_of_its_own(harbour: Paper) -> None:
    content = {name: part for name, part in harbour.files().items() if name.endswith(".xml")}
    look = b"".join(part for name, part in content.items() if name in ("word/styles.xml", "word/document.xml"))
    assert b"1F3A5F" in look
    assert b"0B6E82" not in look
    assert b'"Arial"' not in look
    assert harbour.document.styles["Heading 1"].font.name == "Arial Narrow"
    pictures = [name for name in harbour.files() if name.startswith("word/media/")]
    assert pictures
    for about in harbour.body.iter(qn("wp:docPr")):
        assert about.get("descr"), "a picture or chart that says nothing"


def test_charts_of_another_brand_wear_its_colours(harbour: Paper) -> None:
    drawn = b"".join(part for name, part in harbour.files().items() if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    assert b"A63D2F" in drawn
    assert b"Arial Narrow" in drawn
    assert not [colour for colour in COLOURS.values() if f'val="{colour}"'.encode() in drawn]


def test_charts_of_an_ordinary_theme_stay_as_they_are() -> None:
    content = b'<c val="0B6E82" typeface="Arial"/>'
    assert dress_of(open_template(TEMPLATE).docx)(content) == content


def test_a_theme_gives_each_colour_its_place() -> None:
    dress = dress_of(open_template(file_of("harbour")).docx)
    dressed = [dress(f'val="{COLOURS[colour]}"'.encode()).decode()[5:-1] for colour in ACCENTS]
    assert dressed == ["1F3A5F", "A9BBD3", "A63D2F", "E0B4AC", "2E7D6B", "D2CABB"]


def test_the_short_report_has_what_a_decision_needs(short: Paper) -> None:
    words = texts()
    chapters = ("summary", "causes", "business_case", "roadmap", "decision", "appendix")
    assert short.headings(1) == [words[chapter].de for chapter in chapters]
    asked = short.words().rpartition(f"\n{words['decision'].de}\n")[2]
    assert "R12" in asked, "the last chapter says what to approve"


def test_the_short_report_refers_to_nothing_that_is_not_in_it(short: Paper) -> None:
    marks = {mark.get(qn("w:name")) for mark in short.body.iter(qn("w:bookmarkStart"))}
    codes = [code.text or "" for code in short.body.iter(qn("w:instrText"))]
    referred = {code.split()[1] for code in codes if code.split()[:1] in (["REF"], ["PAGEREF"])}
    assert referred <= marks


@pytest.mark.needs_libreoffice
def test_the_short_report_has_eight_to_twelve_pages(short: Paper, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(short.path)], check=True, capture_output=True, timeout=300)
    pdf = next(tmp_path.glob("*.pdf")).read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf))
    assert FEWEST_PAGES <= pages <= MOST_PAGES


def test_templates_hold_nothing_of_the_machine_they_were_made_on() -> None:
    for name in OTHERS:
        with zipfile.ZipFile(file_of(name)) as archive:
            core = archive.read("docProps/core.xml").decode()
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert "<dc:creator>Quick-Scan</dc:creator>" in core


def test_what_stands_in_a_template_is_understood_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tag once, however often it stands there, and each part of the file once for both checking and filling."""
    understood: Counter[str] = Counter()
    parse = TemplateEnvironment._parse

    def counting(self: TemplateEnvironment, source: str, *others: Any) -> Any:
        understood[source.replace("\n", "")] += 1
        return parse(self, source, *others)

    monkeypatch.setattr(TemplateEnvironment, "_parse", counting)
    write(car_maker(), tmp_path)
    assert len(understood) > 200
    assert {source: times for source, times in understood.items() if source and times > 1} == {}
