"""The interview guide: on paper stands what the interview asks, in one language, as typed, with room for each answer."""

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from quickscan.domain.base import Language, Text
from quickscan.domain.engagement import Engagement, QuestionnaireCopy
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import MatrixQuestion, MaturityQuestion, Section, TextQuestion
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.interview.agenda import agenda
from quickscan.report.guide import guide, write_guide
from quickscan.report.sheet import BOX
from tests.material import knowledge
from tests.report.paper import MADE_ON, TEMPLATE, Paper, texts
from tests.report.test_report_odd_texts import ODD

Validate = Callable[[Path], list[dict[str, Any]]]
NAME = "Erika Musterfrau"


@cache
def example() -> Engagement:
    """The complete example, as if nobody had been asked yet; people's names are known."""
    whole = read_engagement(shipped_example("car_maker"), knowledge())
    people = tuple(person.model_copy(update={"name": NAME}) for person in whole.respondents)
    return whole.model_copy(update={"answers": (), "respondents": people})


def printed(scan: Engagement, folder: Path, language: Language = "de", chosen: list[str] | None = None) -> Paper:
    target = folder / f"guide_{language}.docx"
    write_guide(guide(scan, knowledge(), chosen, texts(), TEMPLATE, language, MADE_ON), target)
    return Paper(target)


