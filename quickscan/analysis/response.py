"""A response time as the client measures it: from the inquiry to the first attempt, nights and weekends included.

The model knows how long a seller takes to turn to a lead after it was assigned. How long that must be, so that everything before
it and the opening hours after it add up to what the client sees, is found by trial on a few leads.
"""

import math

from quickscan.analysis.closing import Survival
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.replicate import Plan, make_case, replication_figures

TRIAL_LEADS = 600
"""Enough for a median within some percent; so few that nobody queues, as queues come on top by themselves."""
TRIALS = 10
"""Each halves the range on a log scale: ten of them end within one percent of it."""
SHORTEST_HOURS = 0.01


def with_response_today(process: LeadProcess, wanted: Spread, survival: Survival) -> LeadProcess:
    """The process whose median response time in hours is the one wanted; its spread is as wide relative to the median.

    Where the steps before the seller take longer than that already, the seller reacts at once.
    """
    ratio = wanted.p90 / wanted.median
    low, high = math.log(SHORTEST_HOURS), math.log(max(wanted.median, 2 * SHORTEST_HOURS))
    for _ in range(TRIALS):
        middle = (low + high) / 2
        if _median_response_hours(_with_reaction(process, math.exp(middle), ratio), survival) > wanted.median:
            high = middle
        else:
            low = middle
    return _with_reaction(process, math.exp((low + high) / 2), ratio)


def _with_reaction(process: LeadProcess, median_hours: float, ratio: float) -> LeadProcess:
    reaction = Spread(median=median_hours, p90=median_hours * ratio)
    return process.model_copy(update={"dealers": process.dealers.model_copy(update={"reaction_hours": reaction})})


def _median_response_hours(process: LeadProcess, survival: Survival) -> float:
    total = sum(channel.leads_per_year for channel in process.channels)
    channels = (
        channel.model_copy(update={"leads_per_year": channel.leads_per_year * TRIAL_LEADS / max(total, 1.0)})
        for channel in process.channels
    )
    few = process.model_copy(update={"channels": tuple(channels)})
    case = make_case(few, survival.calibration, survival.knowledge, survival.habits)
    return replication_figures([case], Plan(), 0)[0].get("response_median_hours", 0.0)
