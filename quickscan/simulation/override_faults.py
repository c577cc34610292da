"""What is wrong with overrides, in sentences: which of them, what, and what to do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quickscan.domain.broken_rules import BrokenRulesError
from quickscan.domain.scenario import Override
from quickscan.simulation.override_paths import Place

Way = tuple[str | int, ...]
"""Keys and positions that lead to something in plain data."""

_PLAIN = {
    "an object": "keys with values",
    "a valid array": "a list",
    "a valid string": "a text",
    "a valid integer": "a whole number",
}
"""Pydantic's words for sorts of values, and ours."""
VERY_LARGE = 10**15
"""A whole number from here on is not written out."""
_COUNTED = re.compile(r"\w+ should have (at (?:least|most) \d+) items? after validation, not (?:more|\d+)")


@dataclass(frozen=True)
class NamedOverride:
    """An override and the scenario it is from."""

    scenario: str
    """The id of the scenario."""
    override: Override
    """What is different."""


@dataclass(frozen=True)
class OverrideFault:
    """One fault of one or several overrides."""

    overrides: tuple[int, ...]
    """Their positions; empty where the process was impossible before."""
    what: str
    """What is wrong."""
    remedy: str
    """What to do."""
    about: Literal["path", "clash", "value", "process"] = "value"
    """path: it leads nowhere; clash: two override one value; value: the value itself will not do; process: it does not fit the
    other values of this process, but may fit those of another one."""
    inside: Way = ()
    """The way to the faulty part of the value given."""


def clashes(overrides: Sequence[NamedOverride]) -> list[OverrideFault]:
    """Every pair of overrides of one value, or of a value and a part of it."""
    return [
        OverrideFault((first, second), *_clash(overrides[first], other), "clash")
        for second, other in enumerate(overrides)
        for first in range(second)
        if overrides[first].override.touches(other.override)
    ]


def validation_faults(
    error: ValidationError, data: Any, overrides: Sequence[NamedOverride], places: Sequence[Place]
) -> list[OverrideFault]:
    """What makes the process or a severity impossible, each told once, with the overrides it is about."""
    told: dict[object, OverrideFault] = {}
    for details in _told_apart(error.errors(include_url=False)):
        if not _is_echo(details):
            fault = _fault(details, data, overrides, places)
            once = fault.what if details["type"] in ("missing", "value_error") else ""  # of one value one complaint is enough
            told.setdefault((fault.overrides, fault.inside, once), fault)
    return list(told.values())


def _told_apart(found: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Complaints as they are, but one for each of several broken rules of a noun."""
    for details in found:
        broken = details.get("ctx", {}).get("error")
        rules = broken.rules if isinstance(broken, BrokenRulesError) else ()
        yield from (details | {"ctx": {"error": rule}} for rule in rules)
        if not rules:
            yield details


def _clash(first: NamedOverride, second: NamedOverride) -> tuple[str, str]:
    whole, part = sorted((first, second), key=lambda entry: len(entry.override.path))
    value, inner = whole.override.path, part.override.path
    if first.scenario == second.scenario:
        values = f"{value} twice" if value == inner else f"{value} and a part of it, {inner}"
        return f"{first.scenario} overrides {values}", "keep one of the two overrides"
    remedy = "combine only one of the two, or take out one override"
    if value == inner:
        return f"{first.scenario} and {second.scenario} override the same value, {value}", remedy
    return f"{whole.scenario} overrides {value} and {part.scenario} a part of it, {inner}", remedy


def _is_echo(details: ErrorDetails) -> bool:
    """Whether a list seems too short only because some of its entries are faulty, which is told anyway."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _fault(details: ErrorDetails, data: Any, overrides: Sequence[NamedOverride], places: Sequence[Place]) -> OverrideFault:
    """The fault of one override where it is inside its value; otherwise of a rule between values, of which it names some.

    A rule that names the value overridden and none beside it is broken by that value alone.
    """
    way = _way(details, data)
    for number, place in enumerate(places):
        if way[: len(place.way)] == place.way:
            changes = overrides[number].override.changes()
            inside = way[len(place.way) :] if isinstance(changes.get("value"), list | dict) else ()
            words = _words(details, _subject(place.path, inside))
            return OverrideFault((number,), *words, "value" if "value" in changes else "process", inside)
    below = [number for number, place in enumerate(places) if place.way[: len(way)] == way]
    what, remedy = _words(details, "")
    said = set(re.findall(r"\w+", what))
    told = tuple([number for number in below if places[number].way[-1] in said] or below)
    paths = ", ".join(places[number].path for number in told)
    around = reduce(getitem, way, data)
    fields = said.intersection(around) if isinstance(around, dict) else said
    alone = len(told) == 1 and "value" in overrides[told[0]].override.changes() and places[told[0]].way == (*way, *fields)
    return OverrideFault(told, f"{paths}: {what}" if paths else what, remedy, "value" if alone else "process")


def _subject(path: str, inside: Way) -> str:
    """What to call a part of a value: opening_hours.saturday, entry 2 of month_weights, share of entry 1 of bursts."""
    for part in inside:
        if isinstance(part, int):
            path = f"entry {part + 1} of {path}"
        else:
            path = f"{part} of {path}" if path.startswith("entry ") else f"{path}.{part}"
    return path


def _way(details: ErrorDetails, data: Any) -> Way:
    """Pydantic's location without the names of members of unions: only what stands in the data, but for a key that is missing."""
    way: list[str | int] = []
    for part in details["loc"]:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            continue
        way.append(part)
    return tuple(way)


def _words(details: ErrorDetails, subject: str) -> tuple[str, str]:
    kind, message, last = details["type"], details["msg"], details["loc"][-1]
    if kind == "value_error":
        what, _, remedy = str(details["ctx"]["error"]).partition("; ")
        return f"{subject}: {what}" if subject else what, remedy or "correct it"
    if kind == "missing":
        return f"{subject} has no {_entry(last)}", "add it"
    if kind == "extra_forbidden":
        return f"there is no place for {subject}", "take it out, or correct the word"
    counted = _COUNTED.match(message)
    if counted:
        entries = len(details["input"])
        return f"{subject} has {entries} {'entry' if entries == 1 else 'entries'}", f"give {counted[1]}"
    wanted = message.removeprefix("Input should be ")
    if wanted != message:
        return f"{subject} would be {_shown(details['input'])}", f"make it {_PLAIN.get(wanted, wanted.replace('a valid', 'a'))}"
    return f"{subject} would be {_shown(details['input'])}, which has the wrong form", "write it as a lead process does"


def _entry(last: str | int) -> str:
    return f"entry {last + 1}" if isinstance(last, int) else f"'{last}'"


def _shown(value: Any) -> str:
    if value is None or isinstance(value, list | dict):
        return "nothing" if value is None else "a list" if isinstance(value, list) else "keys with values"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'"
    return f"{value:g}" if isinstance(value, float) or abs(value) < VERY_LARGE else "a very large number"
