"""The guide for authors of templates: complete, in both languages, and valid."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from quickscan.domain.base import Language
from quickscan.files.templates import guide_words
from quickscan.report import author_guide as author_guide_module
from quickscan.report.author_guide import author_guide, author_guide_markdown, blocks, fields_of
from quickscan.report.chart_names import CHART_NAMES
from quickscan.report.fields import paths, shape_of_context
from quickscan.report.wording import Wording
from tests.report.paper import TEMPLATE, texts

Validate = Callable[[Path], list[dict[str, Any]]]


def _texts() -> dict[str, Any]:
    return {**texts(), **guide_words()}


def test_it_names_every_field_that_a_template_may_use() -> None:
    assert {field.path.replace("[ ]", "") for field in fields_of()} == set(paths(shape_of_context([])))


def test_every_field_says_what_it_gives() -> None:
    assert [field.path for field in fields_of() if not field.meaning.endswith(".")] == []


def test_lists_are_told_from_texts() -> None:
    kinds = {field.path: field.kind for field in fields_of()}
    assert (kinds["cover"], kinds["cover.client"], kinds["causes.rows"]) == ("group", "text", "list")
    assert kinds["causes.rows[ ].name"] == "text"


def test_the_words_of_fields_are_those_of_the_program_and_none_is_left_over() -> None:
    written = {text.en for key, text in guide_words().items() if key.startswith("field_")}
    assert written == {field.meaning for field in fields_of()}


def test_every_chart_is_explained() -> None:
    shown = {name for block in blocks(Wording(_texts(), "de")) for name, _ in block.rows}
    assert {f"chart: {name}" for name in CHART_NAMES} <= shown


def test_german_and_english_differ_in_every_meaning(language: Language) -> None:
    other: Language = "en" if language == "de" else "de"
    here = {row for block in blocks(Wording(_texts(), language)) for row in block.rows}
    there = {row for block in blocks(Wording(_texts(), other)) for row in block.rows}
    assert here & there == set()


def test_no_word_of_the_guide_is_left_over() -> None:
    names = [key for key in guide_words() if not key.startswith("field_")]

    code = Path(author_guide_module.__file__).read_text(encoding="utf-8")
    made = [f"guide_{rule}{ending}" for rule in author_guide_module.RULES for ending in ("", "_title")]
    made += [f"guide_chart_{name}" for name in CHART_NAMES]
    assert [name for name in names if name not in made and f'"{name}"' not in code] == []


def test_tags_are_shown_and_not_filled() -> None:
    words = "\n".join(line for block in blocks(Wording(_texts(), "en")) for line in block.paragraphs)
    for tag in ("{{ cover.client }}", "{%p for row in causes.rows %}", "{%tr endfor %}", "{%p if advice.measures %}"):
        assert tag in words


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_it(language: Language, tmp_path: Path, ooxml_validate: Validate) -> None:
    target = tmp_path / "guide.docx"
    target.write_bytes(author_guide(TEMPLATE, _texts(), language))
    assert ooxml_validate(target) == []
    headings = [paragraph.text for paragraph in Document(str(target)).paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [guide_words()[key].in_language(language) for key in ("guide_title", "guide_all_fields")]
    edges = Document(str(target)).sections[0].header._element.xml
    assert "{{" not in edges


def test_as_markdown_it_has_a_row_for_every_field(language: Language) -> None:
    written = author_guide_markdown(_texts(), language)
    assert all(f"| `{field.path}` |" in written for field in fields_of())
    assert "\n\n\n" not in written
