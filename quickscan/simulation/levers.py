"""Levers on a process: which of them it has, and where each stands today."""

from collections.abc import Iterable

from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Lever, Override
from quickscan.simulation.override_paths import Nowhere, Place, find
from quickscan.simulation.override_values import number_of
from quickscan.simulation.overrides import Severity, changeable, changed_by, named


def lever_value(process: LeadProcess, severity: Severity, lever: Lever) -> float | str | None:
    """Where a lever stands today: its value, or its option; none where that is empty, or none of its options.

    A duration is given by its median. For a lever that moves a factor it is today's value too; the factor of today is 1.
    Raises ScanError where the process has no such value.
    """
    place = find(changeable(process, severity), lever.path)
    if isinstance(place, Nowhere):
        raise ScanError.of(lever.id, place.what, place.remedy)
    if lever.options:
        return next((option.id for option in lever.options if _is_today(process, severity, lever.at(option.id))), None)
    number = number_of(place.value)
    if number is None and place.value is not None:
        raise ScanError.of(lever.id, f"{lever.path} is no number", "give options in place of minimum and maximum")
    return number


def levers_that_fit(process: LeadProcess, severity: Severity, levers: Iterable[Lever]) -> tuple[Lever, ...]:
    """The levers whose value this process has."""
    whole = changeable(process, severity)
    return tuple(lever for lever in levers if isinstance(find(whole, lever.path), Place))


def _is_today(process: LeadProcess, severity: Severity, override: Override) -> bool:
    """Whether an override changes nothing."""
    whole = changeable(process, severity)
    changed, faults = changed_by(whole, named("today", [override]))
    return not faults and changed == whole
