"""Overrides put into a process and its severities: never in place, never in a silent order, never an impossible process."""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Catalogue, Override, Scenario
from quickscan.simulation.override_faults import NamedOverride, OverrideFault, clashes, validation_faults
from quickscan.simulation.override_paths import Changeable, Nowhere, Place, find
from quickscan.simulation.override_values import new_value, number_of

Severity = Mapping[str, float]
"""The severity, 0 to 1, of every cause there is."""


def apply(process: LeadProcess, severity: Severity, overrides: Sequence[NamedOverride]) -> tuple[LeadProcess, dict[str, float]]:
    """The process and the severities with all overrides in them; the order of the overrides does not matter.

    Every change starts from the values given here, also `times` and `plus`. Raises ScanError with all faults: paths that lead
    nowhere, two overrides of one value, and values that make the process impossible.
    """
    changed, faults = changed_by(changeable(process, severity), overrides)
    if faults:
        raise ScanError(_problem(fault, overrides, process) for fault in faults)
    return changed.process, changed.severity


def faults_of(process: LeadProcess, severity: Severity, overrides: Sequence[NamedOverride]) -> list[OverrideFault]:
    """Why these overrides cannot be applied; nothing where they can."""
    return changed_by(changeable(process, severity), overrides)[1]


def named(scenario: str, overrides: Sequence[Override]) -> tuple[NamedOverride, ...]:
    """Overrides under the name of one scenario, as `apply` takes them."""
    return tuple(NamedOverride(scenario, override) for override in overrides)


def resolve(scenario: Scenario, catalogue: Catalogue) -> tuple[NamedOverride, ...]:
    """The overrides of a scenario and of all it is based on, each scenario once, those it is based on first.

    Raises ScanError for names that are not in the catalogue and for scenarios that are based on themselves.
    """
    found: dict[str, Scenario] = {}
    problems: list[Problem] = []
    trail = [(scenario, iter(scenario.based_on))]
    while trail:
        current, names = trail[-1]
        name = next(names, None)
        ids = [entry.id for entry, _ in trail]
        if name is None:
            found[current.id] = trail.pop()[0]
        elif name in ids:
            problems.append(_circle(current, [*ids[ids.index(name) :], name]))
        elif name not in catalogue:
            problems.append(_unknown(current, name, catalogue))
        elif name not in found:
            trail.append((catalogue[name], iter(catalogue[name].based_on)))
    if problems:
        raise ScanError(problems)
    return tuple(entry for base in found.values() for entry in named(base.id, base.overrides))


def changeable(process: LeadProcess, severity: Severity) -> Changeable:
    """A process and its severities in one, as they are."""
    return Changeable.model_construct(process=process, severity=dict(severity))


def changed_by(whole: Changeable, overrides: Sequence[NamedOverride]) -> tuple[Changeable, list[OverrideFault]]:
    """A copy with all overrides in it; where that cannot be, the whole as it was, with all faults."""
    if not overrides:
        return whole, []
    found = [find(whole, entry.override.path) for entry in overrides]
    places = [place for place in found if isinstance(place, Place)]
    faults = [
        OverrideFault((number,), place.what, place.remedy, place.about)
        for number, place in enumerate(found)
        if isinstance(place, Nowhere)
    ]
    faults += clashes(overrides)
    faults += [] if faults else list(_not_numbers(overrides, places))
    return (whole, faults) if faults else _validated(whole, overrides, places)


def _validated(
    whole: Changeable, overrides: Sequence[NamedOverride], places: Sequence[Place]
) -> tuple[Changeable, list[OverrideFault]]:
    data = whole.model_dump(mode="json")
    for entry, place in zip(overrides, places, strict=True):
        _put(data, place.way, new_value(entry.override, place))
    try:
        changed = Changeable.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        return whole, validation_faults(error, data, overrides, places)
    faults = list(_patterns_missing(changed.process, overrides))
    return (whole, faults) if faults else (changed, [])


def _put(data: Any, way: tuple[str | int, ...], value: Any) -> None:
    for part in way[:-1]:
        data = data[part]
    data[way[-1]] = value


def _not_numbers(overrides: Sequence[NamedOverride], places: Sequence[Place]) -> Iterator[OverrideFault]:
    for number, (entry, place) in enumerate(zip(overrides, places, strict=True)):
        if "value" not in entry.override.changes() and number_of(place.value) is None:
            empty = place.value is None
            what = f"{place.path} is {'empty' if empty else 'no number'}, so nothing can be multiplied or added"
            yield OverrideFault((number,), what, "give value in place of times or plus", "process" if empty else "value")


def _patterns_missing(process: LeadProcess, overrides: Sequence[NamedOverride]) -> Iterator[OverrideFault]:
    """Channels that follow an arrival pattern which is not there, as no single type can tell."""
    known = [pattern.id for pattern in process.arrival_patterns]
    for channel in process.channels:
        if channel.pattern in known:
            continue
        ways = (Override(path=f"channels.{channel.channel}.pattern", value=None), Override(path="arrival_patterns", value=None))
        about = tuple(number for number, entry in enumerate(overrides) if any(entry.override.touches(way) for way in ways))
        paths = ", ".join(overrides[number].override.path for number in about)
        what = f"the channel {channel.channel} follows the arrival pattern '{channel.pattern}', which is not there"
        yield OverrideFault(about, f"{paths}: {what}" if about else what, f"take one of {', '.join(known)}", "process")


def _problem(fault: OverrideFault, overrides: Sequence[NamedOverride], process: LeadProcess) -> Problem:
    scenarios = dict.fromkeys(overrides[number].scenario for number in fault.overrides)
    return Problem(", ".join(scenarios) or process.id, fault.what, fault.remedy)


def _circle(scenario: Scenario, circle: Sequence[str]) -> Problem:
    return Problem(scenario.id, f"'{circle[0]}' is based on itself ({' -> '.join(circle)})", "take one of these out of based_on")


def _unknown(scenario: Scenario, name: str, catalogue: Catalogue) -> Problem:
    like = get_close_matches(name, list(catalogue), n=1)
    remedy = f"write '{like[0]}' if that is meant" if like else "correct the name in based_on"
    return Problem(scenario.id, f"there is no scenario '{name}'", remedy)
