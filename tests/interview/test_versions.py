"""What differs between two versions: nothing between equal ones, everything that was changed, and the same from both sides."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.base import Text
from quickscan.domain.question_parts import Condition, Informs, NumberField, Option
from quickscan.domain.questionnaire import Question, Questionnaire, Section
from quickscan.interview.versions import QUESTION_PARTS, SECTION_PARTS, differences, same_questions
from tests.material import questionnaire

Changed = Callable[[Question], dict[str, Any]]


def words(text: str) -> Text:
    return Text(de=text, en=text)


def with_question(version: Questionnaire, name: str, changed: Changed) -> Questionnaire:
    """The version with one question changed."""
    sections = tuple(
        section.model_copy(
            update={"questions": tuple(q.model_copy(update=changed(q)) if q.id == name else q for q in section.questions)}
        )
        for section in version.sections
    )
    return version.model_copy(update={"sections": sections})


def without_question(version: Questionnaire, name: str) -> Questionnaire:
    sections = [
        section.model_copy(update={"questions": tuple(q for q in section.questions if q.id != name)})
        for section in version.sections
    ]
    return version.model_copy(update={"sections": tuple(section for section in sections if section.questions)})


def with_conditions_on(version: Questionnaire, name: str, new: str) -> Questionnaire:
    """The version with every condition that looks at a question looking at another one."""
    for question in [one for one in version.questions() if one.when is not None and one.when.question == name]:
        looking = question.when.model_copy(update={"question": new}) if question.when else None
        version = with_question(version, question.id, lambda _, looking=looking: {"when": looking})  # type: ignore[misc]  # bound now
    return version


def renamed(question: Question) -> dict[str, Any]:
    return {"id": f"{question.id}_new", "aliases": (*question.aliases, question.id)}


MUTATIONS: dict[str, tuple[str, Changed]] = {
    "renamed": ("follow_up.accepted", renamed),
    "text": ("follow_up.accepted", lambda q: {"text": words("Anders?")}),
    "values": ("follow_up.accepted", lambda q: {"fields": (NumberField(kind="percentage", unit="percent", maximum=50),)}),
    "condition": ("follow_up.accepted", lambda q: {"when": Condition(question="capture.missed_calls", at_least=1)}),
    "roles": ("follow_up.accepted", lambda q: {"ask_roles": ("dealer", "dealer")}),
    "meaning": ("follow_up.accepted", lambda q: {"informs": (Informs(cause="poor_follow_up", weight=3),)}),
    "effort": ("follow_up.accepted", lambda q: {"minutes": q.minutes + 1}),
    "names": ("follow_up.accepted", lambda q: {"aliases": ("E-99",)}),
}


@pytest.mark.parametrize("kind", MUTATIONS)
def test_each_sort_of_change_is_told_once_and_by_its_name(kind: str) -> None:
    name, changed = MUTATIONS[kind]
    (change,) = differences(questionnaire(), with_question(questionnaire(), name, changed))
    assert (change.kind, change.of, change.was) == (kind, "question", name)


def test_added_and_removed_questions_bring_the_question_along() -> None:
    fewer = without_question(questionnaire(), "follow_up.accepted")
    (removed,), (added,) = differences(questionnaire(), fewer), differences(fewer, questionnaire())
    assert (removed.kind, removed.was, removed.now, removed.name) == ("removed", "follow_up.accepted", None, "follow_up.accepted")
    assert (added.kind, added.was, added.now) == ("added", None, "follow_up.accepted")
    assert removed.before == added.after == questionnaire().question("follow_up.accepted")


def test_a_section_more_is_told_with_its_questions_and_one_less_the_other_way_round() -> None:
    full = questionnaire()
    fewer = full.model_copy(update={"sections": full.sections[:-1]})
    last = full.sections[-1]
    expected = [("section", None, last.id), *(("question", None, question.id) for question in last.questions)]
    found = differences(fewer, full)
    assert {change.kind for change in found} == {"added"}
    assert [(change.of, change.was, change.now) for change in found] == expected
    assert found[0].after == last.title
    assert [change.turned_round() for change in differences(full, fewer)] == list(found)


def test_a_question_in_another_section_under_its_new_name_has_moved() -> None:
    question = questionnaire().question("follow_up.accepted")
    there = question.model_copy(update={"id": "routing.accepted", "aliases": ("E-02", "follow_up.accepted")})
    fewer = without_question(questionnaire(), "follow_up.accepted")
    sections = tuple(
        s.model_copy(update={"questions": (*s.questions, there)}) if s.id == "routing" else s for s in fewer.sections
    )
    found = differences(questionnaire(), fewer.model_copy(update={"sections": sections}))
    assert [(change.kind, change.before, change.after) for change in found] == [
        ("renamed", "follow_up.accepted", "routing.accepted"),
        ("moved", "follow_up", "routing"),
    ]


def test_levels_are_the_same_whether_they_are_shared_or_its_own_and_differ_where_the_scale_does() -> None:
    full = questionnaire()
    shared = next(q for q in full.questions() if q.type == "maturity" and q.scale == "generic")
    own = with_question(full, shared.id, lambda q: {"scale": None, "levels": full.scales[0].levels})
    assert differences(full, own) == ()
    other = full.scales[0].model_copy(update={"levels": (words("Nie"), *full.scales[0].levels[1:])})
    using = {q.id for q in full.questions() if q.type == "maturity" and q.scale == "generic"}
    found = differences(full, full.model_copy(update={"scales": (other, *full.scales[1:])}))
    assert {change.now for change in found} == using
    assert {(change.kind, change.part) for change in found} == {("values", "levels")}


def test_another_sort_of_question_is_told_beside_what_else_changed() -> None:
    several = with_question(questionnaire(), "business_model.sales_model", lambda q: {"type": "multiple_choice"})
    assert [(c.kind, c.before, c.after) for c in differences(questionnaire(), several)] == [
        ("type", "single_choice", "multiple_choice")
    ]


def test_sections_that_come_go_or_say_something_else_are_told() -> None:
    full = questionnaire()
    fewer = full.model_copy(update={"sections": full.sections[:-1]})
    assert {change.of for change in differences(full, fewer)} == {"section", "question"}
    first = full.sections[0].model_copy(update={"title": words("Anders"), "process_step": "follow_up"})
    found = differences(full, full.model_copy(update={"sections": (first, *full.sections[1:])}))
    assert [(change.kind, change.part) for change in found] == [("text", "title"), ("meaning", "process_step")]
    turned = full.model_copy(update={"sections": full.sections[::-1], "title": words("Anders")})
    assert [(change.kind, change.of, change.part) for change in differences(full, turned)] == [
        ("text", "questionnaire", "title"),
        ("order", "questionnaire", "sections"),
    ]


def test_another_order_within_a_section_is_told_and_a_new_question_between_is_not() -> None:
    full = questionnaire()
    section = full.sections[0]
    turned = section.model_copy(update={"questions": section.questions[::-1]})
    found = differences(full, full.model_copy(update={"sections": (turned, *full.sections[1:])}))
    assert [(change.kind, change.now) for change in found] == [("order", section.id)]
    fewer = without_question(full, section.questions[1].id)
    assert [change.kind for change in differences(fewer, full)] == ["added"]


def test_a_condition_on_a_renamed_question_is_the_same_condition() -> None:
    looked_at = "unripe.not_ready_share"
    version = with_conditions_on(with_question(questionnaire(), looked_at, renamed), looked_at, f"{looked_at}_new")
    assert f"{looked_at}_new" in [q.when.question for q in version.questions() if q.when]
    assert [change.kind for change in differences(questionnaire(), version)] == ["renamed"]


def test_a_code_alone_makes_no_question_the_same() -> None:
    version = with_question(questionnaire(), "follow_up.accepted", lambda q: {"id": "follow_up.other"})
    assert {change.kind for change in differences(questionnaire(), version)} == {"added", "removed"}


def test_two_questions_that_become_one_are_told_as_one_renamed_and_one_removed() -> None:
    fewer = without_question(without_question(questionnaire(), "follow_up.accepted"), "follow_up.attempts")
    kept = questionnaire().question("follow_up.accepted")
    both = kept.model_copy(update={"id": "follow_up.both", "aliases": ("follow_up.accepted", "follow_up.attempts")})
    sections = tuple(
        s.model_copy(update={"questions": (both, *s.questions)}) if s.id == "follow_up" else s for s in fewer.sections
    )
    pairs = same_questions(questionnaire(), fewer.model_copy(update={"sections": sections}))
    assert sorted(was for was, now in pairs.items() if now == "follow_up.both") == ["follow_up.accepted"]


def test_every_part_of_questions_and_sections_is_compared() -> None:
    (kinds, *_) = get_args(Question)
    fields = {name for kind in get_args(kinds) for name in kind.model_fields}
    assert fields - {"id", "aliases", "type", "scale"} == set(QUESTION_PARTS)
    assert Section.model_fields.keys() - {"id", "questions"} == set(SECTION_PARTS)


NAMES = st.sampled_from([question.id for question in questionnaire().questions()])


WHAT = st.sampled_from(["removed", "renamed", "text", "roles", "effort"])
Edits = tuple[dict[str, str], bool]
EDITS: st.SearchStrategy[Edits] = st.tuples(st.dictionaries(NAMES, WHAT, max_size=4), st.booleans())
"""What is done to some questions of the full questionnaire, and whether its sections are turned round."""


def edited(edits: Edits) -> Questionnaire:
    """The full questionnaire after these edits."""
    version = questionnaire()
    for name, what in edits[0].items():
        version = without_question(version, name) if what == "removed" else with_question(version, name, MUTATIONS[what][1])
        version = with_conditions_on(version, name, f"{name}_new") if what == "renamed" else version
    return version.model_copy(update={"sections": version.sections[::-1]}) if edits[1] else version


@given(EDITS)
def test_between_equal_versions_nothing_differs(edits: Edits) -> None:
    version = edited(edits)
    again = Questionnaire.model_validate_json(version.model_dump_json())
    assert differences(version, again.model_copy(update={"version": "9.9"})) == ()


@given(EDITS, EDITS)
def test_seen_from_the_other_side_the_same_differs(first: Edits, second: Edits) -> None:
    one, other = edited(first), edited(second)
    there, back = differences(one, other), differences(other, one)
    assert sorted(repr(change.turned_round()) for change in there) == sorted(map(repr, back))


@given(EDITS, EDITS)
def test_no_question_becomes_two_and_no_two_become_one(first: Edits, second: Edits) -> None:
    one, other = edited(first), edited(second)
    pairs = same_questions(one, other)
    assert len(set(pairs.values())) == len(pairs)
    told = {change.was for change in differences(one, other) if change.kind == "removed" and change.of == "question"}
    assert told | pairs.keys() == {question.id for question in one.questions()}


@given(EDITS)
def test_every_edit_is_told_and_where_nothing_is_told_nothing_was_edited(edits: Edits) -> None:
    told = {change.was for change in differences(questionnaire(), edited(edits)) if change.of == "question"}
    assert told == edits[0].keys()


def test_an_option_more_is_a_change_of_what_may_be_answered() -> None:
    more = Option(id="phone", text=words("Telefon"))
    version = with_question(questionnaire(), "business_model.sales_model", lambda q: {"options": (*q.options, more)})  # type: ignore[union-attr]  # a choice
    (change,) = differences(questionnaire(), version)
    assert (change.kind, change.part, len(change.after) - len(change.before)) == ("values", "options", 1)
