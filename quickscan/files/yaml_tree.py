"""YAML text as plain data that remembers where everything stands.

Read as YAML 1.2 means it: only true and false are booleans (`no`, `on`, `off` stay words), dates stay words, no key twice.
Built from parser events rather than from PyYAML's own tree: composing deeply nested text in C overflows the stack and kills
the process, while events let depth and size be limited on the way.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import yaml

from quickscan.domain.problem import Problem, ScanError
from quickscan.files.source_text import FORBIDDEN_CHARACTER, code_point, read_text, shown_path
from quickscan.files.yaml_syntax import syntax_problem

DEEPEST_NESTING = 50
MOST_ENTRIES = 1_000_000
LONGEST_NUMBER = 300
"""Digits; beyond this a number is taken as a text, because no number of ours is larger than a float."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+$")
DECIMAL_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_OTHER_BASE = {re.compile(r"0o[0-7]+$"): 8, re.compile(r"0x[0-9a-fA-F]+$"): 16}

NOTHING: Mapping[Any, Any] = MappingProxyType({})
Key = str | int
Loc = tuple[Key, ...]
"""The way from the top to something in the file: keys and positions in lists."""


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
    entries: Mapping[Key, "Node"] = NOTHING
    """The values of a mapping."""
    keys: Mapping[Key, Place] = NOTHING
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


def read_tree(path: Path) -> Tree:
    """The file as a tree. Raises ScanError where it is not readable YAML."""
    return parse_tree(read_text(path), shown_path(path))


def parse_tree(text: str, where: str) -> Tree:
    """YAML text as a tree. Raises ScanError at a syntax error, and for nesting or size beyond any real file."""
    builder = _Builder(where)
    try:
        root = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise ScanError([*builder.problems, syntax_problem(error, text, where)]) from None
    return Tree(where, root, tuple(builder.problems))


class _Builder:
    """Builds nodes from parser events and keeps account of anchors, depth and size."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node | None] = {}
        self.count = 0

    def document(self, events: Iterator[Any]) -> Node:
        """The single document of a file."""
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.stop(event, "a second document begins here", "keep one document per file")
                root = self.node(next(events), events, 0)
        if root is None:
            raise ScanError.of(f"{self.where}:1:1", "the file is empty", "fill it in, or delete the file")
        return root

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """The value that begins with this event."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if depth > DEEPEST_NESTING:
            self.stop(event, f"the nesting is more than {DEEPEST_NESTING} levels deep", "check the brackets and the indentation")
        self.grow(event, 1)
        if event.tag is not None and event.tag != "!":
            self.note(event, f"the tag {event.tag} is not known here", "remove it; numbers and texts are told apart without tags")
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        node = self.value(event, events, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def value(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """The text, list or mapping that begins with this event."""
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        before = self.count
        build = self.mapping if isinstance(event, yaml.MappingStartEvent) else self.list
        node = build(event, events, depth)
        node.size += self.count - before
        return node

    def scalar(self, event: Any) -> Node:
        """A text, number, boolean or nothing."""
        forbidden = FORBIDDEN_CHARACTER.search(event.value)
        if forbidden:
            self.note(event, f"the text holds an invisible control character ({code_point(forbidden[0])})", "remove it")
        plain = not event.style
        data = _resolve(event.value) if plain and event.tag is None else event.value
        return Node(data, event.start_mark.line + 1, event.start_mark.column + 1, not plain)

    def list(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        """A list."""
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, depth + 1))
        mark = start.start_mark
        return Node([item.data for item in items], mark.line + 1, mark.column + 1, items=items)

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        """A mapping; of a key given twice the first stands."""
        keys: dict[Key, Place] = {}
        entries: dict[Key, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event, events, depth)
            value = self.node(next(events), events, depth + 1)
            if key in keys:
                self.note(event, f"the key '{key}' stands here twice, first in line {keys[key].line}", "keep one of them")
                continue
            keys[key] = Place(event.start_mark.line + 1, event.start_mark.column + 1)
            entries[key] = value
        data = {key: entry.data for key, entry in entries.items()}
        return Node(data, start.start_mark.line + 1, start.start_mark.column + 1, entries=entries, keys=keys)

    def key(self, event: Any, events: Iterator[Any], depth: int) -> Key:
        """A key: a word, or a whole number that stands without quotation marks."""
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(event, "a list, a mapping or an alias stands where a key is expected", "write a single word followed by a colon")
        data = self.node(event, events, depth).data
        return data if isinstance(data, int) and not isinstance(data, bool) else str(event.value)

    def alias(self, event: Any) -> Node:
        """The value an alias stands for; it counts as often as it is used, so that small files cannot become huge."""
        if event.anchor not in self.anchors:
            self.stop(event, f"*{event.anchor} refers to nothing", "put a text that begins with * in quotation marks")
        node = self.anchors[event.anchor]
        if node is None:
            self.stop(event, f"*{event.anchor} stands inside what it refers to", "write the value out")
        self.grow(event, node.size)
        return node

    def grow(self, event: Any, by: int) -> None:
        """Counts values and stops beyond the limit."""
        self.count += by
        if self.count > MOST_ENTRIES:
            self.stop(event, f"the file holds more than {MOST_ENTRIES:,} values", "check that it is the right file, or split it")

    def note(self, event: Any, what: str, remedy: str) -> None:
        """Keeps a fault and lets reading go on."""
        self.problems.append(self.problem(event, what, remedy))

    def stop(self, event: Any, what: str, remedy: str) -> NoReturn:
        """Raises the ScanError for a fault after which reading on makes no sense."""
        raise ScanError([*self.problems, self.problem(event, what, remedy)])

    def problem(self, event: Any, what: str, remedy: str) -> Problem:
        """A fault at the place of an event."""
        return Problem(f"{self.where}:{event.start_mark.line + 1}:{event.start_mark.column + 1}", what, remedy)


def _resolve(text: str) -> object:
    """What a plain word means in YAML 1.2; a number that no float can hold stays a text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "0123456789+-." or len(text) > LONGEST_NUMBER:
        return text
    if WHOLE_NUMBER.match(text):
        return int(text)
    if DECIMAL_NUMBER.match(text):
        return float(text) if math.isfinite(float(text)) else text
    for form, base in _OTHER_BASE.items():
        if form.match(text):
            return int(text, base)
    return text
