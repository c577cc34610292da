"""A response time as the client measures it: from the inquiry to the first attempt, nights and weekends included.

The model knows how long a seller takes to turn to a lead after it was assigned. How long that must be, so that everything before
it and the opening hours after it add up to what the client sees, is found by trial on a few leads.
"""

import math
from collections.abc import Callable
from dataclasses import replace

from quickscan.analysis.closing import Survival
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.replicate import Plan, figures_of, make_case

TRIAL_LEADS = 600
"""Enough for a median within some percent; so few that nobody queues, as queues come on top by themselves."""
TRIALS = 10
"""Each halves the range on a log scale: ten of them end within one percent of it."""
SHORTEST_HOURS = 0.01
LONGER_BY_EVIDENCE = 20.0
"""There only some react slowly, so that their reaction may be much longer than the median of all."""
CLOSE_ENOUGH = 1.05


def with_response_today(process: LeadProcess, wanted: Spread, survival: Survival) -> LeadProcess:
    """The process whose median response time in hours is the one wanted; its spread is as wide relative to the median.

    Where the steps before the seller take longer than that already, the seller reacts at once, and the delays that causes bring
    are as much shorter as they must be, if they can.
    """
    ratio = wanted.p90 / wanted.median

    def with_reaction(log_hours: float) -> LeadProcess:
        reaction = Spread(median=math.exp(log_hours), p90=math.exp(log_hours) * ratio)
        return process.model_copy(update={"dealers": process.dealers.model_copy(update={"reaction_hours": reaction})})

    longest = math.log(max(wanted.median, 2 * SHORTEST_HOURS) * (1.0 if survival.gates_alone else LONGER_BY_EVIDENCE))
    fitted = _halved(with_reaction, math.log(SHORTEST_HOURS), longest, wanted.median, survival)
    if survival.gates_alone or _median_response_hours(fitted, survival) <= wanted.median * CLOSE_ENOUGH:
        return fitted

    def with_delays(factor: float) -> LeadProcess:
        return fitted.model_copy(update={"delays_factor": factor})

    return _halved(with_delays, 0.0, 1.0, wanted.median, survival)


def _halved(
    made: Callable[[float], LeadProcess], low: float, high: float, wanted_hours: float, survival: Survival
) -> LeadProcess:
    """The process at the value where its median response time is the one wanted; it grows with the value."""
    for _ in range(TRIALS):
        middle = (low + high) / 2
        if _median_response_hours(made(middle), survival) > wanted_hours:
            high = middle
        else:
            low = middle
    return made((low + high) / 2)


def _median_response_hours(process: LeadProcess, survival: Survival) -> float:
    total = sum(channel.leads_per_year for channel in process.channels)
    channels = (
        channel.model_copy(update={"leads_per_year": channel.leads_per_year * TRIAL_LEADS / max(total, 1.0)})
        for channel in process.channels
    )
    few = process.model_copy(update={"channels": tuple(channels)})
    case = make_case(few, survival.calibration, survival.knowledge, survival.habits)
    case = replace(case, without_causes=None)  # what would be sold without causes does not move a response time
    return figures_of(case, Plan(), 0).get("response_median_hours", 0.0)
