"""The settings of a lever that are tried: spread over its range, each option, and today's among them."""

import math
from dataclasses import dataclass

from quickscan.analysis.compare import AsIs
from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever, Override
from quickscan.domain.sweep import Setting
from quickscan.simulation.levers import lever_value

WIDE = 20.0
"""From this ratio of the highest to the lowest number on, settings are spread by factors: hours from one to 168, say."""
MOST_POINTS = 60
DECIMALS = 10


@dataclass(frozen=True)
class Tried:
    """A setting, and how the lever gets there."""

    setting: Setting | None
    """None where today's value is none of the lever's settings."""
    override: Override | None
    """None for today: nothing changes."""
    title: Text | None = None
    """The option in words."""

    @property
    def is_today(self) -> bool:
        """Whether it is the process as it is."""
        return self.override is None


def settings_tried(as_is: AsIs, lever: Lever, points: int) -> list[Tried]:
    """The settings, lowest first or as options stand. Raises ScanError where the process has no such value or points are odd."""
    today = setting_today(as_is, lever)
    if lever.options:
        options = [
            Tried(option.id, None if option.id == today else lever.at(option.id), option.title) for option in lever.options
        ]
        return options if today is not None else [Tried(None, None), *options]
    numbers = spread(lever, points)
    if not isinstance(today, float):
        return [Tried(None, None), *(Tried(number, lever.at(number)) for number in numbers)]
    others = [number for number in numbers if not math.isclose(number, today, abs_tol=10**-DECIMALS)]
    tried = [Tried(today, None), *(Tried(number, lever.at(number)) for number in others)]
    return sorted(tried, key=lambda entry: float(entry.setting or 0.0))


def spread(lever: Lever, points: int) -> list[float]:
    """Numbers over the whole range of a lever, all of them on its steps. Raises ScanError for too few or too many."""
    if not 2 <= points <= MOST_POINTS:
        raise ScanError.of("--points", f"{points} settings cannot be shown", f"give a number from 2 to {MOST_POINTS}")
    low, high, step = lever.minimum or 0.0, lever.maximum or 0.0, lever.step or 1.0
    shares = [number / (points - 1) for number in range(points)]
    by_factors = low > 0.0 and high >= WIDE * low
    raw = [low * (high / low) ** share if by_factors else low + (high - low) * share for share in shares]
    steps = {min(round((number - low) / step), math.floor((high - low) / step + 1e-9)) for number in raw}
    return sorted({round(low + number * step, DECIMALS) for number in steps})


def setting_today(as_is: AsIs, lever: Lever) -> Setting | None:
    """Where a lever stands in a process; 1 for factors, none for a value that is empty or none of the options."""
    value = value_today(as_is, lever)
    if value is None or isinstance(value, str):
        return value
    return 1.0 if lever.moves == "factor" else float(value)


def value_today(as_is: AsIs, lever: Lever) -> float | str | None:
    """The value of a process that a lever moves. Raises ScanError where it has none."""
    every = {**dict.fromkeys(as_is.knowledge.cause_ids, 0.0), **as_is.severity}
    return lever_value(as_is.process, every, lever)
