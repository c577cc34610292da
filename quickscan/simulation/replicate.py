"""Replications of one model: each a pure function of (model, seed, replication), so they may run anywhere and in any order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any, TypeVar

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
from quickscan.simulation.recall import Recall
from quickscan.simulation.records import Journeys, LeadRecords
from quickscan.simulation.settle import settle
from quickscan.simulation.shared_leads import Dealt, could_come, shared_leads
from quickscan.simulation.streams.deal import Streams, streams_of
from quickscan.simulation.undisturbed import Undisturbed, without_what_only_causes_touch

IntArray = NDArray[np.int64]
Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""
Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Maps a function over replications, like the builtin map."""
Result = TypeVar("Result")

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
        """Whether the same becomes of the leads of both if no cause strikes."""
        return self.kind_without_causes == other.kind_without_causes

    @cached_property
    def kind_without_causes(self) -> tuple[object, ...]:
        """What tells apart what becomes of the leads if no cause strikes; written once, as every replication compares it."""
        without = self.without_causes
        told_apart_by = () if without is None else (without.causes, without.process.model_dump_json())
        return (self.calibration.model_dump_json(), *told_apart_by)


def make_case(process: LeadProcess, calibration: Calibration, knowledge: Knowledge, severity: Mapping[str, float]) -> Case:
    """The case of a process at some severities."""
    model = compile_model(process, calibration, knowledge, severity)
    without = None
    if model.harm.waiting_costs_sales:
        without = compile_model(without_what_only_causes_touch(process), calibration, knowledge, {})
    return Case(model, without, Prices.of(process), calibration)


def replicate(case: Case, plan: Plan, replication: int) -> LeadRecords:
    """The records of one replication."""
    return settled(case, plan.engine, shared_leads([case.model], plan.seed, replication)[0])


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
    would_be = None if case.without_causes is None else Undisturbed.of(without[1])
    records = settle(case.model, streams, journeys, would_be)
    got = reach(streams.fates, journeys)
    held = held_by(case.model, records, journeys, got, reach(without[0].fates, without[1]))
    return Followed(records, got, held).only(could_come(case.model, leads))


def settled(case: Case, engine: str, leads: Leads) -> LeadRecords:
    """The records of these leads, who may be shared with other cases."""
    return _settled(case, engine, leads, _undisturbed(case, engine, leads)).only(could_come(case.model, leads))


def _settled(case: Case, engine: str, leads: Leads, undisturbed: Undisturbed | None) -> LeadRecords:
    """The records where it is known what becomes of those who come if no cause strikes; also of who could not come here."""
    streams, journeys = _ran(case.model, engine, leads)
    among_all = undisturbed and undisturbed.among(_come_undisturbed(case, leads))
    return settle(case.model, streams, journeys, among_all)


def _undisturbed(case: Case, engine: str, leads: Leads) -> Undisturbed | None:
    """What becomes of those who come if no cause strikes; none where fates alone tell."""
    if case.without_causes is None:
        return None
    _, journeys = _ran(case.without_causes, engine, leads)
    return Undisturbed.of(journeys).only(_come_undisturbed(case, leads))


def _come_undisturbed(case: Case, leads: Leads) -> NDArray[np.bool_]:
    return could_come(case.without_causes or case.model, leads)


def _ran(model: CompiledModel, engine: str, leads: Leads) -> tuple[Streams, Journeys]:
    streams = streams_of(model, leads)
    return streams, ENGINES[engine](model, streams)


@dataclass(frozen=True, eq=False)
class Known:
    """What a replication of a case leaves to others that are held against it: none of it need be dealt or run again."""

    case: Case
    leads: Leads
    undisturbed: Undisturbed | None
    """Of those who come if no cause strikes; none where fates alone tell."""
    figures: Figures

    @property
    def bytes(self) -> int:
        """Memory that it holds."""
        return self.leads.bytes + (self.undisturbed.bytes if self.undisturbed else 0)


