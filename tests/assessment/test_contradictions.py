"""Contradictions sorted by what they matter to the loss, and rulings in the estimate: one wins, and no doubt is taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.assessment.assess import assess
from quickscan.assessment.contradictions import loss_rate, side_by_side, swing
from quickscan.assessment.severity import read_severities
from quickscan.domain.engagement import Answer, Engagement, Ruling, Value
from quickscan.domain.result import Finding
from quickscan.interview.path import follow
from tests.assessment.small import LEVELS, MATURITY, Case, cases, small
from tests.material import engagement, knowledge, said

GUESS = "business_model.self_estimated_loss"
REASON = "Vor Ort gezeigt"
BOTH_STAND = ("one.a", "one.b", "two.c", "three.whole", "three.part")


def _engagement(*answers: Answer, rulings: tuple[Ruling, ...] = ()) -> Engagement:
    return engagement(answers, small(guarded=False)).model_copy(update={"rulings": rulings})


def _overruled(question: str, value: Value) -> Ruling:
    return Ruling(question=question, value=value, reason=REASON)


def _standing(question: str) -> Ruling:
    return Ruling(question=question, decision="both_stand", reason=REASON)


def _contradictions(found: Engagement) -> list[Finding]:
    return [finding for finding in assess(found, knowledge()).findings if finding.kind == "contradiction"]


@settings(max_examples=60)
@given(case=cases(guarded=False), question=st.sampled_from(MATURITY), other=LEVELS, level=LEVELS)
def test_a_ruling_counts_as_if_all_had_said_it(case: Case, question: str, other: int, level: int) -> None:
    answers = [*case.answers(), said(question, other, "dealer")]
    one_voice = [answer for answer in case.answers() if answer.question != question]
    agreed = [*one_voice, said(question, level), said(question, level, "dealer")]
    ruled = engagement(answers, small(case.weights, guarded=False)).model_copy(update={"rulings": (_overruled(question, level),)})
    assert loss_rate(ruled, knowledge()) == pytest.approx(
        loss_rate(engagement(agreed, small(case.weights, guarded=False)), knowledge())
    )


@settings(max_examples=60)
@given(case=cases(guarded=False), question=st.sampled_from(MATURITY), other=LEVELS, level=LEVELS)
def test_bounds_hold_under_any_ruling(case: Case, question: str, other: int, level: int) -> None:
    answers = [*case.answers(), said(question, other, "dealer")]
    for ruling in (_overruled(question, level), _standing(question)):
        ruled = engagement(answers, small(case.weights, guarded=False)).model_copy(update={"rulings": (ruling,)})
        found = assess(ruled, knowledge())
        assert 0.0 <= found.loss_rate.low <= found.loss_rate.mean <= found.loss_rate.high <= 1.0
        for severity in found.severity.values():
            assert 0.0 <= severity.low <= severity.high <= 1.0
            assert 0.0 <= severity.severity <= 1.0


PERCENTS = st.floats(0, 100)


@settings(max_examples=150, deadline=None)
@given(
    case=cases(levels=LEVELS, guarded=False),
    question=st.sampled_from(BOTH_STAND),
    others=st.tuples(LEVELS, PERCENTS, PERCENTS),
    sure=st.integers(1, 3),
)
def test_leaving_both_never_takes_doubt_away(case: Case, question: str, others: tuple[int, float, float], sure: int) -> None:
    level, one, other = others
    theirs = said(question, level, "dealer", confidence=sure)
    if question.startswith("three"):
        told = said(question, other, "dealer", confidence=sure)
        more = (said(question, one, "export", basis="measured", confidence=sure), told)
    else:
        more = (theirs,)
    before = engagement([*case.answers(), *more], small(case.weights, guarded=False))
    after = before.model_copy(update={"rulings": (_standing(question),)})
    narrow = read_severities(follow(before, knowledge().rules), knowledge())
    wide = read_severities(follow(after, knowledge().rules), knowledge())
    for was, now in zip(narrow, wide, strict=True):
        assert (now.used, now.coverage) == (was.used, was.coverage)
        assert now.doubt >= was.doubt
        assert now.low <= was.low
        assert now.high >= was.high
    was_loss, now_loss = assess(before, knowledge()).loss_rate, assess(after, knowledge()).loss_rate
    assert now_loss.mean == was_loss.mean
    assert now_loss.high - now_loss.low >= was_loss.high - was_loss.low - 1e-12


def test_leaving_both_carries_the_whole_range_of_levels() -> None:
    answers = (said("one.a", 3, confidence=3), said("one.a", 0, "dealer", confidence=3))
    open_, left = (_engagement(*answers, rulings=rulings) for rulings in ((), (_standing("one.a"),)))
    doubt = [read_severities(follow(one, knowledge().rules), knowledge()) for one in (open_, left)]
    was, now = (next(r for r in readings if r.cause.id == "unripe_leads") for readings in doubt)
    assert was.doubt == pytest.approx(knowledge().rules.contradiction_levels / 2 / 4)
    assert now.doubt == pytest.approx(1.5 / 4)


@pytest.mark.parametrize(("measured", "told"), [(10.0, 4.0), (4.0, 10.0), (0.0, 10.0)])
def test_leaving_both_carries_the_whole_range_of_a_measured_loss(measured: float, told: float) -> None:
    answers = (said("three.whole", measured, "export", basis="measured", confidence=3), said("three.whole", told, "dealer"))
    left = _engagement(*answers, rulings=(_standing("three.whole"),))
    reading = next(r for r in read_severities(follow(left, knowledge().rules), knowledge()) if r.cause.id == "poor_follow_up")
    assert reading.used == pytest.approx(measured / 20)
    assert reading.doubt == pytest.approx(6.0 / 20 if measured else 10.0 / 20)


def test_a_floor_that_may_be_higher_may_be_above_maturity() -> None:
    answers = (
        said("two.c", 3),
        said("three.part", 1.0, "export", basis="measured"),
        said("three.part", 9.0, "dealer"),
    )
    left = _engagement(*answers, rulings=(_standing("three.part"),))
    reading = next(r for r in read_severities(follow(left, knowledge().rules), knowledge()) if r.cause.id == "media_breaks")
    assert reading.basis == "maturity"
    assert reading.high == pytest.approx(0.9)


def test_a_ruling_settles_the_doubt_of_the_contradiction() -> None:
    others = [said(name, 2, confidence=3) for name in MATURITY[1:]]
    answers = (*others, said("one.a", 3, confidence=3), said("one.a", 1, "dealer", confidence=3))
    ruled = assess(_engagement(*answers, rulings=(_overruled("one.a", 2),)), knowledge()).loss_rate
    unsettled = assess(_engagement(*answers), knowledge()).loss_rate
    assert ruled.mean == pytest.approx(unsettled.mean)
    assert ruled.high - ruled.low < unsettled.high - unsettled.low


def test_the_finding_says_what_was_decided_and_why() -> None:
    answers = (said("one.a", 4), said("one.a", 0, "dealer"))
    (unsettled,) = _contradictions(_engagement(*answers))
    (ruled,) = _contradictions(_engagement(*answers, rulings=(_overruled("one.a", 1),)))
    (left,) = _contradictions(_engagement(*answers, rulings=(_standing("one.a"),)))
    assert REASON not in unsettled.text.de
    assert "entschieden: Stufe 1" in ruled.text.de
    assert "beide bleiben stehen" in left.text.de
    assert all(finding.text.de.endswith(f"Grund: {REASON}") for finding in (ruled, left))


# --- the page's list -----------------------------------------------------------------------------------------------------


def test_the_contradiction_that_moves_the_loss_most_comes_first() -> None:
    found = side_by_side(
        _engagement(
            said("two.d", 4), said("two.d", 2, "dealer"),
            said("one.a", 4), said("one.a", 0, "dealer"),
            said("one.b", 2), said("one.b", 2, "dealer"),
            said("two.c", 1),
        ),
        knowledge(),
    )  # fmt: skip
    assert [one.question.id for one in found.contradictions] == ["one.a", "two.d"]
    first, second = (one.swing for one in found.contradictions)
    assert first > second > 0.0
    assert [one.question.id for one in found.agreed] == ["one.b"]
    assert found.agreed[0].swing == 0.0


@settings(max_examples=40)
@given(case=cases(levels=LEVELS, guarded=False), other=LEVELS)
def test_the_swing_is_what_ruling_for_the_one_or_the_other_gives(case: Case, other: int) -> None:
    theirs = said("one.b", other, "dealer")
    asked = engagement([*case.answers(), theirs], small(case.weights, guarded=False))
    low, high = swing(asked, knowledge(), "one.b", [case.levels["one.b"], other])
    losses = [
        loss_rate(asked.model_copy(update={"rulings": (_overruled("one.b", level),)}), knowledge())
        for level in (case.levels["one.b"], other)
    ]
    assert (low, high) == (min(losses), max(losses))
    assert low <= loss_rate(asked, knowledge()) + 1e-12
    assert loss_rate(asked, knowledge()) <= high + 1e-12


def test_the_loss_rate_alone_is_the_one_of_the_assessment() -> None:
    found = _engagement(said("one.a", 3), said("two.c", 1), said("three.part", 2.0, basis="measured"))
    assert loss_rate(found, knowledge()) == assess(found, knowledge()).loss_rate.mean


def test_guesses_stand_apart_and_contradict_nobody() -> None:
    asked = _engagement(said(GUESS, 10.0), said(GUESS, 60.0, "dealer"))
    found = side_by_side(asked, knowledge())
    assert (found.contradictions, found.agreed) == ((), ())
    assert [answer.value for answer in found.guesses] == [10.0, 60.0]
    assert _contradictions(asked) == []


def test_a_question_with_a_ruling_stays_in_the_list_though_nobody_contradicts_any_more() -> None:
    found = side_by_side(_engagement(said("one.a", 2), rulings=(_overruled("one.a", 4),)), knowledge())
    (one,) = found.contradictions
    assert (one.question.id, one.consolidated.value, one.swing) == ("one.a", 4, 0.0)


def test_nobody_asked_nothing_to_show() -> None:
    found = side_by_side(_engagement(), knowledge())
    assert (found.contradictions, found.agreed, found.guesses) == ((), (), ())
