"""Which questions apply, and what several respondents say together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.engagement import Answer, Value
from quickscan.domain.questionnaire import Condition
from quickscan.interview.consolidate import consolidate
from quickscan.interview.path import follow, holds
from tests.material import engagement, knowledge, questionnaire, said

RULES = knowledge().rules
WHO = ("head", "dealer")
GUARD, GUARDED = "routing.reassigned", "routing.time_to_correct"
MODEL = Condition(question="business_model.sales_model", is_one_of=("dealer", "agent"))
MANY = Condition(question="routing.reassigned", at_least=1, at_most=10)


def _applies(*answers: Answer) -> bool:
    return GUARDED in {question.id for _, question in follow(engagement(answers), RULES).questions}


@pytest.mark.parametrize(("percent", "asked"), [(0.0, False), (0.1, True), (50.0, True)])
def test_a_conditional_question_is_asked_when_its_condition_holds(percent: float, asked: bool) -> None:
    assert _applies(said(GUARD, percent)) == asked


def test_an_unknown_answer_opens_nothing() -> None:
    assert not _applies()
    assert not _applies(Answer(question=GUARD, respondent="head", status="dont_know"))


def test_an_answer_hidden_later_is_kept_but_takes_no_part() -> None:
    hidden = engagement([said(GUARD, 0.0), said(GUARDED, 48.0)])
    assert len(hidden.answers) == 2
    assert GUARDED not in follow(hidden, RULES).answers


def test_a_question_everybody_calls_not_applicable_does_not_apply() -> None:
    nobody = [
        Answer(question=GUARD, respondent=who, status="not_applicable", reason="keine Gebiete") for who in ("head", "dealer")
    ]
    assert GUARD not in {question.id for _, question in follow(engagement(nobody), RULES).questions}
    assert GUARD in follow(engagement([nobody[0], said(GUARD, 3.0, "dealer")]), RULES).answers


@pytest.mark.parametrize(("model", "percent", "both", "one"), [
    ("dealer", 5.0, True, True), ("direct", 5.0, False, True), ("dealer", 20.0, False, True), ("direct", None, False, False),
])  # fmt: skip
def test_conditions_combine_by_all_and_any(model: str, percent: float | None, both: bool, one: bool) -> None:
    values = {"business_model.sales_model": model, "routing.reassigned": percent}
    assert holds(Condition(all=(MODEL, MANY)), values) == both
    assert holds(Condition(any=(MODEL, MANY)), values) == one


@pytest.mark.parametrize(
    ("value", "between"), [(0.9, False), (1, True), (10.0, True), (10.1, False), ("agent", False), (("agent",), False)]
)
def test_a_condition_on_a_number_holds_between_its_limits_and_for_numbers_only(value: Value, between: bool) -> None:
    assert holds(MANY, {"routing.reassigned": value}) == between


@pytest.mark.parametrize(
    ("value", "holding"), [("agent", True), ("direct", False), (("direct", "dealer"), True), (("direct",), False)]
)
def test_of_several_options_chosen_one_is_enough_for_a_condition(value: Value, holding: bool) -> None:
    assert holds(MODEL, {"business_model.sales_model": value}) == holding


def _together(question: str, *answers: Answer):
    return consolidate(questionnaire().question(question), answers, RULES)


@given(levels=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), min_size=2, max_size=5))
def test_levels_of_equal_basis_are_averaged_by_confidence_and_stay_between_them(levels: list[tuple[int, int]]) -> None:
    found = _together("capture.one_tool", *[said("capture.one_tool", level, confidence=sure) for level, sure in levels])
    assert found.rule == "mean"
    assert found.value == pytest.approx(sum(level * sure for level, sure in levels) / sum(sure for _, sure in levels))
    assert found.confidence == min(sure for _, sure in levels)


def test_a_measurement_outweighs_any_number_of_opinions() -> None:
    told = [said(GUARD, 30.0, who, confidence=3) for who in ("head", "dealer")]
    found = _together(GUARD, *told, said(GUARD, 4.0, "export", basis="measured", confidence=1))
    assert (found.value, found.rule, found.basis, found.confidence) == (4.0, "best_basis", "measured", 1)
    assert found.contradiction  # that people think otherwise is still told
    assert found.evidence[0].respondent == "export"


def test_where_nobody_knows_the_value_is_unknown() -> None:
    found = _together(GUARD, *[Answer(question=GUARD, respondent=who, status="dont_know") for who in ("head", "dealer")])
    assert (found.value, found.rule, found.confidence, found.contradiction) == (None, "unknown", None, False)
    assert len(found.evidence) == 2


def test_of_choices_the_one_named_most_counts() -> None:
    name = "business_model.sales_model"
    found = _together(name, said(name, "direct", confidence=3), said(name, "dealer", "dealer"), said(name, "dealer", "export"))
    assert (found.value, found.rule, found.contradiction) == ("dealer", "most_frequent", True)


def test_tables_are_averaged_row_by_row() -> None:
    name = "capture.inquiries_per_channel"
    found = _together(name, said(name, {"web": 100, "fair": 10}), said(name, {"web": 300}, "dealer"))
    assert found.value == {"web": 200.0, "fair": 10.0}
    assert found.contradiction  # 300 is three times 100


@pytest.mark.parametrize(("one", "other", "apart"), [(10.0, 29.0, False), (10.0, 30.0, True)])
def test_percentages_contradict_each_other_from_20_points_on(one: float, other: float, apart: bool) -> None:
    assert _together(GUARD, said(GUARD, one), said(GUARD, other, "dealer")).contradiction == apart
