"""Replications of one model: each a pure function of (model, seed, replication), so they may run anywhere and in any order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import Calibration
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.process import LeadProcess
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.engines import DEFAULT_ENGINE, ENGINES
from quickscan.simulation.leads import Leads, expected_records
from quickscan.simulation.measure import Figures, Prices, measure
from quickscan.simulation.reach import held_by, reach
from quickscan.simulation.records import Journeys, LeadRecords
from quickscan.simulation.settle import settle
from quickscan.simulation.shared_leads import could_come, shared_leads
from quickscan.simulation.streams.deal import Streams, streams_of

IntArray = NDArray[np.int64]
Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""
Run = Callable[[Callable[[int], Any], Iterable[int]], Iterator[Any]]
"""Maps a function over replications, like the builtin map."""

MOST_LEADS_PER_REPLICATION = 1_500_000
"""Leads of one run, warm-up and those that follow from others included."""
BYTES_PER_LEAD = {"simpy": 4_000, "compiled": 1_000}
"""Memory of a run by engine, measured from 100,000 leads on and rounded up."""


@dataclass(frozen=True)
class Plan:
    """How a model is run."""

    seed: int = 1
    replications: int = 30
    engine: str = DEFAULT_ENGINE

    def check(self, model: CompiledModel) -> None:
        """Raise ScanError, with everything that stands in the way, if the plan cannot be run on the model."""
        problems = list(self._faults(model))
        if problems:
            raise ScanError(problems)

    def _faults(self, model: CompiledModel) -> Iterator[Problem]:
        leads = expected_records(model)
        if self.replications < 2:
            yield Problem("replications", f"{self.replications} cannot give an interval", "ask for 2 or more, 30 is usual")
        if leads > MOST_LEADS_PER_REPLICATION:
            yield Problem(
                "leads",
                f"{leads:,.0f} leads in one run would take about {leads * BYTES_PER_LEAD[self.engine] / 1e9:,.1f} GB of memory",
                f"simulate {MOST_LEADS_PER_REPLICATION:,} or fewer and more replications; loss rates hardly depend on the number",
            )
        if leads == 0.0:
            yield Problem(
                "leads", "no inquiry comes in, so nothing can be lost", "give at least one channel leads_per_year above 0"
            )
        elif (model.leads_per_year * model.potential_closing_rate).sum() <= 0.0:
            yield Problem("process", "no sale is possible", "give at least one channel inquiries and a closing rate above 0")


@dataclass(frozen=True, eq=False)
class Case:
    """What is simulated: the process as it is, and without any cause where that must be run too."""

    model: CompiledModel
    without_causes: CompiledModel | None
    """None where fates alone decide, because waiting costs no sale."""
    prices: Prices
    calibration: Calibration

    def same_without_causes(self, other: "Case") -> bool:
        """Whether both are the same if no cause strikes."""
        return self.calibration == other.calibration and self.model.process == other.model.process


def make_case(process: LeadProcess, calibration: Calibration, knowledge: Knowledge, severity: Mapping[str, float]) -> Case:
    """The case of a process at some severities."""
    model = compile_model(process, calibration, knowledge, severity)
    without = compile_model(process, calibration, knowledge, {}) if model.harm.waiting_costs_sales else None
    return Case(model, without, Prices.of(process), calibration)


def replicate(case: Case, plan: Plan, replication: int) -> LeadRecords:
    """The records of one replication."""
    return settled(case, plan.engine, shared_leads([case.model], plan.seed, replication)[0])


Ran = tuple[Streams, Journeys]
"""A run, with the streams it ran on."""


@dataclass(frozen=True, eq=False)
class Followed:
    """The records of one replication, and how far each of their leads got."""

    records: LeadRecords
    reach: IntArray
    """The last step of each lead, see `reach`."""
    held_by: IntArray
    """The cause that kept it from getting further, or NONE, see `held_by`."""

    def only(self, these: NDArray[np.bool_]) -> "Followed":
        """Some of the leads."""
        return Followed(self.records.only(these), self.reach[these], self.held_by[these])


def follow_leads(case: Case, undisturbed: CompiledModel, plan: Plan, replication: int) -> Followed:
    """The same records as of `replicate`, with how far each lead got; `undisturbed` is the model if no cause struck."""
    leads = shared_leads([case.model], plan.seed, replication)[0]
    streams, journeys = _ran(case.model, plan.engine, leads)
    without = _ran(undisturbed, plan.engine, leads)
    records = settle(case.model, streams, journeys, without if case.without_causes is not None else None)
    got = reach(streams.fates, journeys)
    held = held_by(case.model, records, journeys, got, reach(without[0].fates, without[1]))
    return Followed(records, got, held).only(could_come(case.model, leads))


def settled(case: Case, engine: str, leads: Leads) -> LeadRecords:
    """The records of these leads, who may be shared with other cases."""
    return _settled(case, engine, leads, _undisturbed(case, engine, leads))


def _settled(case: Case, engine: str, leads: Leads, without: Ran | None) -> LeadRecords:
    records = settle(case.model, *_ran(case.model, engine, leads), without)
    return records.only(could_come(case.model, leads))


def _undisturbed(case: Case, engine: str, leads: Leads) -> Ran | None:
    """The same leads with no cause striking; none where fates alone tell."""
    if case.without_causes is None:
        return None
    return _ran(case.without_causes, engine, leads)


def _ran(model: CompiledModel, engine: str, leads: Leads) -> Ran:
    streams = streams_of(model, leads)
    return streams, ENGINES[engine](model, streams)


def replication_figures(cases: Sequence[Case], plan: Plan, replication: int) -> list[Figures]:
    """The figures of one replication, case by case, on the same leads and draws.

    Cases that differ only in how much the causes strike share the run without any.
    """
    shared = shared_leads([case.model for case in cases], plan.seed, replication)
    known: list[tuple[Case, Leads, Ran | None]] = []
    figures = []
    for case, leads in zip(cases, shared, strict=True):
        without = next((run for other, of, run in known if of is leads and other.same_without_causes(case)), None)
        if without is None:
            without = _undisturbed(case, plan.engine, leads)
            known.append((case, leads, without))
        figures.append(measure(case.model, _settled(case, plan.engine, leads, without), case.prices))
    return figures


def figures_of(case: Case, plan: Plan, replication: int) -> Figures:
    """The figures of one replication of a single case."""
    return replication_figures([case], plan, replication)[0]


def all_figures(cases: Sequence[Case], plan: Plan, run: Run = map, progress: Progress | None = None) -> list[list[Figures]]:
    """The figures of every replication, case by case, replications in order.

    The figures of a case do not depend on the other cases. Raises ScanError for a plan that cannot be run.
    """
    for case in cases:
        plan.check(case.model)
    done: list[list[Figures]] = []
    for figures in run(partial(replication_figures, cases, plan), range(plan.replications)):
        done.append(figures)
        if progress is not None:
            progress(len(done) / plan.replications)
    return [list(of_case) for of_case in zip(*done, strict=True)]
