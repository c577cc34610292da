"""What would flip the choice: beyond each point told another set or ranking is better, before it none next to it is."""

from dataclasses import replace
from itertools import chain, combinations, pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quickscan.analysis.best_set import best_set
from quickscan.analysis.called_for import cut_severity
from quickscan.analysis.cause_losses import cause_losses
from quickscan.analysis.choice import Choice, Compounding, Item, Limits
from quickscan.analysis.measures import simulate_years
from quickscan.analysis.ranking_flips import _Around
from quickscan.analysis.selection import select
from quickscan.analysis.set_values import SetValues, first_change
from quickscan.domain.advice import Cut
from quickscan.domain.programme import Programme
from quickscan.domain.ranking_flips import RankingFlips
from tests.analysis.client import PLAN, as_is, made
from tests.material import evidence, knowledge

CAUSES = ("a", "b", "c")
shares = st.floats(0.05, 0.9)
costs = st.floats(0.0, 400.0)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """A few measures against a few causes, some with prerequisites and limits."""
    number = draw(st.integers(2, 6))
    items = [
        Item(
            id=f"m{one}",
            gain=draw(st.floats(0.0, 50.0, allow_subnormal=False)),
            cost_a_year=draw(costs),
            budget=draw(costs),
            days=draw(st.floats(0.0, 30.0)),
            requires=(f"m{one - 1}",) if one and draw(st.booleans()) else (),
            cuts={cause: draw(shares) for cause in CAUSES if draw(st.booleans())},
        )
        for one in range(number)
    ]
    losses = {cause: draw(st.floats(0.02, 0.4)) for cause in CAUSES}
    compounding = draw(st.sampled_from([None, Compounding(200.0, losses)]))
    return Choice.of(items, draw(st.floats(0.5, 8.0)), compounding, budget=draw(st.sampled_from([None, 600.0])))


def sets_of(choice: Choice) -> list[frozenset[str]]:
    ids = [item.id for item in choice.items]
    every = chain.from_iterable(combinations(ids, size) for size in range(len(ids) + 1))
    return [frozenset(names) for names in every if choice.fits(names)]


def best_of(choice: Choice) -> frozenset[str]:
    return max(sets_of(choice), key=choice.value)


def better_exists(choice: Choice, chosen: frozenset[str]) -> bool:
    return any(choice.value(other) > choice.value(chosen) for other in sets_of(choice) if other != chosen)


def with_cost(choice: Choice, name: str, more: float) -> Choice:
    items = (replace(item, cost_a_year=item.cost_a_year + more) if item.id == name else item for item in choice.items)
    return replace(choice, items=tuple(items))


def with_effect(choice: Choice, name: str, times: float) -> Choice:
    def changed(item: Item) -> Item:
        cuts = {cause: min(1.0, cut * times) for cause, cut in item.cuts.items()}
        return replace(item, cuts=cuts, gain=item.gain * times)

    return replace(choice, items=tuple(changed(item) if item.id == name else item for item in choice.items))


@given(choices())
def test_many_sets_at_once_are_worth_what_each_is_worth(choice: Choice) -> None:
    values, sets = SetValues(choice), sets_of(choice)
    rows = np.array([values.row(one) for one in sets])
    assert values.values(rows).tolist() == pytest.approx([choice.value(one) for one in sets], rel=1e-9, abs=1e-6)
    assert values.gains(rows).tolist() == pytest.approx([choice.gain(one) for one in sets], rel=1e-9, abs=1e-6)


@given(choices())
def test_sets_next_to_a_set_fit_and_are_others(choice: Choice) -> None:
    chosen = best_of(choice)
    around = SetValues(choice).around(chosen)
    names = [item.id for item in choice.items]
    found = [frozenset(name for name, taken in zip(names, row, strict=True) if taken) for row in around]
    assert chosen not in found
    assert len(set(found)) == len(found)
    assert set(found) <= set(sets_of(choice))


