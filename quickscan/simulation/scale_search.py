"""The search for a scale at which a cause loses its cap: which one to try next, and when one is good enough.

A secant through the two best trials is quick where the loss grows smoothly; bisection gets there where it does not.
"""

from collections.abc import Mapping

TOLERANCE = 1e-4
"""A loss rate is met within a hundredth of a point, far less than the simulation noise of any cap."""
DECIMALS = 4
"""Of scales."""
LARGEST_SCALE = 64.0
"""What a scale this large does not reach is out of reach."""
STOPPED_GROWING = 1e-3
"""A loss this near to the largest one there is has stopped growing."""
SECANTS = 8
"""After so many trials the next ones halve what is left."""


def next_scale(tried: Mapping[float, float], cap: float) -> float | None:
    """The scale to try next, given the loss rates of those tried; none where one of them is good enough."""
    if not tried:
        return 1.0
    target = within_reach(tried, cap)
    if abs(tried[best_scale(tried, cap)] - target) <= TOLERANCE:
        return None
    high = min((scale for scale, loss in tried.items() if loss >= target), default=None)
    if high is None:
        return 2.0 * max(tried)
    low = max((scale for scale, loss in tried.items() if loss < target and scale < high), default=0.0)
    return None if high - low < 1.5 * 10.0**-DECIMALS else _between(tried, target, low, high)


def best_scale(tried: Mapping[float, float], cap: float) -> float:
    """Of the scales tried the one whose loss is nearest to the cap, or to what can be reached of it; the smallest of equals."""
    target = within_reach(tried, cap)
    return min(tried, key=lambda scale: (abs(tried[scale] - target), scale))


def within_reach(tried: Mapping[float, float], cap: float) -> float:
    """The loss rate to look for: the cap, or where no scale gets there, the point at which growing scales stop losing more.

    Nothing is scaled below what is published for that.
    """
    most, largest = max(tried.values()), max(tried)
    stopped = largest >= LARGEST_SCALE or tried.get(largest / 2.0) == tried[largest]
    return max(most - STOPPED_GROWING, tried[1.0]) if most < cap and stopped else cap


def _between(tried: Mapping[float, float], target: float, low: float, high: float) -> float:
    """A scale between two others: where the line through the two best trials meets the target, or the middle."""
    middle = _rounded((low + high) / 2.0)
    points = sorted({0.0: 0.0, **tried}.items(), key=lambda point: abs(point[1] - target))
    (scale, loss), (other_scale, other_loss) = points[0], points[1]
    if len(tried) > SECANTS or loss == other_loss:
        return middle
    guess = _rounded(scale + (target - loss) * (other_scale - scale) / (other_loss - loss))
    return guess if low < guess < high else middle


def _rounded(scale: float) -> float:
    return round(scale, DECIMALS)
