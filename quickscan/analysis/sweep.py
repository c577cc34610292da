"""Sweeps: every combination of some settings, cut into units of work that may run anywhere, in any order, more than once."""

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from quickscan.analysis.compare import AsIs, differences
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.result import SimulationResult
from quickscan.domain.scenario import Lever
from quickscan.domain.sweep import Setting, Sweep, SweepPoint
from quickscan.simulation.arrivals import expected_leads
from quickscan.simulation.fingerprint import MODEL_VERSION
from quickscan.simulation.measure import Figures
from quickscan.simulation.override_faults import NamedOverride
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan, replication_figures
from quickscan.simulation.simulate import summarise

MOST_POINTS = 20_000
LEADS_PER_UNIT = 60_000
"""Leads of one unit, with and without causes: some tenths of a second in the compiled engine."""

Settings = dict[str, Setting]
"""By lever."""


@dataclass(frozen=True)
class Unit:
    """Some replications of one point. A pure function of these: it may be run again anywhere."""

    case: AsIs
    point: int
    """Its number; AS_IS for the process as it is."""
    plan: Plan
    first: int
    """The first replication."""
    after: int
    """The replication after the last one."""

    @cached_property
    def key(self) -> str:
        """The SHA-256 of everything the result hangs on."""
        case = self.case
        content = {
            "model": MODEL_VERSION,
            "process": case.process.model_dump(mode="json"),
            "calibration": case.calibration.model_dump(mode="json"),
            "severity": dict(case.severity),
            "caps": case.knowledge.caps,
            "plan": [self.plan.seed, self.plan.engine, self.first, self.after],
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


AS_IS = -1


@dataclass(frozen=True)
class SweepDefinition:
    """What is swept."""

    as_is: AsIs
    points: tuple[Settings, ...]
    cases: tuple[AsIs, ...]
    """The process at each point."""
    plan: Plan

    def units(self) -> Iterator[Unit]:
        """All units of work, the process as it is first."""
        for point, case in enumerate((self.as_is, *self.cases), start=AS_IS):
            made = case.case()
            self.plan.check(made.model)
            at_once = max(1, int(LEADS_PER_UNIT / max(1.0, expected_leads(made.model.inflow))))
            for first in range(0, self.plan.replications, at_once):
                yield Unit(case, point, self.plan, first, min(first + at_once, self.plan.replications))


def define(
    as_is: AsIs, varied: Sequence[tuple[Lever, Sequence[Setting]]], fixed: Sequence[NamedOverride], plan: Plan
) -> SweepDefinition:
    """Every combination of the settings, on top of some overrides that all of them have.

    Raises ScanError for a setting the lever does not have, one the process cannot have, and more combinations than can be run.
    """
    number = math.prod(len(settings) for _, settings in varied)
    if number > MOST_POINTS:
        raise ScanError.of(
            "--vary", f"{number:,} combinations are more than the {MOST_POINTS:,} that can be run", "vary fewer levers or steps"
        )
    points: list[Settings] = []
    cases: list[AsIs] = []
    problems: list[Problem] = []
    for settings in product(*(settings for _, settings in varied)):
        overrides = [lever.at(setting) for (lever, _), setting in zip(varied, settings, strict=True)]
        points.append({lever.id: setting for (lever, _), setting in zip(varied, settings, strict=True)})
        try:
            cases.append(as_is.changed([*fixed, *named("--vary", overrides)]))
        except ScanError as error:
            problems += error.problems
    if problems:
        raise ScanError(dict.fromkeys(problems))
    return SweepDefinition(as_is.changed(fixed) if fixed else as_is, tuple(points), tuple(cases), plan)


def run_unit(unit: Unit) -> list[Figures]:
    """The figures of the unit's replications, in order."""
    case = unit.case.case()
    return [replication_figures([case], unit.plan, replication)[0] for replication in range(unit.first, unit.after)]


def collect(definition: SweepDefinition, results: Iterable[tuple[Unit, list[Figures]]]) -> Sweep:
    """The sweep from the results of all its units, in whatever order they come."""
    found: dict[int, dict[int, Figures]] = {}
    for unit, figures in results:
        found.setdefault(unit.point, {}).update(zip(range(unit.first, unit.after), figures, strict=True))
    by_point = {point: [by_replication[number] for number in sorted(by_replication)] for point, by_replication in found.items()}
    today = by_point[AS_IS]
    return Sweep(
        as_is=_summary(definition.as_is, today, definition.plan),
        points=tuple(
            SweepPoint(
                settings=settings,
                simulation=_summary(case, by_point[number], definition.plan),
                differences=differences(by_point[number], today),
            )
            for number, (settings, case) in enumerate(zip(definition.points, definition.cases, strict=True))
        ),
    )


def _summary(case: AsIs, figures: Sequence[Figures], plan: Plan) -> SimulationResult:
    return summarise(figures, case.process, case.calibration, case.knowledge, plan)
