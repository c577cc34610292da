"""Where a dotted path such as channels.web.leads_per_year leads in a process and its severities.

Nothing here knows any particular field: whatever the nouns of a process hold can be reached, entries of a list by their id.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from quickscan.domain.base import Noun, Share, Text
from quickscan.domain.process import LeadProcess
from quickscan.domain.provenance import Provenance

SEVERITY = "severity"
"""The first word of a path to the severity of a cause."""
NAMES_OF_ENTRIES = ("id", "channel")
"""The fields by which entries of a list are addressed; the first one that an entry has."""
MOST_LISTED = 15
"""A list of choices longer than this is not read by anybody."""


class Changeable(Noun):
    """All that overrides can change."""

    process: LeadProcess
    """The lead process."""
    severity: dict[str, Share]
    """Severity by cause."""


@dataclass(frozen=True)
class Place:
    """Something that a path leads to."""

    path: str
    """The path."""
    way: tuple[str | int, ...]
    """Keys and positions in the plain data of Changeable."""
    value: Any
    """What stands there: a noun, a number, a word, a list, nothing."""
    annotation: Any = None
    """The type of what may stand there; none where it is an entry of a list."""
    name: str | None = None
    """The field of a noun by which it is addressed itself, which therefore cannot change."""

    @property
    def whole(self) -> bool:
        """Whether only a whole number fits."""
        kinds = get_args(self.annotation) if get_origin(self.annotation) in (Union, UnionType) else (self.annotation,)
        plain = {get_args(kind)[0] if get_origin(kind) is Annotated else kind for kind in kinds}
        return int in plain and float not in plain


@dataclass(frozen=True)
class Nowhere:
    """Why a path leads nowhere, and what to do."""

    what: str
    """What is wrong."""
    remedy: str
    """What to do."""
    about: Literal["path", "process"] = "path"
    """process: what it leads to is only empty in this process."""


def find(whole: Changeable, path: str) -> Place | Nowhere:
    """What a path leads to."""
    if path == SEVERITY:
        return Nowhere("severity alone is no value", f"name a cause, such as {SEVERITY}.{next(iter(whole.severity), 'cause')}")
    place = _root(whole)
    for word in path.split("."):
        parts = {part.path.rpartition(".")[2]: part for part in _parts(place)}
        if word not in parts:
            return _nowhere(whole, path, place, list(parts))
        place = parts[word]
    return place


def paths(whole: Changeable) -> list[str]:
    """All paths that lead somewhere, as they stand in the process."""
    return [place.path for place in _below(_root(whole)) if place.path != SEVERITY]


def _root(whole: Changeable) -> Place:
    return Place("", (), whole)


def _below(place: Place) -> Iterator[Place]:
    for part in _parts(place):
        yield part
        yield from _below(part)


def _parts(place: Place) -> Iterator[Place]:
    """What a place is made of; texts and sources are not values."""
    value, prefix = place.value, f"{place.path}." if place.path else ""
    if isinstance(value, Changeable):
        yield from _parts(Place("", ("process",), value.process, name="id"))
        yield Place(SEVERITY, (SEVERITY,), value.severity, dict[str, float])
    elif isinstance(value, Noun):
        for field, info in type(value).model_fields.items():
            part = getattr(value, field)
            if field != place.name and not isinstance(part, Text | Provenance):
                yield Place(prefix + field, (*place.way, field), part, info.annotation)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield Place(f"{prefix}{key}", (*place.way, str(key)), part, get_args(place.annotation)[1])
    elif isinstance(value, tuple):
        yield from _entries(prefix, place)


def _entries(prefix: str, place: Place) -> Iterator[Place]:
    for number, entry in enumerate(place.value):
        name = next((name for name in NAMES_OF_ENTRIES if isinstance(entry, Noun) and name in type(entry).model_fields), None)
        if name is not None:
            yield Place(f"{prefix}{getattr(entry, name)}", (*place.way, number), entry, name=name)


def _nowhere(whole: Changeable, path: str, reached: Place, parts: list[str]) -> Nowhere:
    if reached.value is None:
        what = f"{reached.path} is empty in {whole.process.id} and has no parts"
        return Nowhere(what, f"override {reached.path} as a whole", "process")
    what = f"there is no value '{path}' in {whole.process.id}"
    like = _corrected(whole, path) or _elsewhere(whole, path)
    if like is not None:
        return Nowhere(what, f"write '{like}' if that is meant")
    if not parts:
        return Nowhere(what, f"override {reached.path} as a whole")
    listed = reached.path and len(parts) <= MOST_LISTED
    return Nowhere(what, f"take a part of {reached.path}: {', '.join(parts)}" if listed else "correct the path")


def _corrected(whole: Changeable, path: str) -> str | None:
    """The path with every word replaced by the nearest one there is; none where nothing is near."""
    place = _root(whole)
    for word in path.split("."):
        parts = {part.path.rpartition(".")[2]: part for part in _parts(place)}
        near = get_close_matches(word, parts, n=1)
        if not near:
            return None
        place = parts[near[0]]
    return place.path


def _elsewhere(whole: Changeable, path: str) -> str | None:
    """A path that ends in the same word, where there is only one."""
    last = path.rpartition(".")[2]
    found = [known for known in paths(whole) if known.rpartition(".")[2] == last]
    return found[0] if len(found) == 1 else None
