"""A file as a noun; of a faulty file what is left without the faulty entries, so that the rest can be checked all the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quickscan.domain.problem import Problem
from quickscan.files.fault_words import Fault
from quickscan.files.faults import faults_of, rule_problems, validation_problems
from quickscan.files.kinds import KnowledgePart
from quickscan.files.yaml_tree import Loc, Node, Tree

MOST_ROUNDS = 10


@dataclass(frozen=True)
class Remnant:
    """What of a file can be used."""

    noun: Any
    """The noun, possibly without its faulty entries; none where nothing is left."""
    tree: Tree
    """The places of what is left."""
    problems: tuple[Problem, ...]
    """The faults; empty where the noun is whole."""
    removed: frozenset[str]
    """All words that stand in the entries left out, and the keys of the lists they stood in."""


def remnant_of(tree: Tree, type_: Any) -> Remnant:
    """The noun of a file with its faults. Entries of lists that are faulty are left out."""
    problems: tuple[Problem, ...] = tree.problems
    removed: frozenset[str] = frozenset()
    for number in range(MOST_ROUNDS):
        try:
            return Remnant(_validated(tree.data, type_), tree, problems, removed)
        except ValidationError as error:
            if number == 0:
                problems += tuple(validation_problems(error, type_, tree))
            else:  # rules that nothing could be said about as long as one entry was faulty
                problems += tuple(problem for problem in rule_problems(error, tree, removed) if problem not in problems)
            ways = _removable(error, tree)
            if not ways:
                break
            removed |= {word for way in ways for word in (_list_of(way), *_words(tree.node(way)))}
            tree = Tree(tree.where, _without(tree.root, ways, ()))
    return Remnant(None, tree, problems, removed)


def _validated(data: Any, type_: Any) -> Any:
    """Strictly, so that no text passes for a number: as JSON, where dates are texts, but for knowledge, which has number keys."""
    adapter: TypeAdapter[Any] = TypeAdapter(type_)
    if isinstance(type_, type) and issubclass(type_, KnowledgePart):
        return adapter.validate_python(_frozen(data), strict=True)
    return adapter.validate_json(json.dumps(data), strict=True)


def _frozen(data: Any) -> Any:
    """The data with tuples in place of lists, as strict types want them."""
    if isinstance(data, list):
        return tuple(_frozen(entry) for entry in data)
    return {key: _frozen(value) for key, value in data.items()} if isinstance(data, dict) else data


def _removable(error: ValidationError, tree: Tree) -> set[Loc]:
    """Unknown keys, and the smallest list entries that hold any other fault; empty where one fault is in no list."""
    ways: set[Loc] = set()
    for fault in faults_of(error, tree):
        way = fault.loc if fault.kind == "extra_forbidden" else _entry_around(fault, tree)
        if not way:
            return set()
        ways.add(way)
    return ways


def _entry_around(fault: Fault, tree: Tree) -> Loc:
    inside = fault.loc[:-1] if fault.kind == "missing" else fault.loc
    depths = [n for n, part in enumerate(inside, 1) if isinstance(part, int) and tree.node(inside[: n - 1]).items]
    return inside[: depths[-1]] if depths else ()


def _list_of(way: Loc) -> str:
    """The key of the list that an entry is in."""
    return next((part for part in reversed(way[:-1]) if isinstance(part, str)), "")


def _without(node: Node, ways: set[Loc], here: Loc) -> Node:
    """A copy of a node without the entries at these ways; whatever stays keeps its place."""
    if node.items:
        items = [_without(item, ways, (*here, n)) for n, item in enumerate(node.items) if (*here, n) not in ways]
        return Node([item.data for item in items], node.line, node.column, items=items)
    if not node.entries:
        return node
    entries = {key: _without(entry, ways, (*here, key)) for key, entry in node.entries.items() if (*here, key) not in ways}
    data = {key: entry.data for key, entry in entries.items()}
    return Node(data, node.line, node.column, entries=entries, keys=node.keys)


def _words(node: Node) -> Iterator[str]:
    if isinstance(node.data, str):
        yield node.data
    yield from (str(key) for key in node.entries)
    for part in (*node.items, *node.entries.values()):
        yield from _words(part)
