"""Pydantic's complaints in plain words: every form has its words, unions tell one thing, echoes tell nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import core_schema

from quickscan.domain.base import Noun
from quickscan.domain.engagement import Answer
from quickscan.domain.process import LeadProcess
from quickscan.domain.questionnaire import Questionnaire
from quickscan.files.fault_words import FORMS
from quickscan.files.faults import in_order
from quickscan.files.kinds import KNOWLEDGE_PARTS, TYPES
from quickscan.files.phrases import name_of, nearest, shown
from quickscan.files.remnant import remnant_of
from quickscan.files.type_walk import noun_at
from quickscan.files.yaml_build import parse_tree

JARGON = re.compile(
    r"\b(input|pydantic|str|int|float|dict|tuple|list\[|validation|discriminator|literal|union|instance)\b", re.IGNORECASE
)


def told(type_: Any, text: str) -> list[str]:
    return [str(problem) for problem in remnant_of(parse_tree(text, "f"), type_).problems]


def patterns(schema: Any) -> Iterator[str]:
    """All patterns in a JSON schema."""
    if isinstance(schema, dict):
        yield from [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
        for part in schema.values():
            yield from patterns(part)
    if isinstance(schema, list):
        for part in schema:
            yield from patterns(part)


def test_every_form_that_a_text_must_have_is_said_in_words() -> None:
    types = [*TYPES.values(), *KNOWLEDGE_PARTS.values()]
    used = {pattern for type_ in types for pattern in patterns(TypeAdapter(type_).json_schema())}
    assert used == FORMS.keys()


def test_a_value_that_may_be_several_things_gives_one_sentence() -> None:
    answers = told(tuple[Answer, ...], "- {question: a.b, respondent: x, value: true}")
    assert len(answers) == 1
    assert "expects a number or a text or a list or keys with values, found true" in answers[0]


def test_a_fault_inside_a_value_of_several_sorts_is_told_inside() -> None:
    assert told(tuple[Answer, ...], "- {question: a.b, respondent: x, value: {web: true}}") == [
        "f:1:47: 'web' expects a number or a text, found true, write a number or a text"
    ]


def test_a_list_with_faulty_entries_is_not_called_too_short_as_well() -> None:
    text = "id: a\nversion: '1.0'\ntitle: {de: a, en: a}\nsections:\n  - nothing\n"
    assert [line.split(",")[0] for line in told(Questionnaire, text)] == ["f:5:5: entry 1 of 'sections' expects keys with values"]


def test_a_question_called_text_with_a_field_called_text_is_told_at_its_place() -> None:
    text = (
        "id: a\nversion: '1.0'\ntitle: {de: a, en: a}\nsections:\n  - id: a\n    code: A\n    title: {de: a, en: a}\n"
        "    intro: {de: a, en: a}\n    questions:\n      - {id: a.b, type: text, title: {de: a, en: a}, minutes: 1,\n"
        "         ask_roles: [x], text: {de: a}}\n"
    )
    assert told(Questionnaire, text) == ["f:11:32: 'en' is missing, add it (The English words)"]


@pytest.mark.parametrize(
    "text", ["[]", "abc", "3", "true", "~", "{}", "{a: {b: [c]}}", "sections: {a: 1}", "sections: [[], 3, ~, {}]"]
)
@pytest.mark.parametrize("type_", [Questionnaire, LeadProcess, Answer])
def test_whatever_a_file_holds_is_told_without_jargon(type_: type[Noun], text: str) -> None:
    sentences = told(type_, text)
    assert sentences
    assert not [sentence for sentence in sentences if JARGON.search(re.sub(r"'[^']*'|\([^)]*\)|write one of .*", "", sentence))]


def test_a_kind_of_fault_nobody_thought_of_still_gives_a_sentence() -> None:
    class Odd(Noun):
        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
            return core_schema.is_instance_schema(int)

    with pytest.raises(ValidationError):
        TypeAdapter(Odd).validate_python("x")
    assert told(Odd, "a: 1")[0].startswith("f:1:1: the file: ")


def test_problems_come_by_line_and_not_by_letter() -> None:
    tree = parse_tree("\n".join(f"a{n}: 1" for n in range(1, 12)), "f")
    problems = [tree.fault((f"a{n}",), "wrong", "right") for n in (10, 2, 9, 11)]
    assert [problem.where for problem in in_order([*problems, problems[0]])] == ["f:2:5", "f:9:5", "f:10:6", "f:11:6"]


def test_the_known_word_that_is_most_alike_is_found_and_nothing_where_nothing_is() -> None:
    assert nearest("poor_folow_up", ["poor_follow_up", "poor_qualification"]) == "poor_follow_up"
    assert nearest("weather", ["poor_follow_up", "poor_qualification"]) is None


def test_values_are_shown_on_one_line_and_not_too_long() -> None:
    assert shown("a\n b") == "the text 'a b'"
    assert len(shown("x" * 500)) < 60
    assert [shown(value) for value in (None, True, 3, 2.5, [], {}, "")] == [
        "nothing", "true", "the number 3", "the number 2.5", "a list", "keys with values", "an empty text",
    ]  # fmt: skip


def test_entries_are_counted_from_one_and_number_keys_are_no_entries() -> None:
    tree = parse_tree("a: [1, 2]\nb: {2: x}\n", "f")
    assert name_of(("a", 1), tree) == "entry 2 of 'a'"
    assert name_of(("b", 2), tree) == "'2'"


def test_the_type_at_a_place_is_found_through_lists_options_and_kinds_of_questions() -> None:
    data = {"sections": [{"questions": [{"type": "number"}, {"type": "matrix", "cell": {}}]}]}
    assert noun_at(Questionnaire, ("sections", 0, "questions", 0), data).__name__ == "NumberQuestion"
    assert noun_at(Questionnaire, ("sections", 0, "questions", 1, "cell"), data).__name__ == "NumberField"
    assert noun_at(Questionnaire, ("sections", 0, "questions", 0, "when"), data).__name__ == "Condition"
    assert noun_at(Questionnaire, ("sections", 0, "code"), data) is None
    assert noun_at(Questionnaire, ("nowhere", 3, "code"), data) is None