@given(choices())
def test_beyond_its_cost_margin_a_measure_is_no_longer_in_the_best_set(choice: Choice) -> None:
    chosen = best_of(choice)
    assume(chosen)
    for stays in _Around(choice, chosen).stays(in_money=True):
        if stays.cost_a_year_eur is None or (stays.chosen and choice.budget is not None):
            continue
        sign = 1.0 if stays.chosen else -1.0
        assert better_exists(with_cost(choice, stays.id, sign * (stays.cost_a_year_eur + 0.01)), chosen)


@given(choices())
def test_beyond_the_effect_told_another_set_is_better(choice: Choice) -> None:
    chosen = best_of(choice)
    assume(chosen)
    for stays in _Around(choice, chosen).stays(in_money=True):
        if stays.effect_times is not None:
            beyond = stays.effect_times * (0.999 if stays.chosen else 1.001) + (-1e-6 if stays.chosen else 1e-6)
            changed = with_effect(choice, stays.id, max(0.0, beyond))
            assert better_exists(changed, chosen) or stays.effect_times == pytest.approx(0.0, abs=1e-3)


@given(choices())
def test_between_the_contributions_told_no_set_next_to_it_is_better(choice: Choice) -> None:
    chosen = best_of(choice)
    around = _Around(choice, chosen)
    low, high = around.contribution_range()
    assert low <= choice.eur_per_sale * (1 + 1e-9)
    assert high is None or high >= choice.eur_per_sale * (1 - 1e-9)
    for eur in (low * 1.001 + 1e-6, (high or choice.eur_per_sale * 3) * 0.999):
        values = SetValues(replace(choice, eur_per_sale=eur))
        others = values.values(around.others)
        if low < eur and (high is None or eur < high) and len(others):
            assert float(values.values(around.own)) >= others.max() - 1e-6
    if low > 0.01:
        assert better_exists(replace(choice, eur_per_sale=low * 0.99), chosen)
    if high is not None:
        assert better_exists(replace(choice, eur_per_sale=high * 1.01 + 1e-6), chosen)


def test_a_set_that_gains_next_to_nothing_has_no_contribution_from_which_on_it_is_better() -> None:
    dear, free = (
        Item(id=name, gain=gain, cost_a_year=cost, budget=0.0, days=0.0, requires=(), cuts={})
        for name, gain, cost in (("dear", 5e-324, 1.0), ("free", 0.0, 0.0))
    )
    assert _Around(Choice.of([dear, free], 1.0, None), frozenset()).contribution_range() == (0.0, None)


@given(choices())
def test_beyond_the_loss_told_of_a_cause_another_set_is_better(choice: Choice) -> None:
    chosen = best_of(choice)
    for stays in _Around(choice, chosen).causes():
        assert choice.compounding is not None
        for times, beyond in ((stays.down_times, 0.999), (stays.up_times, 1.001)):
            if times is not None and times > 1e-3:
                losses = {**choice.compounding.losses}
                losses[stays.cause] = min(0.9995, losses[stays.cause] * times * beyond)
                assert better_exists(replace(choice, compounding=Compounding(200.0, losses)), chosen)


def test_the_first_change_on_a_way_is_found_and_none_where_there_is_none() -> None:
    assert first_change(lambda times: times - 0.4, 0.0) == pytest.approx(0.4)
    assert first_change(lambda times: 3.0 - times, 20.0) == pytest.approx(3.0)
    assert first_change(lambda times: 1.0, 20.0) is None


@pytest.fixture(scope="module")
def by_deck() -> Programme:
    return made()


def flips_of(programme: Programme) -> RankingFlips:
    assert programme.flips is not None
    return programme.flips


