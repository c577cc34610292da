"""Properties of maturity, severity and loss that hold for any answers."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quickscan.assessment.assess import Scored, assess
from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import Questionnaire
from quickscan.domain.result import Assessment, Band, LossRange
from tests.assessment.small import CAUSES, GUARDED, LEVELS, MATURITY, UNKNOWN, Case, cases, small
from tests.material import engagement, knowledge, said

CAPS = knowledge().caps
EACH = settings(max_examples=1000)
"""What the scores promise."""
SOME = settings(max_examples=200)
"""What else holds."""
SAMPLING = 0.005
"""The interval's ends are quantiles of 4,000 samples: they tell half a point, not more."""


def _bands(found: Assessment | Scored) -> Iterator[tuple[Band, float]]:
    yield from ((area, 4.0) for area in found.maturity.values())
    yield from ((severity, 1.0) for severity in found.severity.values())


def _known(case: Case) -> dict[str, int]:
    """The levels that count: given, and asked for at all."""
    first = case.levels["one.a"]
    hidden = case.guarded and not (isinstance(first, int) and first >= 1)
    return {name: level for name, level in case.levels.items() if isinstance(level, int) and not (name == GUARDED and hidden)}


@EACH
@given(case=cases())
def test_every_score_lies_in_its_band_and_every_band_on_its_scale(case: Case) -> None:
    found = case.scores()
    for band, top in _bands(found):
        assert 0.0 <= band.low <= band.high <= top + 1e-12
        assert 0.0 <= band.coverage <= 1.0 + 1e-12
        if band.score is not None:
            assert band.low - 1e-9 <= band.score <= band.high + 1e-9


@SOME
@given(case=cases())
def test_a_score_is_the_weighted_mean_of_what_is_known_and_nothing_else(case: Case) -> None:
    found, known = case.assess(), _known(case)
    for area, names in (("one", MATURITY[:2]), ("two", MATURITY[2:])):
        counted = {name: case.weights[MATURITY.index(name)] for name in names if name in known}
        if counted:
            mean = sum(weight * known[name] for name, weight in counted.items()) / sum(counted.values())
            assert found.maturity[area].score == pytest.approx(mean)
        elif area in found.maturity:
            assert found.maturity[area].score is None


@SOME
@given(case=cases())
def test_no_number_is_ever_nan(case: Case) -> None:
    dumped = case.assess().model_dump_json()
    assert "NaN" not in dumped
    assert "Infinity" not in dumped


@given(case=cases(levels=st.sampled_from((*UNKNOWN, "not_applicable"))))
def test_where_nothing_is_known_there_is_no_score_but_the_widest_band(case: Case) -> None:
    found = case.assess()
    assert all(band.score is None and band.coverage == 0.0 for band, _ in _bands(found))
    assert all((severity.low, severity.high) == (0.0, 1.0) for severity in found.severity.values())
    assert {severity.basis for severity in found.severity.values()} == {"assumed"}
    assert {severity.severity for severity in found.severity.values()} == {knowledge().rules.unknown_severity}


@EACH
@given(case=cases(), name=st.sampled_from(MATURITY), status=st.sampled_from((*UNKNOWN, "not_applicable")))
def test_unknown_refused_deferred_and_not_applicable_never_count_as_level_0(case: Case, name: str, status: str) -> None:
    without = replace(case, levels={other: level for other, level in case.levels.items() if other != name})
    marked = replace(case, levels={**case.levels, name: status})
    before, after = without.scores(), marked.scores()
    for area in set(before.maturity) & set(after.maturity):
        assert before.maturity[area].score == pytest.approx(after.maturity[area].score) or (
            before.maturity[area].score is None and after.maturity[area].score is None
        )
    for cause, severity in before.severity.items():
        assert severity.severity == pytest.approx(after.severity[cause].severity)


@EACH
@given(case=cases(), level=LEVELS)
def test_a_hidden_answer_is_kept_but_counts_for_nothing(case: Case, level: int) -> None:
    hidden = replace(case, levels={**case.levels, "one.a": 0, GUARDED: level})
    without = replace(hidden, levels={name: level for name, level in hidden.levels.items() if name != GUARDED})
    assert hidden.scores() == without.scores()
    assert GUARDED not in {question.id for question in hidden.scores().course.unanswered}


