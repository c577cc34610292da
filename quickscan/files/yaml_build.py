"""From YAML text to a tree: dates stay words, no key twice, no tags, and neither depth nor size without limit.

Built from parser events rather than by PyYAML's own composer: composing deeply nested text in C overflows the stack and kills
the process, while events let depth and size be limited on the way.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from quickscan.domain.problem import Problem, ScanError
from quickscan.files.source_text import FORBIDDEN_CHARACTER, code_point, read_text, shown_path
from quickscan.files.yaml_syntax import syntax_problem
from quickscan.files.yaml_tree import Key, Node, Place, Tree
from quickscan.files.yaml_words import meaning

DEEPEST_NESTING = 50
MOST_ENTRIES = 1_000_000
MANY_KEYS_TWICE = 3
"""From this many on it is rather a forgotten dash."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.note(event, f"the tag {tag} is not known here", "remove it; numbers and texts are told apart without tags")
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
        build = self.mapping if isinstance(event, yaml.MappingStartEvent) else self.sequence
        node = build(event, events, depth)
        node.size += self.count - before
        return node

    def scalar(self, event: Any) -> Node:
        """A text, number, boolean or nothing."""
        forbidden = FORBIDDEN_CHARACTER.search(event.value)
        if forbidden:
            self.note(event, f"the text holds an invisible control character ({code_point(forbidden[0])})", "remove it")
        plain = not event.style
        data = meaning(event.value) if plain and event.tag is None else event.value
        return Node(data, event.start_mark.line + 1, event.start_mark.column + 1, not plain)

    def sequence(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        """A list."""
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, depth + 1))
        mark = start.start_mark
        return Node([item.data for item in items], mark.line + 1, mark.column + 1, items=items)

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        """A mapping; of a key given twice the first stands."""
        keys: dict[Key, Place] = {}
        again: list[tuple[Any, Key]] = []
        entries: dict[Key, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event, events, depth)
            value = self.node(next(events), events, depth + 1)
            if key in keys:
                again.append((event, key))
                continue
            keys[key] = Place(event.start_mark.line + 1, event.start_mark.column + 1)
            entries[key] = value
        self.note_again(again, keys)
        data = {key: entry.data for key, entry in entries.items()}
        return Node(data, start.start_mark.line + 1, start.start_mark.column + 1, entries=entries, keys=keys)

    def note_again(self, again: list[tuple[Any, Key]], keys: dict[Key, Place]) -> None:
        """Keys given twice; several in one mapping are two entries of a list run together, which is told once."""
        if len(again) < MANY_KEYS_TWICE:
            for event, key in again:
                self.note(event, f"the key '{key}' stands here twice, first in line {keys[key].line}", "keep one of them")
            return
        words = ", ".join(f"'{key}'" for _, key in again)
        self.note(
            again[0][0], f"from here on {words} stand twice in one entry", "begin a new entry with '- ' if its dash is missing"
        )

    def key(self, event: Any, events: Iterator[Any], depth: int) -> Key:
        """A key: a word, or a whole number that stands without quotation marks."""
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(event, "something else stands where a key is expected", "write a single word followed by a colon")
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
