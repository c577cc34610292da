"""Who gets a lead: spread evenly in turn, to the outlet with the least to do, or to whoever reacts first of several."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.domain.process_steps import Routing, RoutingPolicy
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.records import IGNORED, Journeys
from quickscan.simulation.streams.deal import deal_streams
from tests.material import deck, evidence, knowledge, with_dealers
from tests.theory.intervals import agree_counts, agree_share
from tests.theory.one_channel import SEED, by_evidence, dealt, stream, with_part

EACH = pytest.mark.parametrize("engine", list(ENGINES))
OUTLETS, TERRITORIES = 7, 3
REGIONS = ((0, 3), (3, 5), (5, 7))
"""The first outlet of each region, and the first after it."""
FULL = evidence().full_severity
NOBODY_STUCK = evidence().model_copy(update={"full_severity": FULL.model_copy(update={"stuck_share": 0.0})})
FAST, SLOW = Spread(median=0.25, p90=0.61), Spread(median=8.0, p90=47.5)
P90_OF_NORMAL = 1.2815515655446004
CHECKS = 10


def routed(policy: RoutingPolicy, leads: int, **dealers: object) -> LeadProcess:
    """A constant stream to three regions of seven outlets; open leads change nothing but who gets the next."""
    process = stream(leads).model_copy(update={"routing": Routing(policy=policy)})
    process = with_part(process, "acceptance", load_effect_novice=0.0, load_effect_experienced=0.0)
    return with_dealers(process, **{"outlets": OUTLETS, "territories": TERRITORIES} | dealers)


def by_deck(process: LeadProcess) -> CompiledModel:
    return compile_model(process, deck(), knowledge(), {})


@pytest.mark.parametrize("policy", ["rules", "manual_batch", "territory"])
def test_home_outlets_get_alike_many(policy: RoutingPolicy) -> None:
    model = by_evidence(routed(policy, 100_000))
    agree_counts(
        np.bincount(dealt(model).outlet, minlength=OUTLETS), np.full(OUTLETS, len(dealt(model).outlet) / OUTLETS), CHECKS
    )


@EACH
def test_in_turn_each_outlet_of_a_region_gets_every_nth(engine: str) -> None:
    model = by_deck(routed("round_robin", 3_000))
    streams = deal_streams(model, SEED, 0)
    got = ENGINES[engine](model, streams).dealer[streams.leads.arrivals]
    for first, after in REGIONS:
        here = got[(got >= first) & (got < after)]
        assert len(here) > 500
        assert np.array_equal(here, first + np.arange(len(here)) % (after - first))


Worth = Callable[[NDArray[np.int64], CompiledModel], NDArray[np.float64]]
"""How much each outlet deserves the next lead, by leads open at each."""


def _least_open(open_leads: NDArray[np.int64], model: CompiledModel) -> NDArray[np.float64]:
    return np.asarray(-open_leads / np.maximum(model.rules.sellers, 1))


def _best_for_its_load(open_leads: NDArray[np.int64], model: CompiledModel) -> NDArray[np.float64]:
    skill = np.array([float(outlet["skill"]) for outlet in model.rules.outlets])
    return skill / (1.0 + open_leads / np.maximum(model.rules.sellers, 1))


def _replayed(model: CompiledModel, journeys: Journeys, home: NDArray[np.int64], worth: Worth) -> int:
    """Hold every choice against the leads that were open at that moment, one by one; tells how many could be judged.

    A lead is assigned one millisecond after it came, when the call centre has looked at it, and is open until its end.
    """
    assigned, judged = journeys.created_ms + 1, 0
    for lead in np.argsort(assigned, kind="stable").tolist():
        now = assigned[lead]
        if (assigned == now).sum() > 1 or (journeys.end_ms == now).any():
            continue
        still = (assigned < now) & ((journeys.end_ms > now) | (journeys.end_ms < 0))
        deserved = worth(np.bincount(journeys.dealer[still], minlength=OUTLETS), model)
        first, after = next(region for region in REGIONS if region[0] <= home[lead] < region[1])
        assert journeys.dealer[lead] == first + int(np.argmax(deserved[first:after]))
        judged += 1
    return judged


@EACH
@pytest.mark.parametrize(
    ("policy", "worth"), [("load_balanced", _least_open), ("performance_based", _best_for_its_load)], ids=["load", "performance"]
)
@pytest.mark.parametrize("sellers", [0, 10])
def test_a_lead_goes_to_the_outlet_that_deserves_it_at_that_moment(
    engine: str, policy: RoutingPolicy, worth: Worth, sellers: int
) -> None:
    """Open leads of one outlet differ from another's by those who wait long for their prospects' decision."""
    process = routed(policy, 1_500, sellers=sellers, skill_spread=0.3, reaction_hours=SLOW)
    process = process.model_copy(update={"sales_cycle_days": Spread(median=5, p90=30)})
    model = by_evidence(process, {}, NOBODY_STUCK)
    streams = deal_streams(model, SEED, 0)
    journeys = ENGINES[engine](model, streams)
    assert _replayed(model, journeys, streams.outlet, worth) > 1_400


@EACH
def test_where_nobody_sells_loads_of_a_region_stay_within_one_lead(engine: str) -> None:
    model = by_deck(routed("load_balanced", 3_000, sellers=0))
    found = np.bincount(ENGINES[engine](model, deal_streams(model, SEED, 0)).dealer, minlength=OUTLETS)
    for first, after in REGIONS:
        assert found[first:after].max() - found[first:after].min() <= 1


def _later(hours: NDArray[np.float64], slow: float) -> NDArray[np.float64]:
    """The chance that one outlet reacts later than that."""
    of_groups = [
        stats.norm.sf(np.log(hours / spread.median) / (math.log(spread.p90 / spread.median) / P90_OF_NORMAL))
        for spread in (SLOW, FAST)
    ]
    return np.asarray(slow * of_groups[0] + (1.0 - slow) * of_groups[1])


@pytest.mark.parametrize("outlets", [1, 2, 5])
@pytest.mark.parametrize("severity", [0.0, 0.5, 1.0])
def test_the_first_to_accept_is_the_fastest_of_the_region(outlets: int, severity: float) -> None:
    """The minimum of n independent reactions, of which each outlet makes one unless it ignores the offer."""
    process = routed("first_to_accept", 60_000, outlets=outlets, territories=1, reaction_hours=SLOW)
    streams = dealt(by_evidence(with_part(process, "acceptance", fast_reaction_hours=FAST), {"poor_follow_up": severity}))
    offered = streams.fates.goes_beyond("acceptance")
    ignored, taken = severity * FULL.ignored_share, offered & (streams.ignored[:, 0] > 1.0)
    nobody = ignored**outlets
    if nobody > 0.005:
        agree_share(~taken[offered], nobody, CHECKS, 0.2)
    hours = streams.reaction_ms[taken, 0] / 3_600_000
    found = stats.kstest(hours, lambda t: (1.0 - (ignored + (1.0 - ignored) * _later(t, severity)) ** outlets) / (1.0 - nobody))
    assert found.pvalue > 0.01 / CHECKS
    if outlets > 1:
        agree_counts(np.bincount(streams.outlet[taken], minlength=outlets), np.full(outlets, taken.sum() / outlets), CHECKS)


@EACH
def test_offers_are_answered_when_the_fastest_reacts_and_lost_where_nobody_does(engine: str) -> None:
    process = routed("first_to_accept", 2_000, reaction_hours=SLOW)
    model = by_evidence(process, {"poor_follow_up": 1.0}, NOBODY_STUCK)
    streams = deal_streams(model, SEED, 0)
    journeys = ENGINES[engine](model, streams)
    taken = streams.ignored[:, 0] > 1.0
    assert np.array_equal(journeys.ended == IGNORED, ~taken)
    assert np.array_equal(journeys.response_ms[taken], 1 + streams.reaction_ms[taken, 0])
    assert np.array_equal(journeys.dealer, streams.outlet)


@pytest.mark.parametrize(("engine", "leads"), [("compiled", 60_000), ("simpy", 4_000)])
def test_leads_not_taken_up_in_time_move_on_as_often_as_reactions_are_late(engine: str, leads: int) -> None:
    """The outlets after the first are met with chance p, p^2: p is the chance that one ignores a lead or reacts too late."""
    deadline_hours, severity = 12.0, 1.0
    process = with_part(
        routed("rules", leads, territories=1, reaction_hours=SLOW), "acceptance", reassign_after_hours=deadline_hours
    )
    model = by_evidence(process, {"poor_follow_up": severity}, NOBODY_STUCK)
    streams = deal_streams(model, SEED, 0)
    journeys = ENGINES[engine](model, streams)
    moved = (journeys.dealer - streams.outlet) % OUTLETS
    passed_on = FULL.ignored_share + (1.0 - FULL.ignored_share) * float(_later(np.array([deadline_hours]), severity)[0])
    expected = [
        1.0 - passed_on,
        passed_on * (1.0 - passed_on),
        passed_on**2 * (1.0 - FULL.ignored_share),
        passed_on**2 * FULL.ignored_share,
    ]
    ends = np.bincount(np.where(journeys.ended == IGNORED, 3, moved), minlength=4)
    agree_counts(ends, len(moved) * np.array(expected), CHECKS)
    hours = (journeys.response_ms - 1) / 3_600_000
    for number, (start, end) in enumerate(pairwise([0.0, deadline_hours, 2 * deadline_hours, math.inf])):
        answered = hours[(moved == number) & (journeys.response_ms >= 0)]
        assert (answered > start - 1e-6).all()
        assert (answered <= end + 1e-6).all()
