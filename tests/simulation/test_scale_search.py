"""The search for a scale: it finds the cap where it can be reached, and the edge of what can be reached where it cannot."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.simulation.scale_search import (
    DECIMALS,
    LARGEST_SCALE,
    STOPPED_GROWING,
    TOLERANCE,
    best_scale,
    next_scale,
    within_reach,
)

Loss = Callable[[float], float]
MOST_TRIALS = 40


def search(loss: Loss, cap: float) -> dict[float, float]:
    """All trials up to the end of the search, in order."""
    tried: dict[float, float] = {}
    while (scale := next_scale(tried, cap)) is not None:
        assert scale not in tried, "a scale is tried once"
        assert scale == round(scale, DECIMALS) >= 0.0
        tried[scale] = loss(scale)
        assert len(tried) <= MOST_TRIALS
    return tried


@given(st.floats(0.01, 0.9), st.floats(0.02, 0.9), st.floats(0.3, 2.0))
def test_the_cap_is_met_wherever_some_scale_gets_there(cap: float, at_one: float, power: float) -> None:
    def loss(scale: float) -> float:
        return min(1.0, at_one * scale**power)

    tried = search(loss, cap)
    found = best_scale(tried, cap)
    if at_one * LARGEST_SCALE**power >= cap:
        grid = abs(loss(found + 10.0**-DECIMALS) - loss(max(0.0, found - 10.0**-DECIMALS)))
        assert abs(tried[found] - cap) <= max(TOLERANCE, grid)
    else:
        assert tried[found] < cap


@pytest.mark.parametrize(("at_one", "cap"), [(0.25, 0.15), (0.18, 0.2), (0.32, 0.1), (0.075, 0.1), (0.07, 0.05)])
def test_losses_that_grow_smoothly_are_found_in_a_few_trials(at_one: float, cap: float) -> None:
    tried = search(lambda scale: 1.0 - (1.0 - at_one) ** (scale**0.8), cap)
    assert abs(tried[best_scale(tried, cap)] - cap) <= TOLERANCE
    assert len(tried) <= 6


@given(st.floats(0.001, 2.0), st.floats(0.0, 0.09), st.floats(0.11, 1.0))
def test_a_loss_that_jumps_over_the_cap_is_closed_in_on(jump: float, below: float, above: float) -> None:
    tried = search(lambda scale: above if scale >= jump else below, 0.1)
    before = max((scale for scale, loss in tried.items() if loss == below), default=0.0)
    assert before < jump <= min(scale for scale, loss in tried.items() if loss == above) < before + 2 * 10.0**-DECIMALS


@given(st.floats(1.1, 30.0), st.floats(0.05, 0.15))
def test_what_cannot_reach_its_cap_is_scaled_to_where_it_stops_growing(full_at: float, most: float) -> None:
    tried = search(lambda scale: most * min(1.0, scale / full_at), 0.2)
    found = best_scale(tried, 0.2)
    assert within_reach(tried, 0.2) == pytest.approx(max(most - STOPPED_GROWING, most / full_at))
    assert tried[found] == pytest.approx(within_reach(tried, 0.2), abs=TOLERANCE + most * 10.0**-DECIMALS)
    assert 1.0 <= found <= full_at


def test_a_cause_without_any_effect_keeps_the_scale_as_published() -> None:
    tried = search(lambda scale: 0.0, 0.1)
    assert tried == {1.0: 0.0, 2.0: 0.0}
    assert best_scale(tried, 0.1) == 1.0


def test_nothing_is_scaled_down_where_the_cap_is_out_of_reach() -> None:
    tried = search(lambda scale: min(0.05, 0.1 * scale), 0.1)
    assert best_scale(tried, 0.1) == 1.0


def test_a_loss_that_hardly_grows_is_followed_up_to_a_very_large_scale() -> None:
    tried = search(lambda scale: 0.01 + 0.0001 * scale, 0.1)
    assert max(tried) == LARGEST_SCALE
    assert within_reach(tried, 0.1) == max(tried.values()) - STOPPED_GROWING


def test_the_smallest_of_equally_good_scales_is_taken() -> None:
    assert best_scale({1.0: 0.05, 2.0: 0.1, 1.5: 0.1}, 0.1) == 1.5


def test_a_loss_that_falls_at_first_is_found_all_the_same() -> None:
    tried = search(lambda scale: -0.03 + 0.05 * scale + 0.04 * scale**2, 0.08)
    assert abs(tried[best_scale(tried, 0.08)] - 0.08) <= TOLERANCE
