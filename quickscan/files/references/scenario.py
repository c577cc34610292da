"""Whether scenarios and levers fit each other and the lead processes they are meant for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Catalogue, Lever, Levers, Override, OwnScenario, Scenario, Scenarios, same_name
from quickscan.files.references.knowledge import evidence_misfits, way_back
from quickscan.files.references.misfit import Misfit, twice, unknown
from quickscan.files.surroundings import OtherScenarios
from quickscan.files.yaml_tree import Loc
from quickscan.simulation.levers import lever_value
from quickscan.simulation.override_faults import NamedOverride, OverrideFault, clashes
from quickscan.simulation.overrides import faults_of, named, resolve

Processes = Sequence[LeadProcess]
FoundT = TypeVar("FoundT")
HALF = 0.5
"""Severities that leave room both ways."""


def scenario_misfits(file: Scenarios, knowledge: Knowledge, others: OtherScenarios, processes: Processes) -> Iterator[Misfit]:
    """Everything in a file of scenarios that does not fit."""
    yield from _ids(file, others)
    catalogue = {name: scenario for name, (scenario, _) in others.files.items()}
    catalogue |= {scenario.id: scenario for scenario in file.scenarios}
    yield from _all_of(file.scenarios, knowledge, catalogue, others.doubtful, processes)


def _all_of(
    scenarios: Sequence[Scenario], knowledge: Knowledge, catalogue: Catalogue, doubtful: frozenset[str], processes: Processes
) -> Iterator[Misfit]:
    """What does not fit in each of a list of scenarios. `doubtful` are names there may be elsewhere."""
    yield from _circles(scenarios, catalogue)
    evidence = [entry.id for entry in knowledge.evidence]
    for number, scenario in enumerate(scenarios):
        loc: Loc = ("scenarios", number)
        yield from _bases(loc, scenario, catalogue, doubtful)
        yield from _clashes(loc, scenario, catalogue)
        for place, override in enumerate(scenario.overrides):
            for fault in _faults(override, knowledge, processes):
                yield _misfit((*loc, "overrides", place, *_way(fault, override)), fault)
        yield from evidence_misfits((*loc, "provenance"), scenario.provenance, evidence)


def own_scenario_misfits(
    engagement: Engagement, knowledge: Knowledge, shipped: Catalogue, process: LeadProcess | None
) -> Iterator[Misfit]:
    """Everything in a client's own scenarios that does not fit; `process` is the one the engagement starts from."""
    own = engagement.scenarios
    yield from twice(((("scenarios", number, "id"), scenario.id) for number, scenario in enumerate(own)), "scenario")
    yield from _same_names(own)
    catalogue = {**shipped, **{scenario.id: scenario for scenario in own}}
    processes = () if process is None else (process,)
    yield from _all_of(own, knowledge, catalogue, frozenset(), processes)


def _same_names(own: Sequence[OwnScenario]) -> Iterator[Misfit]:
    for number, scenario in enumerate(own):
        if any(same_name(scenario.name, earlier.name) for earlier in own[:number]):
            what = f"the name '{scenario.name.de}' is that of an earlier scenario"
            yield Misfit(("scenarios", number, "name"), what, "give it another name", scenario.id)


def lever_misfits(file: Levers, knowledge: Knowledge, processes: Processes) -> Iterator[Misfit]:
    """Everything in a file of levers that does not fit. No two levers may move one value, so that all can be moved together."""
    levers = list(enumerate(file.levers))
    yield from twice(((("levers", number, "id"), lever.id) for number, lever in levers), "lever")
    paths = [NamedOverride(lever.id, Override(path=lever.path, value=None)) for lever in file.levers]
    for fault in clashes(paths):
        (one, one_path), (two, two_path) = ((paths[n].scenario, paths[n].override.path) for n in fault.overrides)
        too = "moves too" if one_path == two_path else f"moves by {one_path}"
        what = f"'{two}' moves {two_path}, which '{one}' {too}"
        yield Misfit(("levers", fault.overrides[1], "path"), what, "keep one of the two levers", what)
    for number, lever in levers:
        yield from _settings(("levers", number), lever, knowledge, processes)


