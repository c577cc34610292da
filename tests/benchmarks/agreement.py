"""The two engines lead for lead: every set of the nine causes, over the processes, routing policies and calibrations."""

import random
from collections import Counter
from functools import partial

from quickscan.domain.calibration import Calibration
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_steps import ROUTING_POLICIES
from quickscan.files.catalogue import shipped_process, shipped_process_ids
from quickscan.files.read import read_process
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.leads import expected_records
from quickscan.simulation.pools import processes
from quickscan.simulation.streams.deal import deal_streams
from tests.benchmarks.measuring import Row, tell
from tests.material import deck, evidence, knowledge, scaled, with_call_centre, with_dealers
from tests.simulation.twins.comparison import twin_differences

SETS = 2 ** len(knowledge().cause_ids)
LEADS = 2_100
"""Of each set, about."""


def agreement(leads: int = LEADS) -> list[Row]:
    """Leads compared in every field. Raises AssertionError where one differs."""
    compared, differing = 0, Counter[str]()
    with processes() as pool:
        for number, (found, where) in enumerate(pool.map(partial(compared_at, leads), range(SETS))):
            tell(f"comparing lead for lead: {number + 1} of {SETS} sets of causes")
            compared += found
            differing.update(where)
    if differing:
        raise AssertionError(f"the engines differ in {dict(differing)}")
    what = f"both engines lead for lead, {SETS} sets of causes × 3 processes × {len(ROUTING_POLICIES)} routing policies, by turns"
    return [Row(what, f"{compared:,} leads, 0 differences", "0 of 1,000,000, 64 sets", "all 512 sets")]


def compared_at(leads: int, causes: int) -> tuple[int, dict[str, int]]:
    """The leads of one set of causes (bit c tells whether cause c strikes), and the fields in which some differ."""
    model = model_of(leads, causes)
    streams = deal_streams(model, causes, 0)
    return len(streams.buys), twin_differences(model, streams)


def model_of(leads: int, causes: int) -> CompiledModel:
    """Processes, policies, calibrations and crowdedness by turns, so that all of them meet; severities by chance."""
    rng = random.Random(causes)
    severity = {name: rng.uniform(0.2, 1.0) for bit, name in enumerate(knowledge().cause_ids) if causes >> bit & 1}
    names = shipped_process_ids()
    process = read_process(shipped_process(names[causes % len(names)]), knowledge())
    process = process.model_copy(
        update={"routing": process.routing.model_copy(update={"policy": ROUTING_POLICIES[causes % len(ROUTING_POLICIES)]})}
    )
    if process.dealers.territories is None:
        process = with_dealers(process, territories=max(1, process.dealers.outlets // 4))
    calibration: Calibration = deck() if rng.random() < 0.2 else evidence()
    process = _at(leads, process, calibration)
    if rng.random() < 0.5:
        process = _crowded(process)
    return compile_model(process, calibration, knowledge(), severity)


def _at(leads: int, process: LeadProcess, calibration: Calibration) -> LeadProcess:
    return scaled(process, leads / expected_records(compile_model(process, calibration, knowledge(), {})))


def _crowded(process: LeadProcess) -> LeadProcess:
    """Few people and little time, so that leads queue, come late and tie."""
    outlets = min(process.dealers.outlets, 6)
    process = with_call_centre(process, agents=1)
    return with_dealers(process, outlets=outlets, sellers=outlets, territories=min(3, outlets), share_of_time_for_leads=0.1)
