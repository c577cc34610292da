"""Moves of levers as a client makes them: some levers, each somewhere in its range."""

from functools import cache
from math import ceil, floor

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from quickscan.domain.scenario import Lever, Override
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from tests.material import knowledge

Move = tuple[Override, ...]


@cache
def levers() -> tuple[Lever, ...]:
    """The levers shipped."""
    return read_levers(shipped_levers(), knowledge()).levers


def moves(most: int = 4) -> SearchStrategy[Move]:
    """Up to so many levers moved at once."""
    chosen = st.lists(st.sampled_from(levers()), max_size=most, unique_by=lambda lever: lever.id)
    return chosen.flatmap(lambda some: st.tuples(*(_settings(lever).map(lever.at) for lever in some)))


def _settings(lever: Lever) -> SearchStrategy[float | str]:
    if lever.options:
        return st.sampled_from([option.id for option in lever.options])
    low, high = lever.minimum or 0.0, lever.maximum or 0.0
    if lever.step and lever.step >= 1.0:
        return st.integers(ceil(low), floor(high)).map(float)
    return st.floats(low, high)
