"""Whether people can bear a change: how busy they are in the year and week by week, and how many more sellers would do."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs, Prepared, difference
from quickscan.analysis.effects import CALL_CENTRE, SELLERS, load_state, mean, paired, sales_between
from quickscan.domain.drivers import FULL, TIGHT, Capacity, Guard, PeopleLoad, Relief
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Override
from quickscan.simulation.load import CREWS, weekly_load
from quickscan.simulation.measure import Figures, estimate, measure
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Case, Known, Plan, Progress, Run, all_figures, replicate

Weeks = NDArray[np.float64]
"""Crew x week, as `weekly_load` gives them."""
STEP = 0.05
"""Sellers are added by so much at a time."""
MOST = 1.0
"""Twice as many are the most that is tried."""
CREW_OF = {"sellers": CREWS.index("dealers"), "call_centre": CREWS.index("call_centre")}
FIGURE_OF = {"sellers": SELLERS, "call_centre": CALL_CENTRE}


def capacity_guard(
    changed: AsIs, figures: Sequence[Figures], today: Sequence[Figures], weeks: Sequence[Weeks] | None = None
) -> Guard:
    """Whether people can bear a change, from figures that are known already, replication by replication, and cheaply so.

    `weeks` are the loads of the changed process by replication (year_by_weeks), where they were looked at.
    """
    sellers = _people("sellers", changed.process.dealers.sellers, figures, today, weeks)
    call_centre = _people("call_centre", changed.process.call_centre.agents, figures, today, weeks)
    fewer = sales_between(figures, today).change.high < 0.0
    return Guard(sellers=sellers, call_centre=call_centre, costs_sales=fewer and sellers.pushed)


def capacity(
    as_is: AsIs,
    changed: AsIs,
    plan: Plan,
    run: Run = map,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
) -> Capacity:
    """Guard and relief of a changed process, weeks included. What was prepared of the process as it is may be handed in.

    Raises ScanError for a plan that cannot be run.
    """
    figures, weeks = year_by_weeks(changed.case(), plan, run, _part(progress, 0, 3))
    today = figures if changed is as_is else _today(as_is, plan, run, _part(progress, 1, 3), prepared)
    guard = capacity_guard(changed, figures, today, weeks)
    eased = relief(changed, figures, plan, run, _part(progress, 2, 3), prepared.known if prepared else None)
    return Capacity(guard=guard, relief=eased, calibration=as_is.calibration.id, seed=plan.seed, replications=plan.replications)


def year_by_weeks(case: Case, plan: Plan, run: Run = map, progress: Progress | None = None) -> tuple[list[Figures], list[Weeks]]:
    """The figures and the weekly loads of every replication. Raises ScanError for a plan that cannot be run."""
    plan.check(case.model)
    figures: list[Figures] = []
    weeks: list[Weeks] = []
    for year, loads in run(partial(_year, case, plan), range(plan.replications)):
        figures.append(year)
        weeks.append(loads)
        if progress is not None:
            progress(len(figures) / plan.replications)
    return figures, weeks


def _today(as_is: AsIs, plan: Plan, run: Run, progress: Progress | None, prepared: Prepared | None) -> Sequence[Figures]:
    return prepared.today if prepared else all_figures([as_is.case()], plan, run, progress)[0]


def relief(
    changed: AsIs,
    figures: Sequence[Figures],
    plan: Plan,
    run: Run = map,
    progress: Progress | None = None,
    known: Sequence[Known] | None = None,
) -> Relief | None:
    """As many more sellers as give them room again, in steps of 5 %; none where they have room already, or nobody sells.

    What one seller does less another one does, so that the number follows from the utilisation. One more simulation says whether
    it holds, as who is answered sooner may make more work, and what it brings; if it does not, one more step is taken. What is
    known of the process as it is may be handed in. Raises ScanError for a plan that cannot be run.
    """
    sellers, load = changed.process.dealers.sellers, mean(figures, SELLERS)
    if load <= TIGHT or not sellers:
        return None
    share = more_share(sellers, load)
    while True:
        eased = changed.changed(named("more_sellers", [Override(path="dealers.sellers", value=_more(sellers, share))]))
        then = all_figures([eased.case()], plan, run, progress, known)[0]
        if mean(then, SELLERS) <= TIGHT or share >= MOST:
            break
        share = round(share + STEP, 2)
    return Relief(
        more_share=eased.process.dealers.sellers / sellers - 1.0,
        sellers=eased.process.dealers.sellers,
        enough=mean(then, SELLERS) <= TIGHT,
        utilisation=estimate([own[SELLERS] for own in then]),
        loss_rate=estimate([own.get("loss_rate", 0.0) for own in then]),
        loss_rate_before=estimate([own.get("loss_rate", 0.0) for own in figures]),
        won=sales_between(then, figures),
        contribution_eur=paired("contribution_eur", then, figures),
    )


def _part(progress: Progress | None, done: int, parts: int) -> Progress | None:
    """The progress of one of several parts."""
    return None if progress is None else lambda share: progress((done + share) / parts)


def more_share(sellers: int, load: float) -> float:
    """The fewest steps of 5 % after which the same work leaves whole sellers room, at most all of them once more."""
    steps = range(1, round(MOST / STEP) + 1)
    shares = (round(step * STEP, 2) for step in steps)
    return next((share for share in shares if load * sellers / _more(sellers, share) <= TIGHT), MOST)


def _more(sellers: int, share: float) -> int:
    """Whole people, rounded up: a part of a seller relieves nobody."""
    return math.ceil(sellers * (1.0 + share) - 1e-9)


def _people(
    who: Literal["sellers", "call_centre"],
    people: int,
    figures: Sequence[Figures],
    today: Sequence[Figures],
    weeks: Sequence[Weeks] | None,
) -> PeopleLoad:
    name, crew = FIGURE_OF[who], CREW_OF[who]
    return PeopleLoad(
        who=who,
        people=people,
        utilisation=estimate([own[name] for own in figures]),
        against_today=difference([own[name] - before[name] for own, before in zip(figures, today, strict=True)]),
        state=load_state(mean(figures, name)),
        state_today=load_state(mean(today, name)),
        weeks_tight=_weeks_above(TIGHT, crew, weeks),
        weeks_overloaded=_weeks_above(FULL, crew, weeks),
    )


def _weeks_above(share: float, crew: int, weeks: Sequence[Weeks] | None) -> Estimate | None:
    return estimate([float((loads[crew] > share).sum()) for loads in weeks]) if weeks is not None else None


def _year(case: Case, plan: Plan, replication: int) -> tuple[Figures, Weeks]:
    records = replicate(case, plan, replication)
    return measure(case.model, records, case.prices), weekly_load(case.model, records)
