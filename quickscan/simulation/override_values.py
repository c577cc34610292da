"""What an override makes of a value: replaced, multiplied or added to, with durations and whole numbers kept what they are."""

import math
import sys
from typing import Any

from quickscan.domain.process_parts import Spread
from quickscan.domain.scenario import Override
from quickscan.simulation.override_paths import Place


def new_value(override: Override, place: Place) -> Any:
    """The plain value that is to stand there instead. For times and plus, `number_of` the place must be a number."""
    today = number_of(place.value) or 0.0
    if override.times is not None:
        return _as_it_fits(_rounded(today * override.times, place), place)
    if override.plus is not None:
        return _as_it_fits(_rounded(today + override.plus, place), place)
    return _as_it_fits(override.value, place)


def number_of(value: Any) -> float | None:
    """A number, or the median of a duration; none where it is neither, or a whole number beyond all reckoning."""
    if isinstance(value, Spread):
        return value.median
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) > sys.float_info.max):
        return None
    return value if isinstance(value, int | float) else None


def _rounded(number: float, place: Place) -> float:
    return math.floor(number + 0.5) if place.whole and math.isfinite(number) else number


def _as_it_fits(value: Any, place: Place) -> Any:
    """A single number for a duration moves both its ends; a whole number may come with a decimal point."""
    number = number_of(value)
    if number is not None and isinstance(place.value, Spread):
        return {"median": number, "p90": number * (place.value.p90 / place.value.median)}
    return int(value) if place.whole and isinstance(value, float) and value.is_integer() else value
