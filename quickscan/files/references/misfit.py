"""A part that does not fit the rest, and the two commonest sorts: an unknown name and a name given twice."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from quickscan.files.phrases import listed, nearest
from quickscan.files.yaml_tree import Loc

LONGEST_LIST = 15
"""A list of choices longer than this is not read by anybody."""


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit, at its way through the file."""

    loc: Loc
    """The way to it."""
    what: str
    """What is wrong."""
    remedy: str
    """What to do."""
    about: str
    """The name, or the list, it is about: where an entry of that name or in that list is faulty itself, this is only its echo."""


def unknown(loc: Loc, sort: str, name: str, known: Collection[str]) -> Iterator[Misfit]:
    """The misfit of a name that does not exist; nothing where it does. `sort` says what the name should be, such as a cause."""
    if name in known:
        return
    like = nearest(name, known)
    choices = f"write one of {listed(known)}" if 0 < len(known) <= LONGEST_LIST else "correct the name"
    yield Misfit(loc, f"there is no {sort} '{name}'", f"write '{like}' if that is meant" if like else choices, name)


def twice(named: Iterable[tuple[Loc, str]], sort: str) -> Iterator[Misfit]:
    """A misfit for every name after its first use."""
    seen: set[str] = set()
    for loc, name in named:
        if name in seen:
            yield Misfit(loc, f"the {sort} '{name}' is given twice", "keep one, or rename it", name)
        seen.add(name)
