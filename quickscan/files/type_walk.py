"""Which type stands at a place of a file: needed to name the keys that are known there."""

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from quickscan.files.yaml_tree import Loc


def noun_at(type_: Any, loc: Loc, data: Any) -> type[BaseModel] | None:
    """The noun at the end of that way through the data; none where something else stands there."""
    for part in loc:
        type_ = _step(_choose(type_, data), part)
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
    chosen = _choose(type_, data)
    return chosen if _is_noun(chosen) else None


def _step(type_: Any, part: str | int) -> Any:
    """The type of one entry."""
    if _is_noun(type_):
        found = type_.model_fields.get(part)
        return None if found is None else found.annotation
    arguments = get_args(type_)
    if get_origin(type_) is dict:
        return arguments[1]
    if get_origin(type_) is not tuple or not isinstance(part, int):
        return None
    if arguments[-1] is Ellipsis:
        return arguments[0]
    return arguments[part] if part < len(arguments) else None


def _choose(type_: Any, data: Any) -> Any:
    """The type itself, without notes, and of several types the one the data is meant for."""
    if get_origin(type_) is Annotated:
        return _choose(get_args(type_)[0], data)
    if get_origin(type_) not in (Union, UnionType):
        return type_
    return _among([_choose(member, data) for member in get_args(type_) if member is not type(None)], data)


def _among(members: list[Any], data: Any) -> Any:
    if isinstance(data, Mapping):
        kind = data.get("type")
        nouns = [member for member in members if _is_noun(member)]
        named = [noun for noun in nouns if kind in kinds_of(noun)]
        if named or len(nouns) == 1:
            return (named or nouns)[0]
    shape = tuple if isinstance(data, list) else type(data)
    return next((member for member in members if get_origin(member) is shape), members[0])


def kinds_of(noun: type[BaseModel]) -> Iterable[Any]:
    """The values of `type` by which a file says that it means this noun."""
    found = noun.model_fields.get("type")
    return get_args(found.annotation) if found is not None and get_origin(found.annotation) is Literal else ()


def _is_noun(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, BaseModel)
