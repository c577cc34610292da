"""Keys that are not known, and keys that are missing; a misspelt key is told once, not as both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from quickscan.domain.problem import Problem
from quickscan.files.fault_words import Fault
from quickscan.files.phrases import entries, listed, name_of, nearest
from quickscan.files.type_walk import noun_at
from quickscan.files.yaml_tree import Loc, Tree


def key_problems(faults: Iterable[Fault], type_: Any, tree: Tree) -> Iterator[Problem]:
    """The problems of unknown and missing keys, mapping by mapping."""
    by_owner: dict[Loc, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_owner[fault.loc[:-1]].append(fault)
    for owner, its_faults in by_owner.items():
        if isinstance(tree.node(owner).data, list):
            yield _too_few(owner, its_faults, tree)
        else:
            yield from _of_mapping(owner, its_faults, noun_at(type_, owner, tree.data), tree)


def _too_few(owner: Loc, faults: list[Fault], tree: Tree) -> Problem:
    data = tree.node(owner).data
    return tree.fault(owner, f"{name_of(owner, tree)} has {entries(data)}", f"give {len(data) + len(faults)}")


def _of_mapping(owner: Loc, faults: list[Fault], noun: type[BaseModel] | None, tree: Tree) -> Iterator[Problem]:
    missing = {str(fault.loc[-1]) for fault in faults if fault.kind == "missing"}
    known = set(noun.model_fields) if noun else missing
    free = known - set(map(str, tree.node(owner).keys))
    for fault in faults:
        if fault.kind == "extra_forbidden":
            like = nearest(str(fault.loc[-1]), sorted(free))
            missing.discard(like or "")
            yield Problem(tree.at_key(fault.loc), f"unknown key {fault.name}", _instead(like, known, free))
    for key in sorted(missing):
        yield tree.fault(owner, f"'{key}' is missing", _addition(noun, key))


def _instead(like: str | None, known: Iterable[str], free: Iterable[str]) -> str:
    if like:
        return f"write '{like}' if that is meant"
    return f"remove it, or write one of {listed(sorted(free))}" if free else f"remove it; the keys are {listed(sorted(known))}"


def _addition(noun: type[BaseModel] | None, key: str) -> str:
    """To add a key, with what it is for from its documentation."""
    description = noun.model_fields[key].description if noun and key in noun.model_fields else None
    return f"add it ({' '.join(description.split()).removesuffix('.')})" if description else "add it"
