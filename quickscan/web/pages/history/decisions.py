"""Changes of what was decided about the programme, in words: measures, limits and terms, key figures."""

from collections.abc import Mapping
from typing import Any

from quickscan.domain.trail import Change
from quickscan.interview.deciding import PERCENTAGES
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.recommendations.limits import term_names
from quickscan.web.pages.recommendations.sheet import field_labels
from quickscan.web.pages.recommendations.words import verdict_in_words
from quickscan.web.wording import Wording

OF_THE_PROGRAMME = "programme."
NOTHING = "–"
EXACT_DECIMALS = 2
Step = tuple[str, str, str]
"""What it is, what stood there before, what stands there after."""


def of_the_programme(change: Change, material: Material) -> Step:
    """A change of a decision: what it is about, what stood there before and after."""
    _, part, name, *field = change.what.split(".", 3)
    inside = "".join(field)
    told = name if part == "terms" else inside
    return _about(part, name, inside, material), _told(told, change.before, material), _told(told, change.after, material)


def _about(part: str, name: str, field: str, material: Material) -> str:
    say, knowledge = material.say, material.knowledge
    if part == "terms":
        return say("Programme: {field}", field=term_names(say).get(name, name))
    if part == "kpis":
        kpi = next((say.of(one.name) for one in knowledge.kpis if one.id == name), name)
        words, fields = say("Key figure {name}", name=kpi), {"target": say("target"), "today": say("today")}
    else:
        entry = next((f"{one.code} {say.of(one.title)}" for one in knowledge.recommendations if one.id == name), name)
        words, fields = say("Measure {name}", name=entry), field_labels(say)
    first = field.partition(".")[0]
    return f"{words}: {fields.get(first, first)}" if field else words


def _told(field: str, value: Any, material: Material) -> str:
    say = material.say
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Mapping):
        return _mapping(value, material)
    if field == "verdict":
        return verdict_in_words(value, say)
    if isinstance(value, int | float):
        return _number(100.0 * value if field in PERCENTAGES else float(value), say)
    return str(value)


def _mapping(value: Mapping[str, Any], material: Material) -> str:
    """A range by its ends; a decision by what it says."""
    say = material.say
    if value.keys() == {"low", "high"}:
        return say("{low} to {high}", low=_number(value["low"], say), high=_number(value["high"], say))
    said = {name: part for name, part in value.items() if part and name not in ("measure", "kpi") and part != "open"}
    return ", ".join(_told(name, part, material) for name, part in said.items()) or NOTHING


def _number(value: float, say: Wording) -> str:
    return say.number(value, 0 if float(value).is_integer() else EXACT_DECIMALS)
