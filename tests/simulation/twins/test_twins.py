"""The two engines agree lead for lead, in every field, over generated processes with every routing policy."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quickscan.domain.process_steps import ROUTING_POLICIES, RoutingPolicy
from quickscan.simulation.compiled.run import run_compiled
from quickscan.simulation.records import CALLER_GONE, DONE, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED
from quickscan.simulation.simpy_engine import run_simpy
from quickscan.simulation.streams.deal import streams_of
from tests.simulation.twins.comparison import csv_of, differences, records_of, twin_differences
from tests.simulation.twins.processes import Case, cases

SLOW_TO_DRAW = (HealthCheck.too_slow, HealthCheck.data_too_large)
"""A whole process is much to draw, and the machine may be shared."""


@pytest.mark.parametrize("policy", ROUTING_POLICIES)
def test_generated_processes_agree_lead_for_lead(policy: RoutingPolicy) -> None:
    @settings(max_examples=15, suppress_health_check=SLOW_TO_DRAW)
    @given(cases(policy))
    def agree(case: Case) -> None:
        leads = case.leads()
        assert twin_differences(case.model, streams_of(case.model, leads)) == {}
        reference, twin = (records_of(engine, case.model, case.without_causes, leads) for engine in (run_simpy, run_compiled))
        assert differences(reference, twin) == {}
        assert csv_of(case.model, [reference]) == csv_of(case.model, [twin])

    agree()


def test_generated_processes_reach_every_corner() -> None:
    """What is compared is worth comparing: leads end in every way, come in again, are tied, taken up again and won."""
    seen: dict[str, int] = {}

    @settings(max_examples=60, derandomize=True, database=None, suppress_health_check=SLOW_TO_DRAW)
    @given(st.sampled_from(ROUTING_POLICIES).flatmap(cases))
    def look(case: Case) -> None:
        streams = streams_of(case.model, case.leads())
        journeys = run_compiled(case.model, streams)
        ended_ms = journeys.end_ms[journeys.end_ms != NONE]
        corners = {
            **{name: (journeys.ended == how).sum() for name, how in WAYS.items()},
            "won": journeys.won.sum(),
            "chance between 0 and 1": ((journeys.chance > 0.0) & (journeys.chance < 1.0)).sum(),
            "came in by its parent": ((streams.leads.parent != NONE) & (journeys.created_ms != NONE)).sum(),
            "followed up a second time": (journeys.attempts > streams.attempts[:, 0]).sum(),
            "tied at the end": len(ended_ms) - len(np.unique(ended_ms)),
            "worked in a stage": (journeys.seller_work_ms > streams.contact_ms.sum(axis=1)).sum(),
            "deck": int(not case.model.harm.waiting_costs_sales),
        }
        for name, number in corners.items():
            seen[name] = seen.get(name, 0) + int(number)

    look()
    assert {name for name, number in seen.items() if not number} == set()


WAYS = {
    "open": OPEN, "done": DONE, "stopped": STOPPED, "caller gone": CALLER_GONE, "ignored": IGNORED, "not reached": NOT_REACHED,
}  # fmt: skip
