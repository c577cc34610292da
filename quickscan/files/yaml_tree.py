"""A YAML file as plain data that remembers where everything stands, so that a fault can be told as file:line:column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from quickscan.domain.problem import Problem

Key = str | int
Loc = tuple[Key, ...]
"""The way from the top to something in the file: keys and positions in lists."""

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


def _nothing() -> Mapping[Any, Any]:
    return _NOTHING


@dataclass(frozen=True, order=True)
class Place:
    """A line and a column, both counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@dataclass(slots=True)
class Node:
    """One value of the file: its plain data and where it and its parts stand."""

    data: Any
    line: int
    column: int
    quoted: bool = False
    """Whether a text stands in quotation marks."""
    size: int = 1
    """How many values it holds, itself included."""
    items: Sequence["Node"] = ()
    """The entries of a list."""
    entries: Mapping[Key, "Node"] = field(default_factory=_nothing)
    """The values of a mapping."""
    keys: Mapping[Key, Place] = field(default_factory=_nothing)
    """Where the keys of a mapping stand."""

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.line, self.column)

    def child(self, part: Key) -> "Node | None":
        """The entry of that position or key; none where there is none."""
        if isinstance(part, int) and 0 <= part < len(self.items):
            return self.items[part]
        return self.entries.get(part)


@dataclass(frozen=True)
class Tree:
    """A whole file: its plain data, the places, and faults that do not hinder reading on."""

    where: str
    """The file, as a person would write it."""
    root: Node
    """The top of the file."""
    problems: tuple[Problem, ...] = ()
    """Keys given twice and the like."""

    @property
    def data(self) -> Any:
        """The plain data: dict, list, text, number, boolean or nothing."""
        return self.root.data

    def node(self, loc: Loc) -> Node:
        """What stands at the end of that way, or the nearest thing around it."""
        node = self.root
        for part in loc:
            child = node.child(part)
            if child is None:
                break
            node = child
        return node

    def at(self, loc: Loc) -> str:
        """The place of a value as "file:line:column"."""
        return f"{self.where}:{self.node(loc).place}"

    def at_key(self, loc: Loc) -> str:
        """The place of the key that leads to a value, or of the value where it has no key."""
        keys = self.node(loc[:-1]).keys if loc else {}
        return f"{self.where}:{keys[loc[-1]]}" if loc and loc[-1] in keys else self.at(loc)

    def fault(self, loc: Loc, what: str, remedy: str) -> Problem:
        """A problem at a value."""
        return Problem(self.at(loc), what, remedy)
