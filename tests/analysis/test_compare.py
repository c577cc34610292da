"""Scenarios against the process as it is: paired, on the same people, and told when chance alone may explain a difference."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quickscan.analysis.compare import AFTER_COST, AsIs, Change, Prepared, after_cost, compare, less, prepare
from quickscan.domain.base import Text
from quickscan.domain.comparison import Comparison
from quickscan.domain.problem import ScanError
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.files.surroundings import shipped_catalogue
from quickscan.simulation import replicate
from quickscan.simulation.overrides import named
from quickscan.simulation.pools import AHEAD, threads
from quickscan.simulation.replicate import Plan, all_figures
from quickscan.simulation.simulate import simulate
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform
from tests.simulation.moves import Move, moves

PLAN = Plan(seed=3, replications=8)
SUBJECT = AsIs(scaled(car_dealers(), 0.2), uniform(0.5), evidence(), knowledge())


def change(name: str, *overrides: Override) -> Change:
    return Change(name, Text(de=name, en=name), named(name, overrides))


def against(*changes: Change) -> Comparison:
    return compare(SUBJECT, changes, PLAN)


def test_a_change_of_nothing_makes_no_difference() -> None:
    today = SUBJECT.process.dealers.sellers
    (same,) = against(change("same", Override(path="dealers.sellers", value=today))).scenarios
    assert {(found.change.mean, found.change.half_width) for found in same.differences.values()} == {(0.0, 0.0)}
    assert all(found.inside_noise for found in same.differences.values())


def test_figures_are_those_of_simulating_each_by_itself() -> None:
    more = change("more", Override(path="channels.web.volume_factor", value=1.5), Override(path="dealers.sellers", times=1.5))
    found = against(more)
    changed = SUBJECT.changed(more.overrides)
    assert found.as_is == simulate(SUBJECT.process, SUBJECT.calibration, knowledge(), SUBJECT.severity, PLAN)
    alone = simulate(changed.process, changed.calibration, knowledge(), changed.severity, PLAN)
    assert found.scenarios[0].simulation == alone
    assert found.scenarios[0].differences["won"].change.mean == pytest.approx(alone.won.mean - found.as_is.won.mean)


@cache
def prepared(calibration: str) -> Prepared:
    return prepare(subject(calibration), PLAN)


def subject(calibration: str) -> AsIs:
    return SUBJECT if calibration == "evidence" else replace(SUBJECT, calibration=deck())


@pytest.mark.parametrize("calibration", ["evidence", "deck"])
@settings(max_examples=25)
@given(moves(), moves())
def test_against_what_was_prepared_every_figure_is_the_same_to_the_last_bit(calibration: str, one: Move, other: Move) -> None:
    changes = [change("one", *one), change("other", *other)]
    try:
        anew = compare(subject(calibration), changes, PLAN)
    except ScanError:  # this process cannot be so
        assume(False)
    assert compare(subject(calibration), changes, PLAN, prepared=prepared(calibration)) == anew


def test_nothing_but_what_was_prepared_is_compared_with_it() -> None:
    assert [figures["won"] for figures in prepared("evidence").today] == [
        figures["won"] for figures in all_figures([SUBJECT.case()], PLAN)[0]
    ]
    with pytest.raises(ValueError, match="another process, or another plan"):
        compare(SUBJECT, [], Plan(seed=4, replications=8), prepared=prepared("evidence"))
    with pytest.raises(ValueError, match="another process, or another plan"):
        compare(replace(SUBJECT, severity=uniform(0.4)), [], PLAN, prepared=prepared("evidence"))
    assert compare(SUBJECT, [], PLAN, prepared=prepared("evidence")) == against()


def test_who_goes_on_from_a_change_runs_it_without_causes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    run_without = []
    really = replicate._undisturbed
    monkeypatch.setattr(replicate, "_undisturbed", lambda *given: run_without.append(given) or really(*given))
    ours = prepare(SUBJECT, PLAN)
    run_without.clear()
    sellers = Override(path="dealers.sellers", times=0.8)
    for number, overrides in enumerate([(sellers,), (sellers, Override(path="follow_up.least_attempts", value=3)), (sellers,)]):
        moved = change(f"move_{number}", *overrides)
        assert compare(SUBJECT, [moved], PLAN, prepared=ours) == against(moved)
    own = [case for case, *_ in run_without if case.kind_without_causes != SUBJECT.case().kind_without_causes]
    assert len(own) == PLAN.replications + 3 * PLAN.replications  # ours once, and each of the three that nobody prepared


def test_what_is_prepared_takes_as_much_memory_as_it_says() -> None:
    ours = prepared("evidence")
    assert 1e6 * ours.megabytes == pytest.approx(len(pickle.dumps([(k.leads, k.undisturbed) for k in ours.known])), rel=0.05)
    assert 1e6 * ours.megabytes < 230 * sum(len(known.leads.channel) for known in ours.known)
    assert not any(known.leads.drawn or known.leads.columns for known in ours.known)


def test_an_error_told_stops_a_comparison_and_what_is_not_begun_is_never_run() -> None:
    begun: list[int] = []

    class MovedAgainError(Exception):
        pass

    def refused(share: float) -> None:
        raise MovedAgainError

    def counted(unit: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda item: (begun.append(1), unit(item))[1]

    changes = [change("plan", Override(path="follow_up.least_attempts", value=4))]
    with threads(2) as pool:
        with pytest.raises(MovedAgainError):
            compare(SUBJECT, changes, PLAN, lambda unit, items: pool.map(counted(unit), items), refused, prepared("evidence"))
        after = len(begun)
        # Whoever comes next is served at once: nothing of the old one is left in the queue.
        assert list(pool.map(abs, [-1, -2])) == [1, 2]
        assert len(begun) == after <= AHEAD * pool.workers
    assert len(begun) < PLAN.replications


def test_pairing_narrows_the_difference() -> None:
    quick = change("quick", Override(path="acceptance.response_standard_hours", value=1.0))
    found = against(quick).scenarios[0].differences["won"].change
    changed = SUBJECT.changed(quick.overrides).case()
    other = Plan(seed=999, replications=PLAN.replications)
    apart = [
        after["won"] - before["won"]
        for after, before in zip(all_figures([changed], other)[0], all_figures([SUBJECT.case()], PLAN)[0], strict=True)
    ]
    assert found.low > 0.0
    assert found.half_width < np.std(apart, ddof=1)


def test_six_attempts_sell_more_and_cost_sellers_time() -> None:
    (six,) = against(change("six", Override(path="follow_up.least_attempts", value=6))).scenarios
    assert six.differences["won"].change.low > 0.0
    assert six.differences["dealers_utilisation"].change.low > 0.0
    assert not six.differences["won"].inside_noise


def test_two_overrides_of_one_value_are_refused_with_both_names() -> None:
    both = (
        *named("first", [Override(path="dealers.sellers", value=200)]),
        *named("second", [Override(path="dealers.sellers", times=2)]),
    )
    with pytest.raises(ScanError, match="first") as refused:
        compare(SUBJECT, [Change("both", Text(de="b", en="b"), both)], PLAN)
    assert "second" in str(refused.value)


def test_a_cost_is_taken_from_the_contribution_and_from_its_difference() -> None:
    more = change("more", Override(path="dealers.sellers", times=1.5))
    subject = replace(SUBJECT, process=SUBJECT.process.model_copy(update={"contribution_per_sale_eur": 900.0}))
    free, paid = compare(subject, [more, replace(more, first_year_cost_eur=1234.5)], PLAN).scenarios
    assert free.simulation.contribution_eur is not None
    assert (free.contribution_after_cost_eur, free.first_year_cost_eur, AFTER_COST in free.differences) == (None, None, False)
    assert paid.contribution_after_cost_eur == less(free.simulation.contribution_eur, 1234.5)
    gain, after = free.differences["contribution_eur"].change, paid.differences[AFTER_COST].change
    assert (after.mean, after.half_width) == (gain.mean - 1234.5, gain.half_width)
    assert paid.differences["contribution_eur"] == free.differences["contribution_eur"]
    (unknown,) = against(replace(more, first_year_cost_eur=1234.5)).scenarios
    assert (unknown.first_year_cost_eur, unknown.contribution_after_cost_eur) == (1234.5, None)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5), st.floats(0, 1e6))
def test_what_a_cost_leaves_is_inside_the_noise_exactly_where_its_interval_holds_nothing(
    mean: float, half_width: float, cost: float
) -> None:
    found = after_cost(Estimate(mean=mean, half_width=half_width, n=30), cost)
    assert found.change.mean == mean - cost
    assert found.inside_noise == (abs(found.change.mean) <= half_width)


def test_a_scenario_is_changed_with_all_it_is_based_on_and_its_cost() -> None:
    words = Text(de="x", en="x")
    fast = OwnScenario(
        id="fast",
        name=words,
        description=words,
        overrides=(Override(path="dealers.reaction_hours", value=1),),
        cost_per_year_eur=5,
    )
    both = fast.model_copy(update={"id": "both", "based_on": ("fast", "sellers_10_percent_more"), "overrides": ()})
    found = Change.of(both, {**shipped_catalogue(), "fast": fast, "both": both})
    assert [entry.scenario for entry in found.overrides] == ["fast", "sellers_10_percent_more"]
    assert found.first_year_cost_eur == 5
    assert Change.of(shipped_catalogue()["six_attempts"], shipped_catalogue()).first_year_cost_eur is None
    with pytest.raises(ScanError, match="there is no scenario 'fast'"):
        Change.of(both, shipped_catalogue())
