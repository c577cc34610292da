"""The two engines agree at the extremes: nobody, one lead, all at one moment, no seller, and work for thousands of years."""

from dataclasses import replace

import numpy as np
import pytest

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.simulation.calendar import DAY_MS, WEEK_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.compiled import run
from quickscan.simulation.compiled.events import LATEST_MS
from quickscan.simulation.compiled.run import run_compiled
from quickscan.simulation.leads import NOBODY, Leads, deal_leads
from quickscan.simulation.records import OPEN
from quickscan.simulation.simpy_engine import run_simpy
from quickscan.simulation.streams.deal import streams_of
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform, with_call_centre, with_channels, with_dealers
from tests.simulation.twins.comparison import differences, sha256_of, twin_differences
from tests.simulation.twins.tied import tied_process


def model_of(process: LeadProcess, severity: float = 0.3, by_evidence: bool = True) -> CompiledModel:
    return compile_model(process, evidence() if by_evidence else deck(), knowledge(), uniform(severity))


def agreeing(model: CompiledModel, leads: Leads) -> np.ndarray:
    """How the leads end, once it is sure that the engines agree."""
    streams = streams_of(model, leads)
    assert twin_differences(model, streams) == {}
    return run_compiled(model, streams).ended


@pytest.mark.parametrize("by_evidence", [True, False])
def test_a_process_without_inquiries(by_evidence: bool) -> None:
    model = model_of(scaled(car_dealers(), 0.0), by_evidence=by_evidence)
    assert len(agreeing(model, deal_leads(model, 1, 0))) == 0


def test_a_channel_without_inquiries_beside_others() -> None:
    process = with_channels(
        scaled(car_dealers(), 0.05), lambda channel: {"leads_per_year": 500.0 if channel.channel == "call" else 0.0}
    )
    model = model_of(process)
    leads = deal_leads(model, 1, 0)
    agreeing(model, leads)
    assert set(leads.channel[leads.parent == NOBODY].tolist()) == {model.channels.index("call")}


@pytest.mark.parametrize("by_evidence", [True, False])
def test_one_lead(by_evidence: bool) -> None:
    model = model_of(scaled(car_dealers(), 0.0001), 0.0, by_evidence)
    leads = next(leads for seed in range(100) if len((leads := deal_leads(model, seed, 0)).channel) == 1)
    assert len(agreeing(model, leads)) == 1


@pytest.mark.parametrize("moment_ms", [0, DAY_MS // 2, WEEK_MS])
def test_all_leads_at_one_millisecond(moment_ms: int) -> None:
    """Also at the very first one, and at the one at which calls are answered as long as agents are free."""
    process = with_channels(tied_process(), lambda channel: {"capture": "automatic", "inbound_call": True})
    model = model_of(process)
    leads = deal_leads(model, 1, 0)
    agreeing(model, replace(leads, created_ms=np.where(leads.parent == NOBODY, moment_ms, NOBODY)))


@pytest.mark.parametrize("by_evidence", [True, False])
def test_without_sellers_every_lead_that_gets_there_stays_open(by_evidence: bool) -> None:
    model = model_of(with_dealers(tied_process(), sellers=0), 0.0, by_evidence)
    assert (agreeing(model, deal_leads(model, 1, 0)) == OPEN).sum() > 100


def overwhelmed() -> CompiledModel:
    """One seller works one hour a week on leads of a hundred hours each."""
    hours = OpeningHours(monday=DayHours(opens=9, closes=10))
    process = with_call_centre(scaled(car_dealers(), 0.02), agents=1, opening_hours=hours)
    long = Spread(median=6000, p90=9000)
    process = with_dealers(process, outlets=1, sellers=1, territories=1, contact_minutes=long, opening_hours=hours)
    return model_of(process, 0.0, by_evidence=False)


def test_times_beyond_what_an_event_holds_are_left_to_the_reference_engine() -> None:
    model = overwhelmed()
    streams = streams_of(model, deal_leads(model, 1, 0))
    twin = run_compiled(model, streams)
    assert differences(run_simpy(model, streams), twin) == {}
    assert twin.end_ms.max() > 10 * LATEST_MS


def test_more_leads_than_an_event_holds_are_left_to_the_reference_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(scaled(car_dealers(), 0.02))
    streams = streams_of(model, deal_leads(model, 1, 0))
    usual = sha256_of([run_compiled(model, streams)])
    monkeypatch.setattr(run, "MOST_LEADS", len(streams.leads.channel) - 1)
    monkeypatch.setattr(run, "_run", None)
    assert sha256_of([run_compiled(model, streams)]) == usual
