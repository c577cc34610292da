"""Shapley values against all orders of arrival, exact fractions, the axioms that define them, and the figures of the deck."""

from fractions import Fraction
from itertools import permutations, product
from math import comb, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.analysis.shapley import (
    FloatArray,
    attribute,
    causes_of,
    coalition_of,
    estimates_by_cause,
    formula_worth,
    interactions,
    shapley_values,
    shapley_weights,
    subset_masks,
)
from quickscan.assessment.loss import compound, loss_points
from tests.material import knowledge

DECK_CAPS = [0.20, 0.10, 0.15, 0.10, 0.20, 0.05, 0.08, 0.10, 0.20]
DECK_POINTS = [12.5, 6.0, 9.2, 6.0, 12.5, 2.9, 4.7, 6.0, 12.5]
NINE = len(DECK_CAPS)
WIDEST = 1e6


def _draws(key: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=key))


def _by_orders(worth: list[Fraction], players: int) -> list[Fraction]:
    """The definition: what a cause adds when it comes, on average over all orders in which causes may come."""
    sums = [Fraction(0)] * players
    for order in permutations(range(players)):
        coalition = 0
        for player in order:
            sums[player] += worth[coalition | 1 << player] - worth[coalition]
            coalition |= 1 << player
    return [total / factorial(players) for total in sums]


def _by_fractions(worth: list[Fraction], players: int) -> list[Fraction]:
    """The textbook sum over coalitions, without any rounding."""
    shares = [Fraction(0)] * players
    for coalition in range(2**players):
        for player in range(players):
            if not coalition >> player & 1:
                weight = Fraction(1, players * comb(players - 1, coalition.bit_count()))
                shares[player] += weight * (worth[coalition | 1 << player] - worth[coalition])
    return shares


def _by_integral(losses: list[float]) -> list[float]:
    """Owen's multilinear extension of 1 - product(1 - loss): loss_k x integral over t of product over others (1 - t x loss)."""
    shares = []
    for player, loss in enumerate(losses):
        others = np.polynomial.Polynomial([loss])
        for other in losses[:player] + losses[player + 1 :]:
            others *= np.polynomial.Polynomial([1.0, -other])
        shares.append(float(others.integ()(1.0)))
    return shares


@st.composite
def worths(draw: st.DrawFn, games: int = 1) -> list[FloatArray]:
    """Games of the same two to five causes, with worths up to a million."""
    players = draw(st.integers(2, 5))
    worth = st.lists(st.floats(-WIDEST, WIDEST), min_size=2**players, max_size=2**players)
    return [np.array(draw(worth)) for _ in range(games)]


def _near(shares: FloatArray, expected: FloatArray, *games: FloatArray) -> bool:
    """Equal within 1e-12 of the largest worth in play."""
    return bool(np.allclose(shares, expected, rtol=0.0, atol=1e-12 * max(np.abs(game).max() for game in games) + 1e-300))


def test_coalitions_and_names_are_two_ways_to_say_the_same() -> None:
    causes = knowledge().cause_ids
    masks = subset_masks(NINE)
    for coalition in range(2**NINE):
        names = causes_of(coalition, causes)
        assert coalition_of(names, causes) == coalition
        assert names == tuple(np.array(causes)[masks[coalition]])
    assert len({row.tobytes() for row in masks}) == 2**NINE


def test_what_is_no_coalition_is_refused() -> None:
    with pytest.raises(ValueError, match="4 is no coalition of 2 causes"):
        causes_of(4, ["a", "b"])
    with pytest.raises(ValueError, match="-1 is no coalition"):
        causes_of(-1, ["a", "b"])
    with pytest.raises(ValueError, match="'c'"):
        coalition_of(["c"], ["a", "b"])


@pytest.mark.parametrize("players", [1, 2, 3, 4, 5])
def test_values_are_the_mean_over_all_orders_to_the_last_bit(players: int) -> None:
    for worth in _draws(players).integers(-1_000_000, 1_000_000, (20, 2**players)):
        expected = _by_orders([Fraction(int(value)) for value in worth], players)
        assert shapley_values(worth).tolist() == [float(share) for share in expected]


def test_sales_of_nine_causes_are_rounded_once_only() -> None:
    worth = _draws(9).integers(0, 1_000_000, 2**NINE)
    expected = _by_fractions([Fraction(int(value)) for value in worth], NINE)
    assert shapley_values(worth).tolist() == [float(share) for share in expected]


