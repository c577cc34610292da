"""The roadmap: measures one after the other, as prerequisites and people allow, and what each stage brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quickscan.analysis.business_case import times
from quickscan.analysis.measures import Years
from quickscan.analysis.portfolio import known_sum
from quickscan.domain.business_case import Case, ValuedMeasure
from quickscan.domain.programme import Roadmap, Stage, StageName, Step
from quickscan.domain.result import Estimate
from quickscan.domain.valuation import Valuation
from quickscan.simulation.measure import estimate

FIRST: Mapping[str, int] = {"quick_win": 0, "foundation": 1, "other": 2, "growth": 3}
"""In what order kinds of measures are begun, where several could be."""


@dataclass(frozen=True)
class Task:
    """A measure to be done."""

    id: str
    kind: str
    person_days: float
    months: float
    """From its start until it works, if people have the time."""
    gain: float
    """Additional sales a year, alone."""
    requires: tuple[str, ...] = ()
    """Those that must work before it begins; of these, the ones among the tasks count."""


@dataclass(frozen=True)
class Period:
    """A stage before it is filled."""

    name: StageName
    begins: float
    ends: float | None


def task_of(measure: ValuedMeasure, kind: str, which: Literal["low", "base", "high"] = "base") -> Task:
    """A measure as a task, by one of its cases."""
    case: Case = getattr(measure.case, which)
    return Task(measure.id, kind, case.effort_person_days, case.months_to_effect, case.sales_gain.mean, measure.requires)


def schedule(tasks: Sequence[Task], person_days_per_month: float) -> list[Step]:
    """People work on one measure after the other, on the next as soon as they are free and all it needs works.

    A measure works when its months have passed and its work is done. Quick wins begin before foundations, these before others,
    growth comes last; among equals what gains most per person-day.
    """
    names = {task.id for task in tasks}
    waiting, works, steps, free = sorted(tasks, key=_order), dict[str, float](), list[Step](), 0.0
    while waiting:
        possible = [task for task in waiting if works.keys() >= set(task.requires) & names]
        begins = {task.id: max([free, *(works[name] for name in task.requires if name in names)]) for task in possible}
        task = min(possible, key=lambda task: begins[task.id])  # of those that begin at once, the first in order
        waiting.remove(task)
        worked_off = begins[task.id] + task.person_days / person_days_per_month
        works[task.id] = max(begins[task.id] + task.months, worked_off)
        steps.append(
            Step(id=task.id, starts_month=begins[task.id], works_from_month=works[task.id], person_days=task.person_days)
        )
        free = worked_off
    return steps


def _order(task: Task) -> tuple[int, float, str]:
    return (FIRST[task.kind], -task.gain / max(task.person_days, 1e-9), task.id)


def periods(steps: Sequence[Step], terms: Valuation) -> list[tuple[Period, tuple[Step, ...]]]:
    """The stages with the measures that begin to work in them; the open one at the end only where it is needed."""
    ends = (0.0, terms.quick_wins_until_month, terms.foundation_until_month, terms.growth_until_month)
    all_periods = [
        Period("quick_wins", ends[0], ends[1]),
        Period("foundation", ends[1], ends[2]),
        Period("growth", ends[2], ends[3]),
        Period("later", ends[3], None),
    ]
    filled = [(period, tuple(step for step in steps if _falls_in(step, period))) for period in all_periods]
    return filled if filled[-1][1] else filled[:-1]


def _falls_in(step: Step, period: Period) -> bool:
    after = step.works_from_month > period.begins or period.begins == 0.0
    return after and (period.ends is None or step.works_from_month <= period.ends)


def roadmap(
    filled: Sequence[tuple[Period, tuple[Step, ...]]],
    years: Sequence[Years],
    measures: Mapping[str, ValuedMeasure],
    person_days_per_month: float,
    contribution_eur: float | None,
) -> Roadmap:
    """The stages with their figures; `years` are the simulations of today and of the measures of all stages up to each."""
    stages = [
        _stage(period, steps, before, after, measures, contribution_eur)
        for (period, steps), before, after in zip(filled, years, years[1:], strict=False)
    ]
    return Roadmap(person_days_per_month=person_days_per_month, loss_rate_today=years[0].loss_rate(), stages=tuple(stages))


def _stage(
    period: Period,
    steps: tuple[Step, ...],
    before: Years,
    after: Years,
    measures: Mapping[str, ValuedMeasure],
    contribution_eur: float | None,
) -> Stage:
    gain: Estimate = estimate((after.then - before.then).tolist())
    return Stage(
        name=period.name,
        from_month=period.begins,
        until_month=period.ends,
        steps=steps,
        person_days=sum(step.person_days for step in steps),
        first_year_cost_eur=known_sum([measures[step.id].case.base.first_year_cost_eur for step in steps]),
        sales_gain=gain,
        contribution_gain_eur=None if contribution_eur is None else times(gain, contribution_eur),
        loss_rate_after=after.loss_rate(),
    )
