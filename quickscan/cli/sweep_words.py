"""Levers and their settings as they are typed: `LEVER=a:b:n`, `LEVER=a,b,c`, `LEVER=all`."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.scenario import Lever
from quickscan.domain.sweep import Setting

Varied = tuple[Lever, list[Setting]]
SEVERITY = "severity."
"""How the paths of severities begin."""


def lever_named(name: str, levers: Sequence[Lever], where: str) -> Lever:
    """The lever of that name; a cause names the lever of its severity. Raises ScanError where there is none."""
    known = {lever.path.removeprefix(SEVERITY): lever for lever in levers if lever.path.startswith(SEVERITY)}
    known |= {lever.id: lever for lever in levers}
    if name not in known:
        near = get_close_matches(name, known, 1)
        raise ScanError.of(where, f"there is no lever {name}", f"did you mean {near[0]}" if near else "see levers.yaml")
    return known[name]


def varied(words: list[str], levers: list[Lever], option: str = "--vary") -> list[Varied]:
    """Levers with the settings they go through; a cause names the lever of its severity. `option` is where they were typed.

    Raises ScanError with every word that is not understood.
    """
    found: list[Varied] = []
    problems: list[Problem] = []
    for word in words:
        where = f"{option} {word}"
        name, _, settings = word.partition("=")
        try:
            lever = lever_named(name, levers, where)
            if any(other is lever for other, _ in found):
                raise ScanError.of(where, f"{name} is given twice", "keep one")
            found.append((lever, list(_settings(lever, settings))))
        except ScanError as error:
            problems += [Problem(where, problem.what, problem.remedy) for problem in error.problems]
    if problems:
        raise ScanError(problems)
    return found


def _settings(lever: Lever, words: str) -> Iterator[Setting]:
    if lever.options:
        names = [option.id for option in lever.options] if words == "all" else words.split(",")
        for name in names:
            lever.at(name)
        yield from names
        return
    for number in _numbers(lever, words):
        lever.at(number)
        yield number


def _numbers(lever: Lever, words: str) -> list[float]:
    """`a:b:n` as n numbers from a to b, `a,b,c` as they are."""
    try:
        if ":" not in words:
            return [float(word) for word in words.split(",")]
        first, last, number = words.split(":")
        low, high, steps = float(first), float(last), int(number)
    except ValueError as error:
        remedy = "write it as from:to:number, such as 1:6:6, or as a list, such as 1,3,6"
        raise ScanError.of(lever.id, f"'{words}' are no settings", remedy) from error
    if steps < 1 or (steps == 1 and low != high):
        raise ScanError.of(lever.id, f"{steps} settings cannot go from {low:g} to {high:g}", "give a number of 2 or more")
    return [low + (high - low) * step / max(1, steps - 1) for step in range(steps)]