@pytest.mark.parametrize("players", [1, 2, 5, 9])
def test_weights_are_those_of_the_textbook_and_give_the_values(players: int) -> None:
    weights = shapley_weights(players)
    assert weights.shape == (players, 2**players)
    for player, coalition in product(range(players), range(2**players)):
        size = coalition.bit_count()
        inside = Fraction(factorial(max(size, 1) - 1) * factorial(players - size), factorial(players))
        outside = Fraction(-factorial(size) * factorial(max(players - size, 1) - 1), factorial(players))
        assert weights[player, coalition] == float(inside if coalition >> player & 1 else outside)
    worth = _draws(players).random(2**players)
    assert weights @ worth == pytest.approx(shapley_values(worth), abs=1e-12)


def test_values_keep_the_axes_before_the_coalitions() -> None:
    worth = _draws(1).random((3, 4, 32))
    shares = shapley_values(worth)
    assert shares.shape == (3, 4, 5)
    assert all(np.array_equal(shares[i, j], shapley_values(worth[i, j])) for i in range(3) for j in range(4))


def test_counts_without_a_sign_do_not_wrap_around() -> None:
    assert shapley_values(np.array([9, 4], dtype=np.uint8)).tolist() == [-5.0]


@pytest.mark.parametrize("worth", [np.zeros(()), np.zeros(1), np.zeros(0), np.zeros(6), np.zeros((8, 3))])
def test_worths_of_no_set_of_causes_are_refused(worth: FloatArray) -> None:
    with pytest.raises(ValueError, match=r"do not end in 2, 4, 8 \.\.\. coalitions"):
        shapley_values(worth)
    with pytest.raises(ValueError, match=r"do not end in 2, 4, 8 \.\.\. coalitions"):
        interactions(worth)


@given(worths())
def test_shares_add_up_to_the_whole(games: list[FloatArray]) -> None:
    (worth,) = games
    assert _near(shapley_values(worth).sum(), worth[-1] - worth[0], worth)


@given(worths(), st.data())
def test_causes_that_change_places_change_shares(games: list[FloatArray], data: st.DataObject) -> None:
    (worth,) = games
    players = len(worth).bit_length() - 1
    order = data.draw(st.permutations(range(players)))
    renamed = [sum(1 << order[player] for player in range(players) if coalition >> player & 1) for coalition in range(len(worth))]
    moved = np.empty_like(worth)
    moved[renamed] = worth
    assert _near(shapley_values(moved)[list(order)], shapley_values(worth), worth)


@given(worths())
def test_causes_that_always_add_the_same_as_each_other_share_alike(games: list[FloatArray]) -> None:
    (worth,) = games
    coalition = np.arange(len(worth))
    swapped = coalition & ~3 | (coalition & 1) << 1 | coalition >> 1 & 1
    alike = (worth + worth[swapped]) / 2.0
    shares = shapley_values(alike)
    assert _near(shares[0], shares[1], alike)


@given(worths(), st.floats(-WIDEST, WIDEST), st.data())
def test_a_cause_that_adds_a_constant_gets_it_and_a_dummy_nothing(
    games: list[FloatArray], constant: float, data: st.DataObject
) -> None:
    (worth,) = games
    player = data.draw(st.integers(0, len(worth).bit_length() - 2))
    coalition = np.arange(len(worth))
    without = worth[coalition & ~(1 << player)]
    assert shapley_values(without)[player] == 0.0
    raised = without + constant * (coalition >> player & 1)
    assert _near(shapley_values(raised)[player], np.array(constant), raised, np.array([constant]))


@given(worths(games=2), st.floats(-10, 10), st.floats(-10, 10))
def test_shares_of_a_mixture_are_the_mixture_of_shares(games: list[FloatArray], first: float, second: float) -> None:
    one, other = games
    mixture = shapley_values(first * one + second * other)
    assert _near(mixture, first * shapley_values(one) + second * shapley_values(other), 20.0 * one, 20.0 * other)


@pytest.mark.parametrize("level", [1e6, 1e9])
def test_a_small_loss_on_a_high_level_is_shared_where_a_plain_product_is_not(level: float) -> None:
    worth = level + formula_worth([0.001 * cap for cap in DECK_CAPS])
    whole = worth[-1] - worth[0]
    values = shapley_values(worth)
    exact = _by_fractions([Fraction(value) for value in worth.tolist()], NINE)
    assert abs(values.sum() - whole) <= 1e-9 * whole
    assert values == pytest.approx([float(share) for share in exact], rel=1e-9, abs=0.0)
    assert abs((shapley_weights(NINE) @ worth).sum() - whole) > 1e-9 * whole


@pytest.mark.parametrize("key", range(5))
def test_shares_of_worths_of_a_million_add_up(key: int) -> None:
    worth = 1e6 * _draws(key).random((30, 2**NINE))
    worth[:, -1] = worth[:, 0] + 1e6
    whole = worth[:, -1] - worth[:, 0]
    assert shapley_values(worth).sum(axis=-1) == pytest.approx(whole, rel=1e-13, abs=0.0)


