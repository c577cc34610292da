"""Measured losses, contradictions, guesses, and findings that point at their evidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.assessment.assess import assess
from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import Questionnaire
from quickscan.domain.result import Assessment, Finding
from tests.assessment.small import LEVELS, MATURITY, small
from tests.material import engagement, knowledge, questionnaire, said

GUESS = "business_model.self_estimated_loss"
CAPS = knowledge().caps


def _assess(*answers: Answer, asked: Questionnaire | None = None) -> Assessment:
    return assess(engagement(answers, asked or small(guarded=False)), knowledge())


def _of_kind(found: Assessment, kind: str) -> list[Finding]:
    return [finding for finding in found.findings if finding.kind == kind]


@pytest.mark.parametrize("basis", ["documented", "observed", "measured"])
@pytest.mark.parametrize("percent", [0.0, 5.0, 20.0])
def test_a_loss_measured_as_a_whole_takes_the_place_of_maturity(basis: str, percent: float) -> None:
    found = _assess(said("one.b", 0), said("three.whole", percent, basis=basis)).severity["poor_follow_up"]
    assert (found.basis, found.measured_loss) == ("measured", pytest.approx(percent / 100))
    assert found.severity == found.score == pytest.approx(percent / 20)
    assert [pointer.question for pointer in found.evidence] == ["three.whole"]
    assert not found.above_cap


def test_what_was_only_told_is_no_measurement() -> None:
    without = _assess(said("one.b", 2), said("two.c", 1))
    told = _assess(said("one.b", 2), said("two.c", 1), said("three.whole", 19.0), said("three.part", 9.0))
    assert told.severity == without.severity
    assert told.loss_rate == without.loss_rate


@settings(max_examples=60)
@given(level=LEVELS, percent=st.floats(0, 10))
def test_a_loss_measured_in_part_is_a_floor(level: int, percent: float) -> None:
    found = _assess(said("two.c", level), said("three.part", percent, basis="measured")).severity["media_breaks"]
    from_maturity, floor = 1 - level / 4, percent / 10
    assert found.severity == pytest.approx(max(from_maturity, floor))
    assert found.basis == ("measured" if floor > from_maturity else "maturity")


@pytest.mark.parametrize(("question", "cause"), [("three.whole", "poor_follow_up"), ("three.part", "media_breaks")])
@pytest.mark.parametrize("level", [0, 2, 4])
def test_a_loss_above_the_cap_is_warned_about_and_the_cap_is_used(question: str, cause: str, level: int) -> None:
    found = _assess(said("two.c", level), said(question, 35.0, basis="measured"))
    assert found.severity[cause].above_cap
    assert found.severity[cause].severity == 1.0
    (warning,) = _of_kind(found, "above_cap")
    assert warning.causes == (cause,)
    assert "35%" in warning.text.en
    assert f"{100 * CAPS[cause]:g}%" in warning.text.en
    assert [pointer.question for pointer in warning.evidence] == [question]


@settings(max_examples=60)
@given(guess=st.floats(0, 100), basis=st.sampled_from(["told", "documented", "measured"]))
def test_a_self_estimate_never_flows_in(guess: float, basis: str) -> None:
    answers = [said(name, 2) for name in MATURITY]
    without, with_guess = _assess(*answers), _assess(*answers, said(GUESS, guess, basis=basis))
    assert with_guess.loss_rate == without.loss_rate
    assert with_guess.severity == without.severity
    (told,) = _of_kind(with_guess, "self_estimate")
    assert told.weight == 0.0


@pytest.mark.parametrize(("head", "dealer", "apart"), [(3, 1, True), (0, 4, True), (3, 2, False), (2, 2, False)])
def test_levels_two_or_more_apart_contradict_each_other(head: int, dealer: int, apart: bool) -> None:
    found = _assess(said("one.a", head), said("one.a", dealer, "dealer"))
    contradictions = _of_kind(found, "contradiction")
    assert bool(contradictions) == apart
    for finding in contradictions:
        assert {pointer.respondent for pointer in finding.evidence} == {"head", "dealer"}
        assert "Händler Nord" in finding.text.de


def test_a_contradiction_leaves_more_doubt_than_agreement() -> None:
    others = [said(name, 2, confidence=3) for name in MATURITY[1:]]
    agreed = _assess(*others, said("one.a", 2, confidence=3), said("one.a", 2, "dealer", confidence=3)).loss_rate
    apart = _assess(*others, said("one.a", 3, confidence=3), said("one.a", 1, "dealer", confidence=3)).loss_rate
    assert apart.mean == pytest.approx(agreed.mean)
    assert apart.high - apart.low > agreed.high - agreed.low


def test_only_the_newest_record_of_a_respondent_counts() -> None:
    first, second = said("one.a", 0), said("one.a", 4, revision=2, supersedes=1, change_reason="verhört")
    for answers in ((first, second), (second, first)):
        found = _assess(*answers)
        assert found.maturity["one"].score == 4.0
        assert [pointer.revision for pointer in found.maturity["one"].evidence] == [2]


STATUS = st.sampled_from(["dont_know", "refused", "deferred"])


@settings(max_examples=40)
@given(
    levels=st.dictionaries(
        st.sampled_from([question.id for question in questionnaire().questions() if question.type == "maturity"]),
        st.tuples(LEVELS | STATUS, LEVELS | STATUS),
        max_size=30,
    )
)
def test_findings_point_at_answers_that_exist(levels: dict[str, tuple[int | str, int | str]]) -> None:
    answers = [
        said(name, level, who) if isinstance(level, int) else Answer(question=name, respondent=who, status=level)
        for name, pair in levels.items()
        for who, level in zip(("head", "dealer"), pair, strict=True)
    ]
    found = _assess(*answers, asked=questionnaire())
    there = {(answer.question, answer.respondent, answer.revision) for answer in answers}
    for finding in found.findings:
        pointers = {(pointer.question, pointer.respondent, pointer.revision) for pointer in finding.evidence}
        assert pointers <= there
        assert pointers or finding.kind == "not_enough_answers"
        assert set(finding.causes) <= set(CAPS)
        assert "{" not in finding.text.de + finding.text.en
    weights = [finding.weight for finding in found.findings]
    assert weights == sorted(weights, reverse=True)


def test_an_engagement_without_answers_says_what_is_missing() -> None:
    found = _assess(asked=questionnaire())
    assert {finding.kind for finding in found.findings} == {"not_enough_answers"}
    assert {cause for finding in found.findings for cause in finding.causes} == set(CAPS)
    assert found.loss_rate.coverage == 0.0
    assert found.next_best_questions
    assert set(found.unanswered) <= {question.id for question in questionnaire().questions()}
