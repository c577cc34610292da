"""What waiting costs: the average of (1 + t / tau) ^ -beta over all waits, against integrals, and what is sold in the end."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, special, stats

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import deal_streams
from tests.material import AT_ONCE, evidence, with_dealers
from tests.theory.intervals import agree
from tests.theory.one_channel import LEADS, SEED, by_evidence, stream, with_part

TAU_HOURS, BETA = evidence().decay.tau_minutes / 60.0, evidence().decay.beta
FULL = evidence().full_severity
FAST, SLOW = Spread(median=0.25, p90=0.61), Spread(median=8.0, p90=47.5)
P90_OF_NORMAL = 1.2815515655446004
REPLICATIONS = 10
CHECKS = 10
NOBODY_STUCK = evidence().model_copy(update={"full_severity": FULL.model_copy(update={"stuck_share": 0.0})})
LARGE, SMALL = ("compiled", LEADS // 10, 0.01), ("simpy", LEADS // 250, 0.06)
"""Engine, leads a year, and how near to theory that must come."""
EACH = pytest.mark.parametrize(("engine", "leads", "within"), [LARGE, SMALL], ids=["compiled", "simpy"])


def left(wait_hours: float) -> float:
    """What a wait leaves of the chance of a sale."""
    return float((1.0 + wait_hours / TAU_HOURS) ** -BETA)


def left_by_up_to(most_hours: float, wait_hours: float = 0.0) -> float:
    """What waits leave that are spread evenly from one to that plus the most: the integral of the decay, divided."""
    rising = [(1.0 + wait / TAU_HOURS) ** (1.0 - BETA) for wait in (wait_hours, wait_hours + most_hours)]
    return TAU_HOURS / (1.0 - BETA) * (rising[1] - rising[0]) / most_hours


def average(spread: Spread, of: Callable[[float], float]) -> float:
    """The mean of a function of a lognormal wait."""
    sigma = math.log(spread.p90 / spread.median) / P90_OF_NORMAL
    found, _ = integrate.quad(lambda z: of(spread.median * math.exp(sigma * z)) * stats.norm.pdf(z), -9.0, 9.0, limit=200)
    return float(found)


def reached(attempts: int) -> float:
    """The share of prospects reached, chances of a contact being beta(1.5, 4.5)."""
    return 1.0 - float(np.exp(special.betaln(1.5, 4.5 + attempts) - special.betaln(1.5, 4.5)))


def of_chance(engine: str, model: CompiledModel) -> list[float]:
    """By replication: the chance of a sale after waiting over that without, among those who are reached."""
    shares = []
    for replication in range(REPLICATIONS):
        streams = deal_streams(model, SEED, replication)
        chance = ENGINES[engine](model, streams).chance
        shares.append(float((chance[chance > 0] / streams.fates.chance[chance > 0]).mean()))
    return shares


def process_of(leads: int) -> LeadProcess:
    """Both groups of outlets, those who react at once and the others, and nothing else to wait for."""
    return with_part(with_dealers(stream(leads), reaction_hours=SLOW), "acceptance", fast_reaction_hours=FAST)


@pytest.mark.parametrize(("engine", "leads", "within", "slow"), [(*LARGE, 0.0), (*LARGE, 0.5), (*LARGE, 1.0), (*SMALL, 0.5)])
def test_reactions_cost_what_the_integral_over_their_distribution_says(
    engine: str, leads: int, within: float, slow: float
) -> None:
    model = by_evidence(process_of(leads), {"poor_follow_up": slow}, NOBODY_STUCK)
    expected = slow * average(SLOW, left) + (1.0 - slow) * average(FAST, left)
    agree(of_chance(engine, model), expected, CHECKS, within)


@EACH
def test_transfer_and_reaction_together_cost_what_the_double_integral_says(engine: str, leads: int, within: float) -> None:
    model = by_evidence(process_of(leads), {"systems_not_linked": 0.5}, NOBODY_STUCK)
    expected = average(FAST, lambda wait: left_by_up_to(FULL.transfer_delay_hours * 0.5, wait))
    agree(of_chance(engine, model), expected, CHECKS, within)


@EACH
def test_closing_hours_cost_what_the_integral_over_the_closed_time_says(engine: str, leads: int, within: float) -> None:
    """A constant stream meets every moment of the week alike: who comes while it is open is answered at once."""
    open_hours = OpeningHours(monday=DayHours(opens=9, closes=13), thursday=DayHours(opens=14, closes=24))
    process = with_part(with_dealers(stream(leads), opening_hours=open_hours), "acceptance", fast_reaction_hours=AT_ONCE)
    closed = (3 * 24 + 14 - 13, 3 * 24 + 9)
    assert sum(closed) + 4 + 10 == 7 * 24
    expected = (14 + sum(gap * left_by_up_to(gap) for gap in closed)) / (7 * 24)
    agree(of_chance(engine, by_evidence(process, {}, NOBODY_STUCK)), expected, CHECKS, within)


@EACH
def test_sales_are_closing_rate_times_reached_times_what_waiting_leaves(engine: str, leads: int, within: float) -> None:
    """With every second lead followed up poorly; who is slow, who gives up early and who ignores do not go together."""
    rate, slow = 0.12, 0.5
    process = with_part(process_of(leads), "acceptance", load_effect_novice=0.0, load_effect_experienced=0.0)
    model = by_evidence(process, {"poor_follow_up": slow}, NOBODY_STUCK)
    poor = process.follow_up.poor_attempt_shares
    contacts = slow * sum(share * reached(number) for number, share in enumerate(poor, 1)) + (1.0 - slow) * reached(6)
    waiting = slow * average(SLOW, left) + (1.0 - slow) * average(FAST, left)
    expected = rate * contacts * waiting * (1.0 - slow * FULL.ignored_share)
    runs = [ENGINES[engine](model, deal_streams(model, SEED, replication)) for replication in range(REPLICATIONS)]
    found = [float(journeys.chance.mean()) for journeys in runs]
    agree(found, expected, CHECKS, 2 * within)
