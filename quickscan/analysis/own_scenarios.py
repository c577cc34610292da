"""A client's own scenarios as a list: added, renamed, copied, combined, taken out, each giving a new list.

Nobody else's change is lost: who changes a scenario says how it was when they saw it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from quickscan.domain.base import LANGUAGES, Text
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.scenario import Catalogue, OwnScenario, Scenario, ScenarioCalibration, same_name
from quickscan.interview.head import CHANGED_BY_OTHERS, text_typed
from quickscan.interview.ids import free_id, id_from
from quickscan.simulation.override_faults import NamedOverride, clashes
from quickscan.simulation.overrides import resolve

Own = tuple[OwnScenario, ...]
"""The scenarios of an engagement."""
LONGEST_NAME = 80
"""Longer names fit neither a table nor a picture."""
LONGEST_DESCRIPTION = 600
MOST = 60
"""Scenarios of one engagement: more are not looked through by anybody."""
TAKEN_OUT = "somebody else took this scenario out in the meantime"


def catalogue_with(shipped: Catalogue, own: Own) -> Catalogue:
    """All scenarios by id; one of the client's own stands in for a shipped one of the same id."""
    return {**shipped, **{scenario.id: scenario for scenario in own}}


def named_as(typed: str) -> Text:
    """A name as it was typed. Raises ScanError where it is empty or too long."""
    name = " ".join(text_typed(typed).split())
    if not name:
        raise ScanError.of("name", "the scenario has no name", "type what it is called")
    if len(name) > LONGEST_NAME:
        raise ScanError.of("name", f"the name has {len(name)} characters", f"shorten it to {LONGEST_NAME}")
    return Text(de=name, en=name)


def described_as(typed: str) -> Text:
    """A description as it was typed. Raises ScanError where it is empty or too long."""
    words = text_typed(typed)
    if not words:
        raise ScanError.of("description", "the description is empty", "say in a sentence what is done differently")
    if len(words) > LONGEST_DESCRIPTION:
        what = f"the description has {len(words)} characters"
        raise ScanError.of("description", what, f"shorten it to {LONGEST_DESCRIPTION}")
    return Text(de=words, en=words)


def one_of(own: Own, scenario_id: str) -> OwnScenario:
    """The scenario of that id. Raises ScanError where there is none."""
    for scenario in own:
        if scenario.id == scenario_id:
            return scenario
    raise ScanError.of(scenario_id, "there is no such scenario any more", "choose one from the list of scenarios")


def added(own: Own, scenario: OwnScenario, taken: Collection[str] = (), at: int | None = None) -> Own:
    """With one more: at the end, or at a place. Its id is made free where it is used here or `taken`.

    Raises ScanError where there is one of its name already, or where there are too many.
    """
    _refuse_same_name(own, scenario.name)
    if len(own) >= MOST:
        raise ScanError.of("name", f"there are {MOST} scenarios already", "take one out that is not needed")
    used = {other.id for other in own} | set(taken)
    place = len(own) if at is None else at
    return (*own[:place], scenario.model_copy(update={"id": free_id(scenario.id, used)}), *own[place:])


def changed(own: Own, seen: OwnScenario, mine: OwnScenario) -> Own:
    """With `mine` in place of `seen`, and with what others changed of it since.

    Raises ScanError where somebody else changed the same, or took it out, and where its new name belongs to another one.
    """
    now = next((scenario for scenario in own if scenario.id == seen.id), None)
    if now is None:
        raise ScanError.of("name", TAKEN_OUT, "save yours under a name of its own")
    fields = {name: getattr(mine, name) for name in OwnScenario.model_fields if getattr(mine, name) != getattr(seen, name)}
    both = [name for name in fields if getattr(now, name) not in (getattr(seen, name), fields[name])]
    if both:
        remedy = "look at what is there now, then save again or save yours under another name"
        raise ScanError.of(both[0], CHANGED_BY_OTHERS, remedy)
    if "name" in fields:
        _refuse_same_name(tuple(other for other in own if other.id != seen.id), mine.name)
    new = OwnScenario.model_validate({**_fields(now), **fields})
    return tuple(new if scenario.id == seen.id else scenario for scenario in own)


def renamed(own: Own, scenario_id: str, typed: str) -> Own:
    """With another name for one. Raises ScanError for a name that will not do, or that there is."""
    scenario = one_of(own, scenario_id)
    return changed(own, scenario, scenario.model_copy(update={"name": named_as(typed)}))


def marked_for_report(own: Own, scenario_id: str, in_report: bool) -> Own:
    """With one that the report shows, or does not show any more."""
    scenario = one_of(own, scenario_id)
    return changed(own, scenario, scenario.model_copy(update={"in_report": in_report}))


