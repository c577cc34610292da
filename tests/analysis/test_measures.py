"""Measures alone and together gain what the formula says, and what they rest on is told."""

import numpy as np
import pytest
from scipy import stats

from quickscan.analysis.cause_losses import cause_losses
from quickscan.analysis.choice import Choice, Compounding, Item
from quickscan.analysis.compare import AsIs
from quickscan.analysis.confidence import confidence
from quickscan.analysis.measures import Candidate, Years, candidates, simulate_alone, simulate_together, simulate_years
from quickscan.simulation.replicate import Plan
from tests.analysis.client import FOUND, PLAN, as_is, assessed
from tests.material import evidence, knowledge, said, uniform


def test_by_evidence_the_fitted_formula_is_far_nearer_than_adding_up() -> None:
    case, names = (
        as_is(evidence()),
        ("response_standard", "six_attempt_cadence", "accept_or_reassign", "coaching", "dealer_cockpit"),
    )
    entries = [knowledge().recommendation(name) for name in names]
    (together,) = simulate_together(case, [entries], PLAN)
    added = sum(own.base.gain().mean for own in simulate_alone(case, [Candidate(entry, ()) for entry in entries], PLAN))
    losses, simulated = cause_losses(case, PLAN), together.gain().mean
    assert losses is not None
    items = [Item(entry.id, 0.0, cuts={cut.cause: cut.middle for cut in entry.cuts}) for entry in entries]
    expected = Choice.of(items, compounding=Compounding(together.today.mean(), losses)).gain(names)
    assert added > 1.1 * simulated
    assert abs(expected - simulated) < 0.5 * (added - simulated)


def test_by_the_deck_all_together_gain_what_the_formula_expects() -> None:
    case, plan = as_is(), Plan(seed=11, replications=40)
    entries = [
        knowledge().recommendation(name) for name in ("response_standard", "accept_or_reassign", "feedback_rules", "link_systems")
    ]
    (together,) = simulate_together(case, [entries], plan)
    factor = 1.0
    for cause, cap in knowledge().caps.items():
        left = case.severities[cause]
        for cut in (cut for entry in entries for cut in entry.cuts if cut.cause == cause):
            left *= 1.0 - cut.middle
        factor *= (1.0 - left * cap) / (1.0 - case.severities[cause] * cap)
    paired = together.then - factor * together.today
    assert abs(paired.mean()) <= stats.t.ppf(0.995, plan.replications - 1) * stats.sem(paired)


def test_what_each_cause_loses_is_the_cap_by_the_deck_and_simulated_by_evidence() -> None:
    by_formula, simulated = cause_losses(as_is(), PLAN), cause_losses(as_is(evidence()), PLAN)
    assert by_formula == {cause: as_is().severities[cause] * cap for cause, cap in knowledge().caps.items()}
    assert simulated is not None
    assert set(simulated) == set(knowledge().caps)
    case = as_is(evidence())
    (years,) = simulate_years(case, [{**case.severities, "poor_follow_up": 0.0}], PLAN)
    assert simulated["poor_follow_up"] == pytest.approx(1.0 - years.today.mean() / years.then.mean())


def test_a_cause_that_does_not_strike_loses_nothing() -> None:
    case = AsIs(as_is().process, {**uniform(0.3), "media_breaks": 0.0}, evidence(), knowledge())
    losses = cause_losses(case, PLAN)
    assert losses is not None
    assert losses["media_breaks"] == 0.0


def test_alone_and_together_a_measure_is_the_same() -> None:
    case = as_is(evidence())
    one = candidates(knowledge(), FOUND)[0]
    (alone,) = simulate_alone(case, [one], PLAN)
    (together,) = simulate_together(case, [[one.entry]], PLAN)
    assert alone.base.then.tolist() == together.then.tolist()
    assert alone.base.today.tolist() == together.today.tolist()


def test_confidence_is_that_of_the_answers_behind_a_measure() -> None:
    found, told = assessed([said("follow_up.never_worked", 18.0, basis="measured", confidence=3)])
    entry = knowledge().recommendation("response_standard")
    assert confidence(entry, found, told) == (3.0, 1)
    assert confidence(entry, found, {}) == (None, 1)
    assert confidence(knowledge().recommendation("clean_territories"), found, told) == (None, 0)


def test_where_taking_a_cause_away_sells_less_there_are_no_losses_to_compound(monkeypatch: pytest.MonkeyPatch) -> None:
    case = as_is(evidence())
    few = case.process.model_copy(update={"contribution_per_sale_eur": None})

    def fewer_sales(*_: object) -> list[Years]:
        today = np.array([100.0, 101.0])
        gains = [np.array([-9.0, -9.2]), *[np.array([1.0, 1.0])] * (len(knowledge().caps) - 1)]
        return [Years(today, today + 50.0, today + gain) for gain in gains]

    monkeypatch.setattr("quickscan.analysis.cause_losses.simulate_years", fewer_sales)
    assert cause_losses(AsIs(few, case.severity, case.calibration, case.knowledge), PLAN) is None
    assert cause_losses(as_is(), PLAN) is not None  # by the deck nothing is simulated


def test_without_any_sale_today_nothing_is_divided_by_nothing() -> None:
    nothing = np.array([0.0, 0.0])
    assert Years(nothing, nothing, nothing).loss_rate().mean == 0.0
