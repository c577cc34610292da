"""The flow of leads: it is that of the simulation, no lead appears or vanishes, and what is lost adds up."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.analysis.compare import AsIs
from quickscan.analysis.flow import lead_flow
from quickscan.domain.calibration import GATE_PLACES, Calibration
from quickscan.domain.flow import ANSWERED_WITHIN_HOURS, FLOW_STEPS, STEP_BEFORE, LeadFlow, StepCount, places_after
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import shipped_process, shipped_process_ids
from quickscan.files.read import read_process
from quickscan.simulation.pools import threads
from quickscan.simulation.replicate import Plan
from quickscan.simulation.simulate import simulate
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform, with_channels, with_dealers

PLAN = Plan(seed=3, replications=3)
CALIBRATIONS = {"deck": deck(), "evidence": evidence()}
BOTH = pytest.mark.parametrize("calibration", CALIBRATIONS.values(), ids=CALIBRATIONS)
UNEVEN = {cause: (number % 4) / 4 for number, cause in enumerate(knowledge().cause_ids, start=1)}


def as_is(calibration: Calibration, severity: dict[str, float] | None = None, process: LeadProcess | None = None) -> AsIs:
    return AsIs(process or scaled(car_dealers(), 0.1), uniform(0.5) if severity is None else severity, calibration, knowledge())


@cache
def shipped(process: str, calibration: str) -> LeadFlow:
    return lead_flow(as_is(CALIBRATIONS[calibration], UNEVEN, scaled(read_process(shipped_process(process)), 0.1)), PLAN)


EVERY = pytest.mark.parametrize("flow", [(name, by) for name in shipped_process_ids() for by in CALIBRATIONS], ids="-".join)


def counts(steps: tuple[StepCount, ...]) -> dict[str, float]:
    return {count.step: count.leads.mean for count in steps}


@BOTH
def test_the_figures_are_those_of_a_simulation(calibration: Calibration) -> None:
    subject = as_is(calibration)
    found = lead_flow(subject, PLAN)
    assert found.simulation == simulate(subject.process, calibration, knowledge(), subject.severity, PLAN)
    at = counts(found.steps)
    assert at["came_in"] == pytest.approx(found.simulation.inquiries.mean)
    assert at["won"] == pytest.approx(found.simulation.won.mean)
    assert found.steps[-1].leads.half_width == pytest.approx(found.simulation.won.half_width)
    assert found.responses.median_hours == found.simulation.response_time_hours["median"]
    assert found.responses.p90_hours == found.simulation.response_time_hours["p90"]


@EVERY
def test_what_is_lost_by_place_and_cause_adds_up_to_what_is_not_sold(flow: tuple[str, str]) -> None:
    found, simulation = shipped(*flow), shipped(*flow).simulation
    lost = 0.0
    for cause in knowledge().cause_ids:
        expected = pytest.approx(simulation.lost_by_cause[cause].mean, abs=1e-9)
        assert sum(by_cause[cause].mean for by_cause in found.lost_at.values() if cause in by_cause) == expected
        leaks = [count.leak for count in found.steps if count.leak is not None]
        assert sum(leak.lost_sales[cause].mean for leak in leaks if cause in leak.lost_sales) == expected
        assert sum(channel.lost_by_cause[cause].mean for channel in found.channels) == expected
        lost += simulation.lost_by_cause[cause].mean
    gap = simulation.potential.mean - simulation.won.mean
    assert lost - simulation.won_in_place_of_others.mean == pytest.approx(gap, abs=1e-9)
    assert lost > 0.0


@EVERY
def test_no_lead_appears_or_vanishes_on_the_way(flow: tuple[str, str]) -> None:
    found = shipped(*flow)
    for steps in (found.steps, *(channel.steps for channel in found.channels)):
        assert [count.step for count in steps] == list(FLOW_STEPS)
        assert steps[-1].leak is None
        for here, after in pairwise(steps):
            assert here.leak is not None
            assert here.leads.mean >= after.leads.mean >= 0.0
            assert here.leak.ended.mean == pytest.approx(here.leads.mean - after.leads.mean)
            stopped = sum(share.mean for share in here.leak.stopped.values())
            assert here.leak.natural.mean + stopped == pytest.approx(here.leak.ended.mean)
            assert here.leak.natural.mean >= -1e-9


@EVERY
def test_channels_sum_to_the_whole(flow: tuple[str, str]) -> None:
    found = shipped(*flow)
    for number, count in enumerate(found.steps):
        assert sum(channel.steps[number].leads.mean for channel in found.channels) == pytest.approx(count.leads.mean)
        leaks = [channel.steps[number].leak for channel in found.channels]
        for cause, stopped in count.leak.stopped.items() if count.leak else ():
            assert sum(leak.stopped[cause].mean for leak in leaks if leak and cause in leak.stopped) == pytest.approx(
                stopped.mean
            )
    assert sum(channel.potential.mean for channel in found.channels) == pytest.approx(found.simulation.potential.mean)


@EVERY
def test_every_answered_or_unanswered_lead_is_in_one_class(flow: tuple[str, str]) -> None:
    responses = shipped(*flow).responses
    assert sum(waiting.share.mean for waiting in responses.classes) + responses.never.mean == pytest.approx(1.0)
    ends = [waiting.up_to_hours for waiting in responses.classes]
    assert ends == [*ANSWERED_WITHIN_HOURS, None]
    assert [waiting.more_than_hours for waiting in responses.classes] == [0.0, *ANSWERED_WITHIN_HOURS]
    assert responses.median_hours is not None
    assert responses.p90_hours is not None
    assert responses.median_hours.mean <= responses.p90_hours.mean


@EVERY
def test_the_load_of_the_weeks_is_the_utilisation_of_the_year(flow: tuple[str, str]) -> None:
    found = shipped(*flow)
    for crew, load in found.load.items():
        assert load.utilisation == found.simulation.utilisation[crew]
        assert np.mean([week.mean for week in load.weeks]) == pytest.approx(load.utilisation.mean)
        assert len(load.weeks) == 52
        assert 0.0 <= load.weeks_above_100.mean <= load.weeks_above_85.mean <= 52


@BOTH
def test_without_any_cause_nothing_is_stopped_and_nothing_lost(calibration: Calibration) -> None:
    found = lead_flow(as_is(calibration, {}), PLAN)
    assert found.simulation.loss_rate.mean == 0.0
    assert not found.lost_at
    for count in found.steps[:-1]:
        assert count.leak is not None
        assert not count.leak.stopped
        assert not count.leak.lost_sales
        assert count.leak.natural == count.leak.ended


def test_a_cause_alone_stops_leads_at_its_own_places_only() -> None:
    found = lead_flow(as_is(deck(), {"systems_not_linked": 1.0}), PLAN)
    stopped = {count.step: set(count.leak.stopped) for count in found.steps if count.leak and count.leak.stopped}
    assert stopped == {"qualified": {"systems_not_linked"}}
    assert set(found.lost_at) == {"transfer"}


def test_by_evidence_a_cause_alone_moves_queues_but_costs_most_by_itself() -> None:
    found = lead_flow(as_is(evidence(), {"systems_not_linked": 1.0}), PLAN)
    lost = found.simulation.lost_by_cause
    assert max(lost, key=lambda cause: lost[cause].mean) == "systems_not_linked"


def test_a_lead_that_would_have_ended_there_anyway_is_not_stopped_by_a_cause() -> None:
    """Half of all inquiries are jokes that qualification sorts out: no hand-over before it can be to blame for them."""
    process = with_channels(scaled(car_dealers(), 0.1), lambda _: {"unsuitable_share": 0.5, "potential_closing_rate": 0.1})
    process = process.model_copy(
        update={"qualification": process.qualification.model_copy(update={"unsuitable_passed_share": 0})}
    )
    found = lead_flow(as_is(deck(), {"roles_and_process": 1.0}, process), PLAN)
    leak = next(count.leak for count in found.steps if count.step == "recorded")
    assert leak is not None
    assert leak.natural.mean > 0.45 * counts(found.steps)["recorded"]


@BOTH
def test_without_sellers_every_lead_stays_with_its_outlet(calibration: Calibration) -> None:
    found = lead_flow(as_is(calibration, process=with_dealers(scaled(car_dealers(), 0.1), sellers=0)), PLAN)
    at = counts(found.steps)
    assert at["accepted"] > 0.0
    assert at["contacted"] == at["reached"] == at["won"] == 0.0
    assert found.responses.never.mean == 1.0
    assert found.responses.median_hours is None
    assert found.responses.p90_hours is None
    assert found.load["dealers"].people == 0
    assert not any(week.mean for week in found.load["dealers"].weeks)


@BOTH
def test_one_channel_alone_is_the_whole(calibration: Calibration) -> None:
    process = scaled(car_dealers(), 0.1)
    only = process.channels[0]
    found = lead_flow(
        as_is(calibration, process=process.model_copy(update={"channels": (only,), "existing_customers": None})), PLAN
    )
    (channel,) = found.channels
    assert channel.channel == only.channel
    assert counts(channel.steps) == pytest.approx(counts(found.steps))


def test_a_plan_that_cannot_be_run_is_refused() -> None:
    nobody = with_channels(car_dealers(), lambda _: {"leads_per_year": 0.0})
    with pytest.raises(ScanError, match="no inquiry comes in"):
        lead_flow(as_is(deck(), process=nobody), PLAN)


@BOTH
def test_engines_and_threads_tell_the_same(calibration: Calibration) -> None:
    subject, told = as_is(calibration), list[float]()
    here = lead_flow(subject, PLAN, progress=told.append)
    with threads(2) as pool:
        assert lead_flow(subject, PLAN, pool.map) == here
    reference = lead_flow(subject, Plan(PLAN.seed, PLAN.replications, "simpy"))
    assert reference.model_copy(update={"simulation": here.simulation}) == here
    assert told == pytest.approx([1 / 3, 2 / 3, 1.0])


def test_every_place_has_its_step() -> None:
    assert set(STEP_BEFORE) == set(GATE_PLACES)
    steps = [FLOW_STEPS.index(STEP_BEFORE[place]) for place in GATE_PLACES]
    assert steps == sorted(steps)
    assert places_after("recorded") == ("handed_to_qualification", "qualification", "ripeness")
    assert places_after("accepted") == ()


SEVERITIES = st.fixed_dictionaries({cause: st.sampled_from([0.0, 0.3, 1.0]) for cause in knowledge().cause_ids})


@settings(max_examples=12)
@given(severity=SEVERITIES, calibration=st.sampled_from(sorted(CALIBRATIONS)))
def test_whatever_strikes_counts_fall_and_losses_add_up(severity: dict[str, float], calibration: str) -> None:
    found = lead_flow(as_is(CALIBRATIONS[calibration], severity, scaled(car_dealers(), 0.03)), Plan(replications=2))
    leads = [count.leads.mean for count in found.steps]
    assert leads == sorted(leads, reverse=True)
    lost = sum(share.mean for by_cause in found.lost_at.values() for share in by_cause.values())
    assert lost == pytest.approx(sum(share.mean for share in found.simulation.lost_by_cause.values()))
    struck = {cause for by_cause in found.lost_at.values() for cause in by_cause}
    if calibration == "deck":  # by evidence a cause moves queues, so that others cost a little where they do not strike
        assert struck <= {cause for cause, strength in severity.items() if strength}
