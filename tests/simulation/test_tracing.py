"""The event log of a simulated year: every lead's way in order, and what process-mining tools make of it."""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from quickscan.domain.problem import ScanError
from quickscan.simulation.records import NONE
from quickscan.simulation.replicate import Case, Plan, make_case, replicate
from quickscan.simulation.trace import TraceEvent, write_trace
from quickscan.simulation.tracing import trace
from tests.material import car_dealers, evidence, knowledge, scaled, uniform

PLAN = Plan(seed=4, replications=2)


@cache
def case() -> Case:
    return make_case(scaled(car_dealers(), 0.05), evidence(), knowledge(), uniform(0.5))


@cache
def events() -> tuple[TraceEvent, ...]:
    return tuple(trace(case(), PLAN, 0))


def test_events_stand_in_order_and_every_lead_begins_with_its_inquiry() -> None:
    times = [event.time_ms for event in events()]
    assert times == sorted(times)
    first = {event.case_id: event.step for event in reversed(events())}
    assert set(first.values()) == {"inquiry"}


def test_the_log_tells_what_the_records_tell() -> None:
    records = replicate(case(), PLAN, 0)
    attempts = Counter(event.case_id for event in events() if (event.step, event.transition) == ("attempt", "complete"))
    assert sum(attempts.values()) == records.attempts.sum()
    ended = Counter(event.step for event in events())
    for outcome in ("won", "lost", "natural"):
        came = records.with_outcome(outcome) & (records.end_ms != NONE) & (records.place != 0)
        assert ended[outcome] == came.sum(), outcome
    assert ended["won"] > 0
    assert ended["inquiry"] == ((records.created_ms != NONE) & (records.place != 0)).sum()


def test_what_begins_is_done() -> None:
    steps = Counter((event.case_id, event.step, event.transition) for event in events())
    begun = {key[:2] for key in steps if key[2] == "start"}
    assert {step for _, step in begun} >= {"qualification", "attempt", "nurture"}
    for case_id, step in begun:
        assert steps[case_id, step, "start"] == steps[case_id, step, "complete"]


def test_sellers_are_never_named() -> None:
    assert {event.resource.split()[0] for event in events() if event.resource} == {"call_centre", "outlet"}


@pytest.mark.parametrize("ending", [".xes", ".xes.gz"])
@pytest.mark.filterwarnings("ignore:Install the optional requirement `r4pm`:UserWarning")
def test_a_process_mining_tool_opens_the_log(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PM4PY_SHOW_INTERNAL_WARNINGS", "False")
    import pm4py

    pm4py.util.constants.SHOW_INTERNAL_WARNINGS = False
    write_trace(tmp_path / f"log{ending}", events())
    log = pm4py.read_xes(str(tmp_path / f"log{ending}"), show_progress_bar=False)
    assert len(log) == len(events())
    assert log["case:concept:name"].nunique() == len({event.case_id for event in events()})
    assert pm4py.get_start_activities(log) == {"inquiry": log["case:concept:name"].nunique()}
    assert set(pm4py.get_end_activities(log)) <= {"won", "lost", "natural", *{event.step for event in events()}}
    graph, _, _ = pm4py.discover_dfg(log)
    assert graph["inquiry", "capture"] > 0


def test_the_same_year_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv", "one.xes.gz", "two.xes.gz"):
        write_trace(tmp_path / name, trace(case(), PLAN, 1))
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.xes.gz").read_bytes() == (tmp_path / "two.xes.gz").read_bytes()


def test_an_ending_that_nobody_opens_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match=r"let it end in \.csv, \.xes, \.xes\.gz"):
        write_trace(tmp_path / "log.txt", events())