@pytest.fixture(scope="module")
def whole(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The guide of all respondents."""
    return printed(example(), tmp_path_factory.mktemp("guide"), language)


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_a_guide(whole: Paper, ooxml_validate: Validate) -> None:
    assert ooxml_validate(whole.path) == []


def test_everybody_has_a_part_with_their_questions_in_order(whole: Paper, language: Language) -> None:
    plan = agenda(example(), knowledge().rules)
    assert whole.headings(1) == [sitting.respondent.label for sitting in plan.sittings]
    asked = [one.question for sitting in plan.sittings for one in sitting.questions]
    headings = [words.split("\t")[0] for words in whole.headings(3)]
    assert headings == [f"{question.code}  {question.title.in_language(language)}" for question in asked]
    said = whole.paragraphs()
    assert all(question.text.in_language(language) in said for question in asked)


def test_every_answer_finds_its_room(whole: Paper, language: Language) -> None:
    asked = [one.question for sitting in agenda(example(), knowledge().rules).sittings for one in sitting.questions]
    levels = sum(5 for question in asked if isinstance(question, MaturityQuestion))
    options = sum(len(getattr(question, "options", ())) for question in asked)
    boxes = 4 + 3 + 4  # how it is known, how sure it is, and what else became of the question
    assert whole.words().count(BOX) == levels + options + boxes * len(asked)
    grids = [table for table in whole.document.tables if table._tbl.find(f".//{qn('w:insideV')}") is not None]
    matrices = [question for question in asked if isinstance(question, MatrixQuestion)]
    assert len(grids) == len(matrices) > 5
    first = knowledge().channels[0].name.in_language(language)
    assert [row.cells[0].text for row in grids[0].rows][:2] == [texts()["channel"].in_language(language), first]


def test_numbers_have_a_line_and_their_unit(tmp_path: Path) -> None:
    paper = printed(example(), tmp_path, "de", ["controlling", "dealer_south"])
    assert "Typisch (Median)\t\t h" in paper.paragraphs()
    line = next(p for p in paper.document.paragraphs if p.text == "Typisch (Median)\t\t h")
    assert [stop.leader.name for stop in line.paragraph_format.tab_stops] == ["SPACES", "LINES"]


def test_nobodys_name_is_printed(whole: Paper) -> None:
    assert all(NAME.encode() not in content for content in whole.files().values())


def test_all_words_are_in_one_language(whole: Paper, language: Language) -> None:
    other: Language = "en" if language == "de" else "de"
    own = {text.in_language(language) for key, text in texts().items() if key.startswith("guide")}
    foreign = {text.in_language(other) for key, text in texts().items() if key.startswith("guide")} - own
    assert not foreign & {words.strip() for words in whole.paragraphs()}
    tag = {"de": "de-DE", "en": "en-US"}[language]
    assert {element.get(qn("w:val")) for element in whole.document.styles.element.iter(qn("w:lang"))} == {tag}
    assert whole.document.core_properties.language == tag


def test_each_part_has_its_header_and_all_have_page_numbers(whole: Paper) -> None:
    sections = whole.document.sections
    labels = [person.label for person in example().respondents]
    assert [section.header.paragraphs[0].text.split(" · ")[-1] for section in sections] == labels
    assert all(section.header.paragraphs[0].text.startswith("Beispiel Automobil AG\t") for section in sections)
    assert {" PAGE ", " NUMPAGES "} == {code.text for code in sections[0].footer._element.iter(qn("w:instrText"))}
    assert not re.search("{{|}}|{%|%}", whole.words() + whole.edges())


def test_a_question_stays_on_one_page_and_a_heading_never_stands_alone(whole: Paper) -> None:
    """Every paragraph of a question holds on to the next one, up to the last; rows are not split, heads are repeated."""
    kept, last = 0, texts()["guide_else"]
    for paragraph in whole.body.iter(qn("w:p")):
        words = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        keeps = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
        if words.startswith((last.de, last.en)):
            assert keeps is None or keeps.get(qn("w:val")) in ("0", "false")
        elif not _ends_a_block(paragraph):
            assert keeps is not None, words
            kept += 1
    assert kept > 1000
    for table in whole.document.tables:
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    grid = next(table for table in whole.document.tables if table._tbl.find(f".//{qn('w:insideV')}") is not None)
    assert grid.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None


def _ends_a_block(paragraph: Any) -> bool:
    """The last row of the running order, and the paragraph that holds the end of a section."""
    row = paragraph.getparent().getparent()
    ends_table = row.tag == qn("w:tr") and row.getnext() is None and row.getparent().getnext().tag == qn("w:p")
    return ends_table or paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def test_what_was_said_before_stands_there(tmp_path: Path) -> None:
    scan = read_engagement(shipped_example("car_maker"), knowledge())
    paper = printed(scan, tmp_path, "de", ["management", "sales_head"])
    assert "Schon beantwortet: 15 %" in paper.paragraphs()
    assert any(words.startswith("Zurückgestellt ") for words in paper.paragraphs())


def test_odd_texts_come_out_as_typed(tmp_path: Path, ooxml_validate: Validate) -> None:
    paper = printed(_odd(), tmp_path, "de")
    for words in ODD.values():
        assert words in paper.paragraphs()
    assert f"So fragen: „{ODD['emoji']}“" in paper.paragraphs()
    assert f"Achtung: {ODD['XML']}" in paper.paragraphs()
    assert paper.headings(1) == [ODD["template code"]]
    assert "49" not in paper.words()
    assert "bell null" in paper.paragraphs()
    assert ooxml_validate(paper.path) == []


def _odd() -> Engagement:
    """One question of every odd text, in a questionnaire that somebody wrote with relish."""
    odd = {name: Text(de=words, en=words) for name, words in ODD.items()} | {"bell": Text(de="bell\x07 null\x00", en="x")}
    questions = tuple(
        TextQuestion(
            id=f"odd.q{number}", type="text", title=words, text=words, minutes=1, ask_roles=("it",), red_flags=(odd["XML"],),
            probes=(odd["emoji"],),
        )
        for number, words in enumerate(odd.values())
    )  # fmt: skip
    section = Section(id="odd", code="{{", title=odd["right to left"], intro=odd["spaces"], questions=questions)
    asked = example().questionnaire.definition.model_copy(update={"sections": (section,)})
    person = next(one for one in example().respondents if one.role == "it").model_copy(update={"label": ODD["template code"]})
    client = example().client.model_copy(update={"name": "A & B <C> {{ 7*7 }}"})
    return example().model_copy(
        update={"client": client, "respondents": (person,), "questionnaire": QuestionnaireCopy.of(asked), "title": ODD["emoji"]}
    )


def test_the_same_engagement_gives_the_same_bytes() -> None:
    one, other = (guide(example(), knowledge(), ["it"], texts(), TEMPLATE, "de", MADE_ON) for _ in range(2))
    assert one == other


def test_a_role_that_is_asked_nothing_is_told_so(tmp_path: Path) -> None:
    section = example().questionnaire.definition.sections[0]
    only = section.model_copy(update={"questions": section.questions[:1]})
    asked = example().questionnaire.definition.model_copy(update={"sections": (only,)})
    paper = printed(example().model_copy(update={"questionnaire": QuestionnaireCopy.of(asked)}), tmp_path, "de", ["it"])
    assert "An diese Rolle richtet sich zurzeit keine Frage." in paper.paragraphs()


@pytest.mark.parametrize("chosen", [[], ["nobody"], ["it", "nobody"]])
def test_nobody_to_interview_is_a_sentence(chosen: list[str]) -> None:
    with pytest.raises(ScanError, match="nobody"):
        guide(example(), knowledge(), chosen, texts(), TEMPLATE, "de", MADE_ON)
    alone = example().model_copy(update={"respondents": ()})
    with pytest.raises(ScanError, match="nobody to interview is named"):
        guide(alone, knowledge(), None, texts(), TEMPLATE, "de", MADE_ON)


@pytest.mark.needs_libreoffice
@pytest.mark.needs_pdftotext
def test_on_paper_no_question_is_split_and_no_page_is_empty(tmp_path: Path, to_pdf: Callable[[Path], Path]) -> None:
    paper = printed(example(), tmp_path, "de", ["management", "marketing", "controlling"])
    pages = subprocess.run(
        ["pdftotext", "-layout", to_pdf(paper.path), "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")[:-1]
    codes = [words.split("  ")[0] for words in paper.headings(3)]
    ends = "Ohne Antwort:"
    for page in pages:
        begun = sum(bool(re.match(rf"\s*({'|'.join(codes)})\s", line)) for line in page.splitlines())
        assert page.count(ends) == begun
        assert len(re.sub(r"\s", "", page)) > 150
    assert sum(page.count(ends) for page in pages) == len(codes)
