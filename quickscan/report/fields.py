"""The fields of a template checked before it is filled: every path such as cover.client must exist in the context's types.

Types are looked at, not data, so that a wrong field inside a loop is found even where this scan has nothing to loop over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import UnionType
from typing import Union, get_args, get_origin

from jinja2 import nodes
from pydantic import BaseModel

from quickscan.report.context import Context


@dataclass(frozen=True)
class Leaf:
    """A text or number: nothing below it can be named."""


@dataclass(frozen=True)
class Branch:
    """Named fields."""

    fields: "dict[str, Shape]"


@dataclass(frozen=True)
class Many:
    """A list to loop over."""

    of: "Shape"


@dataclass(frozen=True)
class Anything:
    """What a filter, call or the loop variable gives; not checked."""


Shape = Leaf | Branch | Many | Anything


@dataclass(frozen=True)
class UnknownField:
    """A path in a template that leads nowhere."""

    path: str
    """The path as written."""
    nearest: str
    """The known path that looks most like it."""
    line: int
    """The line of the template source."""
    is_known: bool = False
    """Whether there is such a field, but it is no list and was looped over."""

    @property
    def what(self) -> str:
        """What is wrong with it, in a sentence."""
        if self.is_known:
            return f"{self.path} is no list that a loop could go through"
        if self.path.startswith("t."):
            return f"the fixed words {self.path} are missing in the texts file"
        return f"the field {self.path} does not exist"

    @property
    def remedy(self) -> str:
        """What to do about it, in a sentence."""
        if self.is_known:
            return f"write {self.nearest}, the nearest list, or take the loop away"
        if self.path.startswith("t."):
            return f"write {self.nearest}, the nearest known ones, or add them to the texts file"
        return f"write {self.nearest}, the nearest known field, or remove it"


def shape_of_context(text_keys: Iterable[str]) -> Branch:
    """The fields of a template; the fixed words are those of a texts file."""
    shape = _shape(Context)
    assert isinstance(shape, Branch)
    return Branch({**shape.fields, "t": Branch({key: Leaf() for key in text_keys})})


def unknown_fields(source: nodes.Template, known: Branch) -> list[UnknownField]:
    """The paths in a parsed template that lead nowhere, in the order written, each once in a line."""
    checker = _Checker(known)
    checker.visit(source, dict(known.fields))
    return list({(fault.path, fault.line): fault for fault in checker.faults}.values())


def paths(shape: Shape, prefix: str = "") -> Iterator[str]:
    """Every path below a shape, such as cover.client; the fields of what is looped over follow the list's name."""
    inner = shape.of if isinstance(shape, Many) else shape
    for name, below in inner.fields.items() if isinstance(inner, Branch) else ():
        path = f"{prefix}.{name}" if prefix else name
        yield path
        yield from paths(below, path)


def _lists(shape: Shape, prefix: str = "") -> Iterator[str]:
    """Every path that can be looped over from the top."""
    for name, below in shape.fields.items() if isinstance(shape, Branch) else ():
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(below, Many):
            yield path
        yield from _lists(below, path)


def _shape(annotation: object) -> Shape:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Branch({name: _shape(field.annotation) for name, field in annotation.model_fields.items()})
    if get_origin(annotation) is tuple:
        return Many(_shape(get_args(annotation)[0]))
    if get_origin(annotation) in (Union, UnionType):
        return _shape(next(part for part in get_args(annotation) if part is not type(None)))
    return Leaf()


Scope = dict[str, Shape]


class _Checker:
    """Walks through a template with what each name stands for."""

    def __init__(self, known: Branch) -> None:
        self.known = known
        self.faults: list[UnknownField] = []

    def visit(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.For):
            self._visit_loop(node, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self.shape(node.node, scope), scope)
        elif isinstance(node, nodes.Expr):
            self.shape(node, scope)
        else:
            self._visit_all(node.iter_child_nodes(), scope)

    def shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """What an expression stands for."""
        if isinstance(node, nodes.Name):
            return self._field(Branch(scope), node.name, node.name, node.lineno)
        if isinstance(node, nodes.Getattr):
            return self._below(node, node.attr, scope)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._below(node, node.arg.value, scope)
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            return Anything()
        self._visit_all(node.iter_child_nodes(), scope)
        return Leaf() if isinstance(node, nodes.Const) else Anything()

    def _visit_all(self, children: Iterable[nodes.Node], scope: Scope) -> None:
        for child in children:
            self.visit(child, scope)

    def _visit_loop(self, node: nodes.For, scope: Scope) -> None:
        looped = self.shape(node.iter, scope)
        if isinstance(looped, Leaf | Branch):
            path = _path(node.iter)
            lists = list(_lists(self.known))
            self.faults.append(UnknownField(path, _most_alike(path, lists), node.lineno, is_known=True))
        inner = {**scope, "loop": Anything()}
        self._bind(node.target, looped.of if isinstance(looped, Many) else Anything(), inner)
        self._visit_all([*node.body, *([node.test] if node.test else [])], inner)
        self._visit_all(node.else_, scope)

    def _bind(self, target: nodes.Node, shape: Shape, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = shape
        else:
            scope.update({name.name: Anything() for name in target.find_all(nodes.Name)})

    def _below(self, node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> Shape:
        return self._field(self.shape(node.node, scope), name, _written(node, name), node.lineno)

    def _field(self, base: Shape, name: str, path: str, line: int) -> Shape:
        if isinstance(base, Anything) and not name.startswith("_"):
            return base
        if isinstance(base, Branch) and name in base.fields:
            return base.fields[name]
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(UnknownField(path, self._nearest(base, name, path), line))
        return Anything()

    def _nearest(self, base: Shape, name: str, path: str) -> str:
        """The field that looks most like it: among its neighbours if one does, otherwise anywhere."""
        start = path[: -len(name)]
        neighbours = [start + field for field in base.fields] if isinstance(base, Branch) else []
        best = _most_alike(path, neighbours)
        if best and SequenceMatcher(None, name, best[len(start) :]).ratio() >= ALIKE:
            return best
        return _most_alike(path, list(paths(self.known))) or best


MOST_FAULTS = 200
"""More are not told: whoever reads that many knows enough, and looking for what was meant takes a while."""
ALIKE = 0.6
"""From this likeness on, a neighbouring field is what was meant."""


def _most_alike(path: str, candidates: list[str]) -> str:
    return max(candidates, key=lambda candidate: _likeness(path, candidate), default="")


def _likeness(path: str, candidate: str) -> float:
    """A path without its place counts as well: "client" is meant as "cover.client"."""
    whole = SequenceMatcher(None, path, candidate).ratio()
    last = SequenceMatcher(None, path.rpartition(".")[2], candidate.rpartition(".")[2]).ratio()
    return whole + last


def _path(node: nodes.Node) -> str:
    """A name or path as it stands in the template."""
    if isinstance(node, nodes.Name):
        return node.name
    return _written(node, node.attr) if isinstance(node, nodes.Getattr) else "this"


def _written(node: nodes.Node, name: str) -> str:
    """A path as it stands in the template, as far as it is a path."""
    base = getattr(node, "node", None)
    if isinstance(base, nodes.Name):
        return f"{base.name}.{name}"
    if isinstance(base, nodes.Getattr):
        return f"{_written(base, base.attr)}.{name}"
    if isinstance(base, nodes.Getitem) and isinstance(base.arg, nodes.Const):
        return f"{_written(base, str(base.arg.value))}.{name}"
    return name