def duplicated(own: Own, scenario_id: str, taken: Collection[str] = ()) -> Own:
    """With a copy of one right behind it, under a name that is free; the report does not show the copy."""
    scenario = one_of(own, scenario_id)
    name = _free_name(own, scenario.name)
    copy = scenario.model_copy(update={"id": id_from(name.de, "scenario"), "name": name, "in_report": False})
    return added(own, copy, taken, own.index(scenario) + 1)


def removed(own: Own, scenario_id: str) -> Own:
    """Without one. Raises ScanError where another one is made of it."""
    scenario = one_of(own, scenario_id)
    for other in own:
        if scenario_id in other.based_on:
            what = f"{quoted(scenario.name)} is a part of {quoted(other.name)}"
            raise ScanError.of(scenario_id, what, "take that one out first")
    return tuple(other for other in own if other.id != scenario_id)


def combined(
    own: Own, scenario_ids: Sequence[str], typed: str, shipped: Catalogue, titles: Mapping[str, str] | None = None
) -> OwnScenario:
    """One that is made of several of the client's own, with their costs added up; it is not in the list yet.

    `titles` are the names of values by their paths. Raises ScanError where two override one value, naming both, and where they
    were made with different calibrations.
    """
    parts = [one_of(own, scenario_id) for scenario_id in dict.fromkeys(scenario_ids)]
    if len(parts) < 2:
        raise ScanError.of("based_on", "fewer than two scenarios are chosen", "choose at least two")
    _refuse_clashes(parts, catalogue_with(shipped, own), titles or {})
    for part in parts[1:]:
        if part.calibration != parts[0].calibration:
            what = f"{quoted(parts[0].name)} and {quoted(part.name)} were made with different calibrations"
            raise ScanError.of("based_on", what, "combine scenarios of one calibration")
    name = named_as(typed)
    return OwnScenario(
        id=id_from(name.de, "scenario"),
        name=name,
        description=Text(de=" + ".join(part.name.de for part in parts), en=" + ".join(part.name.en for part in parts)),
        based_on=tuple(part.id for part in parts),
        calibration=parts[0].calibration,
        cost_per_year_eur=_sum([part.cost_per_year_eur for part in parts]),
        one_off_cost_eur=_sum([part.one_off_cost_eur for part in parts]),
    )


def taken_over(scenario: Scenario, catalogue: Catalogue, calibration: ScenarioCalibration) -> OwnScenario:
    """A shipped scenario as one's own, with all it is based on: it stays as it is whatever becomes of the shipped ones."""
    overrides = tuple(entry.override for entry in resolve(scenario, catalogue))
    fields = _fields(scenario) | {"based_on": (), "overrides": overrides, "calibration": calibration}
    return OwnScenario.model_validate(fields)


def _fields(noun: Scenario) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in type(noun).model_fields}


def _refuse_same_name(own: Own, name: Text) -> None:
    for other in own:
        if same_name(other.name, name):
            what = f"a scenario {quoted(other.name)} is already there"
            raise ScanError.of("name", what, "give it another name, or change the one that is there")


def _free_name(own: Own, name: Text) -> Text:
    number = 1
    while True:
        number += 1
        copy = Text(**{language: f"{name.in_language(language)[: LONGEST_NAME - 5]} ({number})" for language in LANGUAGES})
        if not any(same_name(other.name, copy) for other in own):
            return copy


def _refuse_clashes(parts: Sequence[OwnScenario], catalogue: Catalogue, titles: Mapping[str, str]) -> None:
    """Two that override one value, under the client's names; what comes from one and the same scenario is no clash."""
    trial = parts[0].model_copy(update={"id": "combination", "based_on": tuple(part.id for part in parts), "overrides": ()})
    entries = resolve(trial, catalogue)
    problems = []
    for fault in clashes(entries):
        one, other = (entries[number] for number in fault.overrides)
        value = titles.get(other.override.path, other.override.path)
        what = f"{_who(one, catalogue)} and {_who(other, catalogue)} both change “{value}”"
        problems.append(Problem("based_on", what, "leave one of the two out, or take the value out of one"))
    if problems:
        raise ScanError(problems)


def _who(entry: NamedOverride, catalogue: Catalogue) -> str:
    return quoted(catalogue[entry.scenario].name)


def quoted(name: Text) -> str:
    """A name as sentences quote it, in both languages where it has two."""
    return f"“{name.de}”" if name.de == name.en else f"“{name.de}” (“{name.en}”)"


def _sum(costs: Sequence[float | None]) -> float | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known) if known else None
