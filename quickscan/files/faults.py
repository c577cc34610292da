"""What pydantic found wrong with a file, told in plain words at its place in the file, all faults at once.

Pydantic's locations name members of unions and give every member's complaint; here they become the way through the file, and
several complaints about one value become one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quickscan.domain.broken_rules import BrokenRulesError
from quickscan.domain.problem import Problem
from quickscan.files.fault_words import EXPECTED, Fault, in_words, wrong_type
from quickscan.files.key_faults import key_problems
from quickscan.files.phrases import name_of
from quickscan.files.yaml_tree import Loc, Tree

KEY_FAULTS = ("missing", "extra_forbidden")
RULE_FAULT = "broken_rule"
"""The kind of a fault that is one of several rules between the values of a noun."""
_Faults = Mapping[Loc, Sequence[Fault]]


def validation_problems(error: ValidationError, type_: Any, tree: Tree) -> list[Problem]:
    """All faults of one file, in the order of their places."""
    faults = faults_of(error, tree)
    about_keys = [fault for fault in faults if fault.kind in KEY_FAULTS]
    about_values: dict[Loc, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.kind not in KEY_FAULTS:
            about_values[fault.loc].append(fault)
    return in_order([*key_problems(about_keys, type_, tree), *_value_problems(about_values, tree)])


def faults_of(error: ValidationError, tree: Tree) -> list[Fault]:
    """Pydantic's complaints, each with its way through the file; several broken rules of one noun are a fault each."""
    faults = [fault for details in error.errors(include_url=False) for fault in _told_apart(_fault(details, tree), tree)]
    return [fault for fault in faults if not _is_echo(fault, tree)]


def rule_problems(error: ValidationError, tree: Tree, removed: frozenset[str]) -> list[Problem]:
    """Broken rules between the values of a file of which faulty entries were left out, but for echoes of those.

    `removed` are the words of the entries left out, and the keys of the lists they stood in.
    """
    rules = [fault for fault in faults_of(error, tree) if fault.kind == RULE_FAULT]
    ours = [fault for fault in rules if removed.isdisjoint({*map(str, fault.loc[:1]), str(tree.node(fault.loc).data)})]
    return [Problem(tree.at(fault.loc), *in_words(fault, tree.node(fault.loc))) for fault in ours]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column, each told once."""
    return sorted(set(problems), key=_position)


def _position(problem: Problem) -> tuple[str, int, int, str]:
    path, *place = problem.where.rsplit(":", 2)
    if len(place) == 2 and all(number.isdigit() for number in place):
        return path, int(place[0]), int(place[1]), problem.what
    return problem.where, 0, 0, problem.what


def _fault(details: ErrorDetails, tree: Tree) -> Fault:
    about_key = details["loc"][-1:] == ("[key]",)
    loc = _way(details["loc"], tree, keep_last=details["type"] == "missing")
    if details["type"].startswith("union_tag") and "type" in tree.node(loc).entries:
        loc = (*loc, "type")
    return Fault(details["type"], loc, name_of(loc, tree), about_key, details.get("ctx", {}), details["msg"])


def _told_apart(fault: Fault, tree: Tree) -> Iterator[Fault]:
    """One fault for each broken rule, at the value that the rule is about."""
    broken = fault.details.get("error")
    if not isinstance(broken, BrokenRulesError):
        yield fault
        return
    for rule in broken.rules:
        loc = _way((*fault.loc, *rule.at), tree, keep_last=False)
        yield replace(fault, kind=RULE_FAULT, loc=loc, name=name_of(loc, tree), details={"error": str(rule)})


def _way(loc: Loc, tree: Tree, keep_last: bool) -> Loc:
    """Pydantic's location without the names of union members: only what stands in the file."""
    way: list[str | int] = []
    node, entered = tree.root, True
    for index, label in enumerate(loc):
        if entered and isinstance(node.data, dict) and node.data.get("type") == label:
            entered = False  # the member of a union, named by the type the file gives
            continue
        part = _as_in_file(label, node.entries)
        child = node.child(part)
        if child is None and not (keep_last and index == len(loc) - 1):
            continue
        way.append(part)
        node, entered = child or node, True
    return tuple(way)


def _as_in_file(part: str | int, entries: Mapping[str | int, Any]) -> str | int:
    """JSON knows keys as texts only; the file may have them as numbers."""
    return int(part) if isinstance(part, str) and part.isdigit() and int(part) in entries else part


def _is_echo(fault: Fault, tree: Tree) -> bool:
    """Whether a list seems too short to pydantic only because some of its entries are faulty, which is told anyway."""
    data = tree.node(fault.loc).data
    return fault.kind == "too_short" and isinstance(data, list) and len(data) >= fault.details["min_length"]


def _value_problems(by_loc: _Faults, tree: Tree) -> Iterator[Problem]:
    for loc, faults in by_loc.items():
        node = tree.node(loc)
        kinds = [fault.kind for fault in faults]
        if len(faults) > 1 and all(kind in EXPECTED for kind in kinds):
            if not _is_told_deeper(loc, by_loc):
                yield tree.fault(loc, *wrong_type(faults[0].name, kinds, node))
            continue
        for fault in faults:
            what, remedy = in_words(fault, node)
            yield Problem(_where(fault, what, tree), what, remedy)


def _where(fault: Fault, what: str, tree: Tree) -> str:
    """At the value, but at the key where the value is nothing. A rule of a whole mapping begins with the key it is about."""
    node = tree.node(fault.loc)
    if fault.about_key or node.data is None:
        return tree.at_key(fault.loc)
    first = what.split(maxsplit=1)[0].strip(",:")
    return tree.at((*fault.loc, first)) if fault.kind == "value_error" and first in node.entries else tree.at(fault.loc)


def _is_told_deeper(loc: Loc, by_loc: _Faults) -> bool:
    return any(len(other) > len(loc) and other[: len(loc)] == loc for other in by_loc)