def replications_of(
    cases: Sequence[Case], plan: Plan, replication: int, known: Known | None = None, recall: Recall | None = None
) -> list[Known]:
    """One replication, case by case, on the same leads and draws; with what is known of the same replication of another case.

    Cases that are the same without causes share the run without any, also with those that are recalled.
    """
    before, found = [known] if known else [], list[Known]()
    shared = shared_leads([case.model for case in cases], plan.seed, replication, _dealt_before(known, recall, replication))
    for case, leads in zip(cases, shared, strict=True):
        like = next((other for other in (*before, *found) if other.case.same_without_causes(case)), None)
        undisturbed = like.undisturbed if like else _recalled(case, plan.engine, leads, recall)
        records = _settled(case, plan.engine, leads, undisturbed)
        figures = measure(case.model, records, case.prices, could_come(case.model, leads))
        found.append(Known(case, leads, undisturbed, figures))
        if recall is not None:
            recall.keep_dealt(Dealt(case.model, _to_go_on_from(leads, known)))
    return found


def _dealt_before(known: Known | None, recall: Recall | None, replication: int) -> list[Dealt]:
    """Those dealt last first: of the same leads they have more durations."""
    last = recall.dealt(replication) if recall else None
    return [*([last] if last else []), *([Dealt(known.case.model, known.leads)] if known else [])]


def _to_go_on_from(leads: Leads, known: Known | None) -> Leads:
    """The leads with no draws, but with the columns they were just run with, and those known where they are the same leads."""
    same = known is not None and known.leads.channel is leads.channel
    return leads.anew({**(known.leads.before if known and same else {}), **leads.columns})


def _recalled(case: Case, engine: str, leads: Leads, recall: Recall | None) -> Undisturbed | None:
    if recall is None or case.without_causes is None:
        return _undisturbed(case, engine, leads)
    found = recall.find(case.kind_without_causes, leads.replication)
    if found is None and (found := _undisturbed(case, engine, leads)) is not None:
        recall.keep(case.kind_without_causes, leads.replication, found)
    return found


def replication_figures(
    cases: Sequence[Case], plan: Plan, replication: int, known: Known | None = None, recall: Recall | None = None
) -> list[Figures]:
    """The figures of one replication, case by case."""
    return [entry.figures for entry in replications_of(cases, plan, replication, known, recall)]


def figures_of(case: Case, plan: Plan, replication: int) -> Figures:
    """The figures of one replication of a single case."""
    return replication_figures([case], plan, replication)[0]


def know(case: Case, plan: Plan, run: Run = map, progress: Progress | None = None) -> list[Known]:
    """Every replication of a case, kept for others to be held against it. Raises ScanError for a plan that cannot be run."""
    plan.check(case.model)
    return _told(run(partial(_to_keep, case, plan), range(plan.replications)), plan, progress)


def _to_keep(case: Case, plan: Plan, replication: int) -> Known:
    (known,) = replications_of([case], plan, replication)
    return replace(known, leads=known.leads.anew(known.leads.columns))


def all_figures(
    cases: Sequence[Case],
    plan: Plan,
    run: Run = map,
    progress: Progress | None = None,
    known: Sequence[Known] | None = None,
    first: int = 0,
    recall: Recall | None = None,
) -> list[list[Figures]]:
    """The figures of every replication from a first one on, case by case, replications in order.

    The figures of a case do not depend on the other cases, nor on what is known of one or recalled by the same plan.
    Raises ScanError for a plan that cannot be run.
    """
    for case in cases:
        plan.check(case.model)
    units = islice(enumerate(known or [None] * plan.replications), first, None)
    return [
        list(of_case) for of_case in zip(*_told(run(partial(_figures, cases, plan, recall), units), plan, progress), strict=True)
    ]


def _figures(cases: Sequence[Case], plan: Plan, recall: Recall | None, unit: tuple[int, Known | None]) -> list[Figures]:
    return replication_figures(cases, plan, *unit, recall)


def _told(results: Iterable[Result], plan: Plan, progress: Progress | None) -> list[Result]:
    """The results of all replications, telling the share that is done after each; an error raised there stops the rest."""
    done: list[Result] = []
    for result in results:
        done.append(result)
        if progress is not None:
            progress(len(done) / plan.replications)
    return done