def _ids(file: Scenarios, others: OtherScenarios) -> Iterator[Misfit]:
    ids: list[tuple[Loc, str]] = [(("scenarios", number, "id"), scenario.id) for number, scenario in enumerate(file.scenarios)]
    yield from twice(ids, "scenario")
    for loc, name in ids:
        if others.own_folder and name in others.files:
            yield Misfit(loc, f"the scenario '{name}' stands in {others.files[name][1]} too", "keep one, or rename it", name)


def _circles(scenarios: Sequence[Scenario], catalogue: Catalogue) -> Iterator[Misfit]:
    """Scenarios that are based on themselves; a circle is told once, at the first of its members."""
    based_on = {name: scenario.based_on for name, scenario in catalogue.items()}
    told: set[str] = set()
    for number, scenario in enumerate(scenarios):
        circle = way_back(scenario.id, based_on)
        if circle and not told & set(circle):
            told |= set(circle)
            what = f"'{scenario.id}' is based on itself ({' -> '.join((*circle, scenario.id))})"
            yield Misfit(("scenarios", number, "based_on"), what, "take one of these out of based_on", scenario.id)


def _bases(loc: Loc, scenario: Scenario, catalogue: Catalogue, doubtful: frozenset[str]) -> Iterator[Misfit]:
    names: list[tuple[Loc, str]] = [((*loc, "based_on", number), name) for number, name in enumerate(scenario.based_on)]
    yield from twice(names, "scenario")
    for place, name in names:
        if name not in doubtful:
            yield from unknown(place, "scenario", name, catalogue)


def _clashes(loc: Loc, scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    """Two overrides of one value, but for those that a scenario it is based on has already: they are told there."""
    try:
        entries = resolve(scenario, catalogue)
        told = [{entry.scenario for entry in resolve(catalogue[name], catalogue)} for name in scenario.based_on]
    except ScanError:
        return
    own = len(entries) - len(scenario.overrides)
    for fault in clashes(entries):
        if not any({entries[number].scenario for number in fault.overrides} <= names for names in told):
            last = max(fault.overrides)
            yield _misfit((*loc, "overrides", last - own) if last >= own else (*loc, "based_on"), fault)


def _settings(loc: Loc, lever: Lever, knowledge: Knowledge, processes: Processes) -> Iterator[Misfit]:
    problems = _least([list(_lever_problems(process, lever, knowledge)) for process in processes])
    for problem in problems:
        yield Misfit((*loc, "path"), problem.what, problem.remedy, problem.what)
    settings: list[tuple[Loc, float | str]] = [
        (("options", number, "value"), option.id) for number, option in enumerate(lever.options)
    ]
    settings += [((name,), number) for name in ("minimum", "maximum") if (number := getattr(lever, name)) is not None]
    for way, setting in settings if not problems else ():
        for fault in _faults(lever.at(setting), knowledge, processes):
            yield _misfit((*loc, *way, *fault.inside), fault)


def _lever_problems(process: LeadProcess, lever: Lever, knowledge: Knowledge) -> Iterator[Problem]:
    try:
        lever_value(process, _severity(knowledge), lever)
    except ScanError as error:
        yield from error.problems


def _faults(override: Override, knowledge: Knowledge, processes: Processes) -> list[OverrideFault]:
    """What is wrong with an override for every process there is; whether its values fit the others only each process can tell."""
    severity, alone = _severity(knowledge), named("", [override])
    found = [faults_of(process, severity, alone) for process in processes]
    return _least([[fault for fault in faults if fault.about in ("path", "value")] for faults in found])


def _least(found: Sequence[list[FoundT]]) -> list[FoundT]:
    """What is found in every case, in the words of the first case; nothing where one case is sound."""
    return found[0] if found and all(found) else []


def _severity(knowledge: Knowledge) -> Mapping[str, float]:
    return dict.fromkeys(knowledge.cause_ids, HALF)


def _way(fault: OverrideFault, override: Override) -> Loc:
    """The way to a fault inside an override."""
    return ("path",) if fault.about == "path" else (next(iter(override.changes())), *fault.inside)


def _misfit(loc: Loc, fault: OverrideFault) -> Misfit:
    """A fault that is no echo of any other."""
    return Misfit(loc, fault.what, fault.remedy, fault.what)
