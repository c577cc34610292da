"""Rules between the values of one noun: all that are broken are told at once, each at the part it is about."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class BrokenRule:
    """Two or more values of one noun that do not go together."""

    what: str
    """What is wrong, in one sentence without a full stop."""
    remedy: str
    """What to do about it, in one sentence without a full stop."""
    at: tuple[str | int, ...] = ()
    """The way from the noun to the value it is about; empty for the noun as a whole."""

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}"


class BrokenRulesError(ValueError):
    """All rules of one noun that its values break."""

    def __init__(self, rules: Iterable[BrokenRule]) -> None:
        self.rules = tuple(rules)
        super().__init__("\n".join(map(str, self.rules)))


def refuse(broken: Iterable[BrokenRule]) -> None:
    """Raise BrokenRulesError with all of them; nothing where there are none."""
    rules = tuple(broken)
    if rules:
        raise BrokenRulesError(rules)


def told_twice(names: Iterable[str]) -> dict[str, int]:
    """Each name that stands in a list more than once, with the position of its second entry."""
    seen: set[str] = set()
    second: dict[str, int] = {}
    for number, name in enumerate(names):
        if name in seen:
            second.setdefault(name, number)
        seen.add(name)
    return second