def test_at_the_effect_told_two_neighbours_bring_as_much_per_euro_in_the_simulation(by_deck: Programme) -> None:
    """The formula says how much weaker the upper one may be; the simulation agrees."""
    case, by_id = as_is(), {one.id: one for one in by_deck.recommendations}
    pairs = [pair for pair in flips_of(by_deck).neighbours if pair.effect_times is not None]
    assert len(pairs) > 3
    for pair in pairs[:4]:
        above, below = by_id[pair.above], by_id[pair.below]
        weaker = [
            Cut(cause=cut.cause, low=cut.middle * (pair.effect_times or 0.0), high=cut.middle * (pair.effect_times or 0.0))
            for cut in knowledge().recommendation(pair.above).cuts
        ]
        (years,) = simulate_years(case, [cut_severity(case.severities, weaker, lambda cut: cut.middle)], PLAN)
        costs = [one.case.base.first_year_cost_eur or 0.0 for one in (above, below)]
        assert years.gain().mean / costs[0] == pytest.approx(below.sales_gain.mean / costs[1], rel=0.12)


def test_neighbours_are_those_of_the_portfolio_in_its_order(by_deck: Programme) -> None:
    ranked = [one.id for one in by_deck.portfolio.chosen]
    pairs = flips_of(by_deck).neighbours
    assert [(pair.above, pair.below) for pair in pairs] == list(pairwise(ranked))
    for pair, above, below in zip(pairs, by_deck.portfolio.chosen, by_deck.portfolio.chosen[1:], strict=False):
        assert above.contribution_per_eur is not None
        assert below.contribution_per_eur is not None
        assert pair.cost_times == pytest.approx(above.contribution_per_eur / below.contribution_per_eur)
        assert (pair.cause is None) == (pair.cause_times is None)


def test_each_assumption_lies_around_the_value_and_the_strongest_comes_first(by_deck: Programme) -> None:
    flips = flips_of(by_deck)
    assert flips.assumptions
    swings = [one.swing for one in flips.assumptions]
    assert swings == sorted(swings, reverse=True)
    for one in flips.assumptions:
        assert one.low - 1e-6 <= flips.value <= one.high + 1e-6
    costs = next(one for one in flips.assumptions if one.kind == "cost")
    case = next(one.case for one in by_deck.recommendations if one.id == costs.about)
    a_year = [end.one_off_eur / by_deck.terms.years + (end.per_year_eur or 0.0) for end in (case.low, case.high)]
    assert costs.swing == pytest.approx(a_year[0] - a_year[1])


def test_every_measure_that_was_weighed_is_told_and_the_chosen_ones_first(by_deck: Programme) -> None:
    told = flips_of(by_deck).measures
    assert {one.id for one in told if one.chosen} == {one.id for one in by_deck.portfolio.chosen}
    assert [one.chosen for one in told] == sorted((one.chosen for one in told), reverse=True)
    assert all(one.cost_a_year_eur is None or one.cost_a_year_eur >= 0.0 for one in told)


def test_the_exact_best_set_changes_right_after_the_cost_margin(by_deck: Programme) -> None:
    case, measures = as_is(), [*by_deck.recommendations, *by_deck.prerequisites]
    losses = cause_losses(case, PLAN)
    assert losses is not None
    selection = select(case, measures, Compounding(by_deck.baseline_sales.mean, losses), Limits())
    for stays in [one for one in flips_of(by_deck).measures if one.chosen and one.cost_a_year_eur is not None][:2]:
        margin = stays.cost_a_year_eur or 0.0
        assert stays.id in best_set(with_cost(selection.choice, stays.id, margin * 0.99 - 0.01))
        assert stays.id not in best_set(with_cost(selection.choice, stays.id, margin * 1.01 + 0.01))


def test_without_a_contribution_sales_count_and_cost_does_not() -> None:
    flips = flips_of(made(contribution=None, person_days=60.0))
    assert not flips.in_money
    assert flips.contribution_low_eur is None
    assert {one.cost_a_year_eur for one in flips.measures} == {None}
    assert {pair.cost_times for pair in flips.neighbours} == {None}
    assert {one.kind for one in flips.assumptions} <= {"severity", "effect"}


def test_by_evidence_the_flips_are_told_too() -> None:
    flips = flips_of(made(evidence()))
    assert flips.in_money
    assert flips.neighbours