def test_the_formula_gives_the_shares_of_the_deck() -> None:
    caps = knowledge().caps
    assert list(caps.values()) == DECK_CAPS
    shares = shapley_values(formula_worth(DECK_CAPS))
    assert (100.0 * shares).round(1).tolist() == DECK_POINTS
    assert shares.sum() == pytest.approx(0.722714, abs=5e-7)
    assert shares[0] / shares.sum() == pytest.approx(0.173, abs=5e-4)
    assert np.abs(shares - list(loss_points(caps).values())).max() < 0.0007


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_the_formula_is_that_of_the_assessment_and_its_shares_the_integral(losses: list[float]) -> None:
    worth = formula_worth(losses)
    for coalition, active in enumerate(subset_masks(len(losses))):
        assert worth[coalition] == pytest.approx(compound(list(np.array(losses)[active])), abs=1e-15)
    assert shapley_values(worth) == pytest.approx(_by_integral(losses), abs=1e-12)


@pytest.mark.parametrize("loss", [-0.1, 1.1, float("nan")])
def test_a_loss_that_is_no_share_is_refused(loss: float) -> None:
    with pytest.raises(ValueError, match="a share between 0 and 1"):
        formula_worth([0.2, loss])


def test_intervals_are_those_of_students_t_over_the_shares_of_replications() -> None:
    worth = _draws(4).random((12, 8))
    shares = np.array([shapley_values(row) for row in worth])
    for number, found in enumerate(attribute(worth)):
        low, high = stats.t.interval(0.95, 11, loc=shares[:, number].mean(), scale=stats.sem(shares[:, number]))
        assert [found.low, found.high] == pytest.approx([low, high])
        assert found.n == 12
    assert sum(found.mean for found in attribute(worth)) == pytest.approx((worth[:, -1] - worth[:, 0]).mean(), rel=1e-12)


def test_shares_of_counted_leads_agree_with_the_formula() -> None:
    draws, gates = _draws(31), np.array(DECK_CAPS)
    fatal = (draws.random((30, 2000, NINE)) < gates) @ (1 << np.arange(NINE))
    lost = np.array([[(year & coalition != 0).mean() for coalition in range(2**NINE)] for year in fatal])
    expected = shapley_values(formula_worth(DECK_CAPS))
    wider = stats.t.ppf(1 - 0.01 / NINE / 2, 29) / stats.t.ppf(0.975, 29)  # all nine of them together at 99 %
    for found, share in zip(attribute(lost), expected, strict=True):
        assert 0.0 < found.half_width < 0.005
        assert abs(found.mean - share) < wider * found.half_width


def test_what_has_no_share_or_no_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="no share without a cause"):
        shapley_weights(0)
    with pytest.raises(ValueError, match="not by replication and cause"):
        attribute(np.zeros(8))
    with pytest.raises(ValueError, match="at least two replications"):
        attribute(np.zeros((1, 8)))


def test_one_at_a_time_figures_of_the_deck() -> None:
    found = interactions(formula_worth(DECK_CAPS))
    # domain.md 2.3, leave-one-out gain in survivors: points of 20 %, 15 %, 10 %, 8 % and 5 % causes
    points = {0.20: 6.9, 0.15: 4.9, 0.10: 3.1, 0.08: 2.4, 0.05: 1.5}
    assert (100.0 * found.removed_from_all).round(1).tolist() == [points[cap] for cap in DECK_CAPS]
    assert found.added_to_none == pytest.approx(DECK_CAPS)


@given(worths())
def test_with_two_causes_the_share_is_the_middle_of_both_figures(games: list[FloatArray]) -> None:
    pair = games[0][:4]
    found = interactions(pair)
    assert _near(shapley_values(pair), (found.removed_from_all + found.added_to_none) / 2.0, pair)


def test_removing_one_cause_alone_costs_sales_where_sellers_are_overloaded() -> None:
    leads, sellers = 1000.0 * np.array([1.0, 0.6, 1.0, 0.6]), np.array([1200.0, 1200.0, 400.0, 400.0])
    # Cause 0 loses leads before the seller, cause 1 takes sellers away; who waits in a queue too long buys elsewhere.
    sales = 0.2 * leads * np.exp(-np.maximum(0.0, leads / sellers - 1.0))
    worth = np.array([sales[0] - sales, 2.0 * (sales[0] - sales)])
    found = interactions(worth)
    assert (found.removed_from_all[:, 0] < 0.0).all()
    assert (found.added_to_none[:, 0] > 0.0).all()
    removed = estimates_by_cause(found.removed_from_all)
    assert [figure.mean for figure in removed] == pytest.approx(1.5 * found.removed_from_all[0])
    assert (shapley_values(worth) > 0.0).all()
