"""The language of templates, cut down to what a report needs: fields, conditions, loops over lists, a few filters.

Nothing can be called, calculated, imported or defined, so that filling a template cannot run away or reach into the program. The
rules hold for whatever is rendered, in whichever corner of the file it hides.
"""

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quickscan.report.tags import FORBIDDEN

FILTERS = ("capitalize", "count", "default", "e", "escape", "first", "join", "last", "length", "lower", "title", "trim", "upper")
"""The filters of a template."""
TESTS = ("defined", "undefined", "none", "true", "false", "eq", "ne", "in", "string", "number", "odd", "even")
LONGEST_WORDS = 500
"""Characters of a text inside a tag."""
LONGEST_XML = 60_000_000
"""Characters of one part of a filled document."""
MOST_ROUNDS = 300_000
"""Rounds of all loops of one document together."""
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Assign,
    nodes.Concat,
    nodes.Keyword,
)
_NAMES = {
    nodes.Call: "calls of functions",
    nodes.Macro: "macros",
    nodes.CallBlock: "macros",
    nodes.Include: "other files",
    nodes.Import: "other files",
    nodes.FromImport: "other files",
    nodes.Extends: "other files",
    nodes.BinExpr: "calculations",
    nodes.UnaryExpr: "calculations",
    nodes.List: "lists of its own",
    nodes.Tuple: "lists of its own",
    nodes.Dict: "lists of its own",
}
ALLOWED_WORDS = "use fields, conditions, loops over lists of the report, and the filters " + ", ".join(FILTERS)


class BoundedTemplate(Template):
    """A template whose result cannot grow without end."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The filled text. Raises TemplateRuntimeError where it gets too long."""
        pieces, length = [], 0
        for piece in self.generate(*args, **kwargs):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_XML:
                raise TemplateRuntimeError("the filled document gets too large")
        return "".join(pieces)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The cut-down language. A template outside of it raises TemplateSyntaxError wherever it is parsed."""

    template_class = BoundedTemplate

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        self._understood: dict[str, Template] = {}
        self._faults: dict[str, str | None] = {}

    def from_string(
        self, source: str | nodes.Template, globals: Any = None, template_class: type[Template] | None = None
    ) -> Template:
        """A template to fill. Understanding takes longer than filling, so what was checked is kept for it.

        Raises TemplateSyntaxError for what cannot be understood, RecursionError or SyntaxError for what is nested too deeply.
        """
        if not isinstance(source, str):
            return super().from_string(source, globals, template_class)
        if source not in self._understood:
            self._understood[source] = super().from_string(source, globals, template_class)
        return self._understood[source]

    def fault_of(self, source: str) -> str | None:
        """Why a tag cannot be understood; none where it can. Many stand in a template again and again, and are looked at once."""
        if source not in self._faults:
            self._faults[source] = self._fault_of(source)
        return self._faults[source]

    def _fault_of(self, source: str) -> str | None:
        try:
            self.compile(source)
        except TemplateSyntaxError as fault:
            return str(fault.message)
        except (RecursionError, SyntaxError):  # the latter is Python's, about what the template became
            return "it is nested too deeply"
        return None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        refuse_code(tree)
        return tree


def refuse_code(tree: nodes.Node) -> None:
    """Raises TemplateSyntaxError for the first thing that a template has no need of."""
    for node in _every(tree):
        what = _refused(node)
        if what:
            raise TemplateSyntaxError(f"{FORBIDDEN}{what}", getattr(node, "lineno", 1))


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all below; by hand, since a tag may be nested deeper than functions can be."""
    waiting = [node]
    while waiting:
        first = waiting.pop()
        yield first
        waiting += list(first.iter_child_nodes())


def _refused(node: nodes.Node) -> str | None:
    """What a node is that has no place in a template; none where it has one."""
    if not isinstance(node, _ALLOWED):
        known = next((words for kind, words in _NAMES.items() if isinstance(node, kind)), None)
        return known or f"{type(node).__name__.lower()}"
    return next((words for refuses, words in _RULES if refuses(node)), None)


def _is_hidden(node: nodes.Node) -> bool:
    return any(
        isinstance(name, str) and name.startswith("_") for name in (getattr(node, "attr", None), getattr(node, "name", None))
    )


def _is_hidden_key(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Getitem)
        and isinstance(node.arg, nodes.Const)
        and isinstance(node.arg.value, str)
        and node.arg.value.startswith("_")
    )


def _is_long(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str) and len(node.value) > LONGEST_WORDS


def _loops_elsewhere(node: nodes.Node) -> bool:
    return isinstance(node, nodes.For) and (not is_path(node.iter) or node.recursive or not isinstance(node.target, nodes.Name))


def _makes_much(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Filter) and node.name in ("join", "first", "last") and not is_path(node.node)


def _keeps_more(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Assign) and (not is_path(node.node) or not isinstance(node.target, nodes.Name))


_RULES: tuple[tuple[Callable[[nodes.Node], bool], str], ...] = (
    (_is_hidden, "names that begin with an underscore"),
    (_is_hidden_key, "names that begin with an underscore"),
    (_is_long, f"texts of more than {LONGEST_WORDS} characters inside a tag"),
    (_loops_elsewhere, "loops over anything but a list of the report"),
    (_makes_much, "the filters join, first and last on anything but a list of the report"),
    (_keeps_more, "{% set %} with anything but a field of the report"),
)


def is_path(node: nodes.Node | None) -> bool:
    """Whether an expression is a plain field such as causes.rows, or a part of a list such as causes.rows[:3]."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return isinstance(node, nodes.Name)


class Rounds:
    """How many rounds of loops are left for a document."""

    def __init__(self) -> None:
        self.left = MOST_ROUNDS

    def spend(self) -> None:
        """One round less. Raises TemplateRuntimeError where none is left."""
        self.left -= 1
        if self.left < 0:
            raise TemplateRuntimeError(f"its loops go through more than {MOST_ROUNDS} rounds")


class CountedList(list[Any]):
    """A list of the report that counts the rounds of loops over it."""

    def __init__(self, entries: list[Any], rounds: Rounds) -> None:
        super().__init__(entries)
        self._rounds = rounds

    def __iter__(self) -> Iterator[Any]:
        for entry in super().__iter__():
            self._rounds.spend()
            yield entry

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return CountedList(found, self._rounds) if isinstance(place, slice) else found


def counted(value: Any, rounds: Rounds) -> Any:
    """The same nested value with every list in it counting."""
    if isinstance(value, dict):
        return {key: counted(inner, rounds) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return CountedList([counted(inner, rounds) for inner in value], rounds)
    return value
