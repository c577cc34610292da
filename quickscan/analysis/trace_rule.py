"""What a rule of a figure is, and how it is found: by the pattern of the figure's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from quickscan.domain.base import Text
from quickscan.domain.trace import Unit


@dataclass(frozen=True)
class Rule:
    """How the figures of one pattern are made."""

    pattern: str
    """Names with * for one part and ** for the rest. A variant stands behind a colon."""
    unit: Unit
    name: Text
    """What the figure is; {0}, {1} are the parts that * stands for, as people call them."""
    words: Text
    """How it is made, in a sentence."""
    inputs: tuple[str, ...] = ()
    """The figures it is made of: ids with {0}, {1}, patterns for all that fit, or @NAME for what hangs on the answers."""
    grounds: tuple[str, ...] = ()
    """What it rests on directly: names of trace_grounds."""

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return expression(self.pattern.partition(":")[0])

    def parts(self, figure_id: str) -> tuple[str, ...] | None:
        """What the stars stand for in the name of a figure; none where it does not fit."""
        found = self._expression.fullmatch(figure_id)
        return found.groups() if found is not None else None


def expression(pattern: str) -> re.Pattern[str]:
    """A pattern with stars as a regular expression."""
    pieces = re.split(r"(\*\*?)", pattern)
    ways = {"*": "([^.]+)", "**": "(.+)"}
    return re.compile("".join(ways.get(piece) or re.escape(piece) for piece in pieces))


def rule(pattern: str, unit: Unit, name: tuple[str, str], words: tuple[str, str], inputs: str = "", grounds: str = "") -> Rule:
    """A rule from texts in German and English, and from inputs and grounds with blanks between."""
    return Rule(pattern, unit, _text(name), _text(words), tuple(inputs.split()), tuple(grounds.split()))


def _text(words: Iterable[str]) -> Text:
    german, english = words
    return Text(de=german, en=english)
