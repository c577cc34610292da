"""What if: scenarios against the process as it is, replication by replication on the same leads and draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from quickscan.domain.base import Text
from quickscan.domain.calibration import Calibration
from quickscan.domain.comparison import ComparedScenario, Comparison, Difference
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.domain.scenario import Catalogue, OwnScenario, Scenario
from quickscan.simulation.measure import Figures, estimate
from quickscan.simulation.override_faults import NamedOverride
from quickscan.simulation.overrides import apply, resolve
from quickscan.simulation.recall import Recall
from quickscan.simulation.replicate import Case, Known, Plan, Progress, Run, all_figures, know, make_case
from quickscan.simulation.simulate import summarise

COMPARED = (
    "won", "loss_rate", "response_median_hours", "response_p90_hours", "cost_per_new_customer", "contribution_eur",
    "call_centre_utilisation", "dealers_utilisation", "attempts_per_lead",
)  # fmt: skip

AFTER_COST = "contribution_after_cost_eur"


@dataclass(frozen=True)
class Change:
    """A scenario as it is applied: its name and the overrides of it and of all it is based on."""

    id: str
    name: Text
    overrides: tuple[NamedOverride, ...]
    first_year_cost_eur: float | None = None
    """What it costs in the first year; none where that is not known."""

    @classmethod
    def of(cls, scenario: Scenario, catalogue: Catalogue) -> "Change":
        """A scenario with all it is based on. Raises ScanError where the catalogue does not hold that."""
        cost = scenario.first_year_cost_eur if isinstance(scenario, OwnScenario) else None
        return cls(scenario.id, scenario.name, resolve(scenario, catalogue), cost)


@dataclass(frozen=True)
class AsIs:
    """The process as it is, and how the causes act on it."""

    process: LeadProcess
    severity: Mapping[str, float]
    calibration: Calibration
    knowledge: Knowledge

    def case(self) -> Case:
        """The case that is simulated."""
        return make_case(self.process, self.calibration, self.knowledge, self.severity)

    @property
    def severities(self) -> dict[str, float]:
        """The severity of every cause there is."""
        return {**dict.fromkeys(self.knowledge.cause_ids, 0.0), **self.severity}

    def changed(self, overrides: Sequence[NamedOverride]) -> "AsIs":
        """The process and severities with overrides in them. Raises ScanError where they cannot be."""
        process, severity = apply(self.process, self.severities, overrides)
        return AsIs(process, severity, self.calibration, self.knowledge)


@dataclass(frozen=True, eq=False)
class Changed:
    """The process as it is with a change in it: put in and compiled once, when that is first asked for."""

    change: Change
    before: AsIs
    """What is changed."""

    @cached_property
    def after(self) -> AsIs:
        """What comes of it. Raises ScanError where it cannot be."""
        return self.before.changed(self.change.overrides)

    @cached_property
    def case(self) -> Case:
        """The case that is simulated. Raises ScanError likewise."""
        return self.after.case()


@dataclass(frozen=True, eq=False)
class Prepared:
    """The process as it is, run once by a plan, for who compares again and again.

    At 20,000 leads a year and 30 replications it holds about 147 MB, see `megabytes`; what it recalls took 36 to 100 MB more.
    """

    as_is: AsIs
    plan: Plan
    known: tuple[Known, ...]
    """By replication."""
    recall: Recall = field(default_factory=Recall)
    """What the changes compared last left: who moves several levers one after the other goes on from there."""
    _firsts: dict[int, "Prepared"] = field(default_factory=dict, init=False, repr=False)

    @property
    def today(self) -> list[Figures]:
        """The figures of the process as it is, by replication."""
        return [replication.figures for replication in self.known]

    def first(self, replications: int) -> "Prepared":
        """The first so many replications, which are the same whatever their number."""
        if replications not in self._firsts:
            plan, known = replace(self.plan, replications=replications), self.known[:replications]
            self._firsts[replications] = Prepared(self.as_is, plan, known, self.recall)
        return self._firsts[replications]

    @cached_property
    def simulation(self) -> SimulationResult:
        """The figures of the process as it is with their intervals."""
        return _summarised(self.as_is, self.today, self.plan)

    @property
    def megabytes(self) -> float:
        """Memory that it holds, in millions of bytes."""
        return sum(replication.bytes for replication in self.known) / 1e6


def prepare(as_is: AsIs, plan: Plan, run: Run = map, progress: Progress | None = None) -> Prepared:
    """Run the process as it is, and keep what comparisons need of it. Raises ScanError for a plan that cannot be run."""
    return Prepared(as_is, plan, tuple(know(as_is.case(), plan, run, progress)))


def compare(
    as_is: AsIs,
    changes: Sequence[Change],
    plan: Plan,
    run: Run = map,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
) -> Comparison:
    """Each change against the process as it is. Raises ScanError for a change or a plan that cannot be.

    Who compares again and again prepares the process as it is by the same plan: the results are the same to the last bit, sooner.
    Raises ValueError if something else was prepared. An error raised by `progress` stops it after the replications that run.
    """
    if prepared is not None and (prepared.plan, prepared.as_is) != (plan, as_is):
        raise ValueError("another process, or another plan, was prepared")
    changed = [Changed(change, as_is) for change in changes]
    today, *figures = _figures([entry.case for entry in changed], as_is, plan, run, progress, prepared)
    return _comparison(_summarised(as_is, today, plan), plan, changed, today, figures)


@dataclass(frozen=True, eq=False)
class Begun:
    """A comparison over the first replications of what was prepared, that can go on without doing any of them again."""

    changed: Changed
    figures: list[Figures]
    """Of the change, for the replications done."""

    def comparison(self, prepared: Prepared) -> Comparison:
        """What is known so far: the same as `compare` over so many replications."""
        of = prepared.first(len(self.figures))
        return _comparison(of.simulation, of.plan, [self.changed], of.today, [self.figures])


def go_on(begun: Begun, prepared: Prepared, replications: int, run: Run = map, progress: Progress | None = None) -> Begun:
    """The same over so many replications in all. An error raised by `progress` stops it after the replications that run."""
    of = prepared.first(replications)
    more = all_figures([begun.changed.case], of.plan, run, progress, of.known, len(begun.figures), of.recall)[0]
    return Begun(begun.changed, [*begun.figures, *more])


def _comparison(
    as_is: SimulationResult,
    plan: Plan,
    changed: Sequence[Changed],
    today: Sequence[Figures],
    figures: Sequence[Sequence[Figures]],
) -> Comparison:
    return Comparison(
        as_is=as_is,
        scenarios=tuple(
            compared(entry.change, _summarised(entry.after, own, plan), differences(own, today))
            for entry, own in zip(changed, figures, strict=True)
        ),
    )


def _summarised(of: AsIs, figures: Sequence[Figures], plan: Plan) -> SimulationResult:
    return summarise(figures, of.process, of.calibration, of.knowledge, plan)


def _figures(
    changed: Sequence[Case], as_is: AsIs, plan: Plan, run: Run, progress: Progress | None, prepared: Prepared | None
) -> list[list[Figures]]:
    """The figures of the process as it is, and then of each change."""
    if prepared is None:
        return all_figures([as_is.case(), *changed], plan, run, progress)
    return [prepared.today, *all_figures(changed, plan, run, progress, prepared.known, recall=prepared.recall)]


def compared(change: Change, simulation: SimulationResult, differs: Mapping[str, Difference]) -> ComparedScenario:
    """A scenario with its figures, and with what is left of its contribution after its cost."""
    cost, contribution, more = change.first_year_cost_eur, simulation.contribution_eur, differs.get("contribution_eur")
    return ComparedScenario(
        id=change.id,
        name=change.name,
        simulation=simulation,
        differences=dict(differs) if cost is None or more is None else {**differs, AFTER_COST: after_cost(more.change, cost)},
        first_year_cost_eur=cost,
        contribution_after_cost_eur=None if cost is None or contribution is None else less(contribution, cost),
    )


def less(amount: Estimate, cost: float) -> Estimate:
    """An amount of money after a cost that is certain: the interval stays as wide as it is."""
    return amount.model_copy(update={"mean": amount.mean - cost})


def after_cost(more: Estimate, cost: float) -> Difference:
    """More or less contribution than today, after a cost that today does not have."""
    change = less(more, cost)
    return Difference(change=change, inside_noise=change.low <= 0.0 <= change.high)


def differences(changed: Sequence[Figures], today: Sequence[Figures]) -> dict[str, Difference]:
    """Paired differences of all figures that every replication of both has."""
    known = [name for name in COMPARED if all(name in figures for figures in (*changed, *today))]
    return {
        name: difference([after[name] - before[name] for after, before in zip(changed, today, strict=True)]) for name in known
    }


def difference(values: list[float]) -> Difference:
    """Paired differences, replication by replication, as a mean with its interval."""
    change = estimate(values)
    return Difference(change=change, inside_noise=change.low <= 0.0 <= change.high)
