"""The audit trail of an engagement's head: which field was changed, by whom, when, and from what, and where it was put.

Answers, rulings and the questionnaires that were left are records of their own and say all that themselves.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import AwareDatetime, JsonValue

from quickscan.domain.base import LANGUAGES, Noun

OPENED = "engagement"
"""What changed when an engagement was put in: the whole of it."""
ANSWERS = "answers"
"""What changed when the answers were replaced by those of another file: before and after are their numbers."""
ARCHIVED = "archived"
"""What changed when an engagement was put aside or taken up again: before and after say whether it was put aside."""
DELETED = "deleted"
"""What changed when an engagement was put into the bin or back: before and after say whether it lay there."""
RECORDS = (ANSWERS, "rulings", "earlier_questionnaires")
COPY = "questionnaire"
CHOICES = "programme"
SIGNATURE = ("by", "at")
NAMES = ("id", "measure", "kpi")
"""The fields by which things in a list are known."""


class Change(Noun):
    """One change of one field."""

    what: str
    """The way to the field, such as client.name or respondents.dealer_south.label."""
    before: JsonValue = None
    """What stood there; none where nothing did."""
    after: JsonValue = None
    """What stands there now; none where nothing does."""
    by: str | None = None
    """Who changed it, where that is known."""
    at: AwareDatetime
    """When."""


Difference = tuple[str, Any, Any]
"""The way to a field, what stood there, and what stands there now."""


def head_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """How two states of an engagement's head differ, each as JSON has it. Of the questionnaire name and version stand for all."""
    return tuple(_inside("", _telling(before), _telling(after)))


def _telling(head: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: part for name, part in head.items() if name not in RECORDS}
    copy = head.get(COPY)
    if isinstance(copy, Mapping):
        asked = copy.get("definition", {})
        told[COPY] = f"{asked.get('id')} {asked.get('version')} {copy.get('hash')}"
    if isinstance(told.get(CHOICES), Mapping):
        told[CHOICES] = {name: _unsigned(part) for name, part in told[CHOICES].items()}
    return told


def _unsigned(part: Any) -> Any:
    """Decisions without who made them and when: the trail itself says that."""
    if not isinstance(part, list):
        return part
    return [{k: v for k, v in one.items() if k not in SIGNATURE} if isinstance(one, Mapping) else one for one in part]


def _inside(way: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after or (
        _nothing(before) and _nothing(after)
    ):  # a field that an older version did not know is empty, not changed
        return
    was, now = _by_name(before), _by_name(after)
    if was is None or now is None:
        yield way, before, after
        return
    for name in dict.fromkeys([*was, *now]):
        yield from _inside(f"{way}.{name}" if way else name, was.get(name), now.get(name))


def _nothing(part: Any) -> bool:
    """Whether a part says nothing: it is empty, or has only fields that are."""
    return all(map(_nothing, part.values())) if isinstance(part, Mapping) else not part


def _by_name(part: Any) -> Mapping[str, Any] | None:
    """The parts of a mapping, or of a list of things with a name; none where it is a whole, as words in two languages."""
    if isinstance(part, Mapping):
        return None if part.keys() == set(LANGUAGES) else part
    if isinstance(part, list) and all(isinstance(one, Mapping) and _name(one) for one in part):
        return {_name(one): one for one in part}
    return None


def _name(thing: Mapping[str, Any]) -> str:
    """What a thing in a list is called; empty where it has no name."""
    return str(next((thing[key] for key in NAMES if thing.get(key)), ""))