@EACH
@given(case=cases(levels=LEVELS, guarded=False), name=st.sampled_from(MATURITY))
def test_a_higher_level_never_makes_anything_worse(case: Case, name: str) -> None:
    assume(case.levels[name] < 4)
    better = replace(case, levels={**case.levels, name: case.levels[name] + 1})
    before, after = case.scores(), better.scores()
    assert all(after.maturity[area].score >= before.maturity[area].score for area in before.maturity)
    assert all(after.severity[cause].severity <= before.severity[cause].severity + 1e-12 for cause in CAPS)
    assert after.loss_rate.mean <= before.loss_rate.mean + 1e-12
    assert after.loss_rate.low <= before.loss_rate.low + 1e-9
    assert after.loss_rate.high <= before.loss_rate.high + 1e-9


@EACH
@given(case=cases(), factor=st.floats(0.01, 100))
def test_scores_do_not_depend_on_the_unit_of_weights(case: Case, factor: float) -> None:
    before = case.scores()
    after = replace(case, weights=[factor * weight for weight in case.weights]).scores()
    for (one, _), (other, _) in zip(_bands(before), _bands(after), strict=True):
        assert (one.score is None) == (other.score is None)
        assert one.score is None or one.score == pytest.approx(other.score)
        assert (one.low, one.high, one.coverage) == pytest.approx((other.low, other.high, other.coverage))
    assert before.loss_rate.mean == pytest.approx(after.loss_rate.mean)


@SOME
@given(case=cases())
def test_the_loss_is_what_the_severities_used_compound_to_and_lies_in_its_interval(case: Case) -> None:
    found = case.assess()
    expected = 1.0 - math.prod(1.0 - found.severity[cause].severity * cap for cause, cap in CAPS.items())
    assert found.loss_rate.mean == pytest.approx(expected)
    assert 0.0 <= found.loss_rate.low <= found.loss_rate.mean <= found.loss_rate.high <= 1.0
    assert sum(severity.loss_points for severity in found.severity.values()) == pytest.approx(found.loss_rate.mean)


@SOME
@given(case=cases(), name=st.sampled_from(MATURITY))
def test_a_surer_answer_never_widens_the_interval(case: Case, name: str) -> None:
    assume(case.confidence[name] < 3)
    surer = replace(case, confidence={**case.confidence, name: case.confidence[name] + 1})
    before, after = case.assess().loss_rate, surer.assess().loss_rate
    assert after.mean == before.mean
    assert after.high - after.low <= before.high - before.low + SAMPLING


@pytest.mark.parametrize("level", range(5))
def test_an_unsure_answer_leaves_doubt_at_every_level(level: int) -> None:
    """Also at the ends of the scale, where it can be off in one direction only."""
    widths = []
    for confidence in (1, 2, 3):
        answers = [said(name, level, confidence=confidence) for name in MATURITY]
        asked = small(guarded=False)
        loss = _loss(answers, asked)
        assert loss.low < loss.mean or level == 4
        assert loss.high > loss.mean or level == 0
        widths.append(loss.high - loss.low)
    assert widths[0] > widths[1] > widths[2]


def _loss(answers: list[Answer], asked: Questionnaire) -> LossRange:
    """The loss where no cause but those asked about can lose anything."""
    causes = tuple(cause.model_copy(update={"cap": cause.cap if cause.id in CAUSES else 0.0}) for cause in knowledge().causes)
    return assess(engagement(answers, asked), knowledge().model_copy(update={"causes": causes})).loss_rate


@settings(max_examples=100)
@given(case=cases(levels=LEVELS | st.just("dont_know"), guarded=False))
def test_the_best_next_question_narrows_the_interval_by_what_was_forecast(case: Case) -> None:
    found = case.assess()
    width = found.loss_rate.high - found.loss_rate.low
    worth = [question.narrowing for question in found.next_best_questions]
    assert worth == sorted(worth, reverse=True)
    assert all(narrowing > 0 for narrowing in worth)
    for best in found.next_best_questions[:2]:
        assert best.question in found.unanswered
        if best.question in MATURITY:  # answered in line with what the causes look like so far
            causes = [cause for cause in CAUSES if _informs(best.question, cause)]
            severity = sum(found.severity[cause].severity for cause in causes) / len(causes)
            answer = said(best.question, 4.0 * (1.0 - severity), confidence=2)
            kept = {name: level for name, level in case.levels.items() if name != best.question}
            after = replace(case, levels=kept, more=(answer,)).assess().loss_rate
            assert width - (after.high - after.low) == pytest.approx(best.narrowing, abs=1e-9)


def _informs(question: str, cause: str) -> bool:
    return any(informs.cause == cause for informs in small().question(question).informs)
