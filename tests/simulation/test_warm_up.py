"""The truncation against brute force from the definition, on series whose transient is known, and under change of unit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.simulation.warm_up import (
    BATCH,
    IGNORED_BATCHES,
    LEAST_BATCHES,
    FloatArray,
    marginal_errors,
    mser,
    mser5,
    warm_up_days,
)

SHORTEST = LEAST_BATCHES * BATCH

series_of_numbers = st.lists(st.integers(-1000, 1000), min_size=SHORTEST, max_size=3 * SHORTEST).map(
    lambda values: np.array(values, dtype=np.float64)
)


def _random(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def _by_definition(series: FloatArray, batch: int) -> list[float]:
    """The marginal standard error for every truncation considered, from the formula, term by term."""
    means = [sum(series[first : first + batch]) / batch for first in range(0, len(series) - batch + 1, batch)]
    errors = []
    for left_out in range(len(means) - IGNORED_BATCHES + 1):
        kept = means[left_out:]
        centre = sum(kept) / len(kept)
        errors.append(sum((mean - centre) ** 2 for mean in kept) / len(kept) ** 2)
    return errors


def _ramp(observations: int, settles: float, noise: float = 1.0) -> FloatArray:
    """A level of 100 that starts at 0 and closes in exponentially, with white noise."""
    time = np.arange(observations)
    return 100.0 * (1.0 - np.exp(-time / settles)) + _random(7).normal(0.0, noise, observations)


def _autoregressive(start: float, observations: int, seed: int, phi: float = 0.9) -> FloatArray:
    """AR(1) around 0, begun far away at `start`: the expected value after t steps is start x phi^t."""
    values, shocks = [start], _random(seed).normal(0.0, 1.0, observations)
    for shock in shocks[1:]:
        values.append(phi * values[-1] + shock)
    return np.array(values)


@given(series_of_numbers, st.sampled_from([1, 3, BATCH]))
def test_the_truncation_minimises_the_formula(series: FloatArray, batch: int) -> None:
    found, errors = mser(series, batch), _by_definition(series, batch)
    assert errors[found.truncation // batch] <= min(errors) * (1 + 1e-9)
    assert found.reliable == (found.truncation / batch <= (len(series) // batch) / 2)
    assert found.mean_before == pytest.approx(sum(series) / len(series))
    assert found.mean_after == pytest.approx(np.mean(series[found.truncation :]))


@given(series_of_numbers)
def test_errors_of_all_truncations_are_those_of_the_formula(series: FloatArray) -> None:
    by_hand = [np.var(series[left_out:]) / (len(series) - left_out) for left_out in range(len(series))]
    assert marginal_errors(series) == pytest.approx(np.array(by_hand), rel=1e-9, abs=1e-9)


@given(series_of_numbers, st.integers(-(10**6), 10**6), st.sampled_from([0.125, 2.0, 1024.0, -1.0, -4.0]))
def test_the_unit_and_the_zero_of_a_figure_do_not_move_its_truncation(series: FloatArray, shift: int, scale: float) -> None:
    series = BATCH * series  # batch means are whole numbers: shift and scale are exact, even where truncations are almost equal
    found, moved = mser5(series), mser5(scale * (series + BATCH * shift))
    assert (found.truncation, found.reliable) == (moved.truncation, moved.reliable)
    assert moved.mean_after == pytest.approx(scale * (found.mean_after + BATCH * shift), rel=1e-9, abs=1e-6)
    assert moved.bias == pytest.approx(scale * found.bias, rel=1e-6, abs=1e-6 * abs(scale) * (abs(shift) + 1))


@pytest.mark.parametrize("level", [0.0, 0.1, -3.7, 1e9])
def test_a_constant_series_needs_no_warm_up(level: float) -> None:
    found = mser5(np.full(203, level))
    assert (found.truncation, found.reliable) == (0, True)
    assert found.mean_after == found.mean_before == pytest.approx(level)


def test_what_comes_before_a_constant_end_is_cut_off_to_the_batch() -> None:
    series = np.concatenate([np.linspace(0.0, 0.09, 33), np.full(167, 0.1)])
    assert mser5(series).truncation == 35
    assert mser5(series).mean_after == pytest.approx(0.1)


def test_an_exponential_ramp_is_cut_where_its_bias_drowns_in_the_noise() -> None:
    found = mser5(_ramp(1000, settles=20.0))
    assert 60 <= found.truncation <= 160  # the bias is 5 % of the level after 60 observations and 0.03 % after 160
    assert found.reliable
    assert found.mean_after == pytest.approx(100.0, abs=0.25)
    assert found.bias == pytest.approx(-2.0, abs=0.25)  # 100 x 20 / 1000


def test_a_slower_ramp_is_cut_later() -> None:
    truncations = [mser5(_ramp(2000, settles)).truncation for settles in (5.0, 20.0, 80.0)]
    assert truncations == sorted(set(truncations))


def test_truncation_takes_the_bias_out_of_an_autoregressive_series() -> None:
    found = [mser5(_autoregressive(80.0, 600, seed)) for seed in range(60)]
    before, after = (np.mean([getattr(one, name) for one in found]) for name in ("mean_before", "mean_after"))
    assert before == pytest.approx(80.0 / 0.1 / 600, abs=0.25)  # the sum of 80 x 0.9^t is 80 / 0.1
    assert abs(after) < 0.2
    assert np.mean([one.reliable for one in found]) > 0.85
    # The bias is 1 after 40 observations, about half the standard deviation of the noise, 1 / (1 - 0.81) ** 0.5 = 2.3.
    assert np.median([one.truncation for one in found]) == pytest.approx(40, abs=10)


def test_a_series_that_never_settles_is_not_reliable() -> None:
    assert not mser5(np.arange(200.0)).reliable
    assert not mser5(_ramp(100, settles=200.0)).reliable


def test_a_jump_in_the_second_half_is_not_taken_for_a_warm_up() -> None:
    found = {at: mser5(np.repeat([0.0, 9.0], [at, 200 - at])) for at in (80, 100, 105)}
    assert {at: (one.truncation, one.reliable) for at, one in found.items()} == {
        80: (80, True),
        100: (100, True),
        105: (105, False),
    }


def test_close_values_at_the_very_end_are_no_steady_state() -> None:
    series = _random(3).normal(0.0, 1.0, 300)
    series[-10:] = 0.5
    assert mser5(series).truncation <= 300 - IGNORED_BATCHES * BATCH
    assert mser5(series).reliable


def test_observations_after_the_last_full_batch_take_no_part_but_count_in_the_mean() -> None:
    series = _ramp(200, settles=8.0)
    longer = np.r_[series, 1e6, 1e6]
    assert mser5(longer).truncation == mser5(series).truncation
    assert mser5(longer).mean_after > 1000.0


@pytest.mark.parametrize(
    ("series", "message"),
    [
        (np.array([]), "0 observations are too few"),
        (np.array([1.0]), "1 observations are too few"),
        (np.zeros(SHORTEST - 1), "50 are needed"),
        (np.r_[np.zeros(SHORTEST), np.nan], "finite numbers"),
        (np.r_[np.zeros(SHORTEST), np.inf], "finite numbers"),
        (np.zeros((SHORTEST, 2)), "one-dimensional"),
    ],
)
def test_what_is_no_series_is_refused(series: FloatArray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mser5(series)


def _days(seed: int, replications: int, noise: float) -> FloatArray:
    """Work in progress by day around 50: fills up with a time constant of a week."""
    days = np.arange(392)
    return 50.0 * (1.0 - np.exp(-days / 7.0)) + _random(seed).normal(0.0, noise, (replications, len(days)))


def _median_days(replications: int, noise: float) -> float:
    """The middle of many answers: a single one scatters, as with every rule for the warm-up."""
    found = [warm_up_days(_days(seed, replications, noise)) for seed in range(41)]
    return float(np.median([392 if days is None else days for days in found]))


def test_days_until_steady_are_found_in_whole_weeks() -> None:
    assert warm_up_days(_days(0, 20, noise=5.0)) in range(21, 64, 7)
    assert 21 <= _median_days(20, noise=5.0) <= 42  # the bias is 5 % of the level after 21 days and 0.2 % after 42


def test_averaging_over_replications_shows_a_transient_that_one_hides() -> None:
    assert _median_days(1, noise=80.0) <= 7
    assert _median_days(64, noise=80.0) >= 14


@given(st.integers(0, 20), st.lists(st.integers(-64, 64), min_size=7, max_size=7))
def test_a_weekly_pattern_is_no_transient(seed: int, week: list[int]) -> None:
    daily = np.round(_days(seed, 4, noise=5.0) * 7.0) * 7.0  # whole numbers that seven divides keep the sums exact
    assert warm_up_days(daily + np.tile(np.array(week) * 7.0, 56)) == warm_up_days(daily)


def test_a_year_without_a_transient_needs_no_warm_up_and_a_growing_one_cannot_tell() -> None:
    assert warm_up_days(np.tile([5.0, 5.0, 5.0, 5.0, 5.0, 0.0, 0.0], (3, 56))) == 0
    assert warm_up_days(np.tile(np.arange(392.0), (3, 1))) is None


@pytest.mark.parametrize("daily", [np.zeros(392), np.zeros((0, 392)), np.zeros((2, 69)), np.zeros((2, 2, 392))])
def test_what_is_no_table_of_days_is_refused(daily: FloatArray) -> None:
    with pytest.raises(ValueError, match=r"replications x days|too few"):
        warm_up_days(daily)
