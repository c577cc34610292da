"""One queue before the call centre or before the sellers and nothing else, day and night, and how long leads wait in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.calendar import MINUTE_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.draws import Decision
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.material import AT_ONCE, deck, knowledge, one_queue, with_call_centre, with_dealers

IntArray = NDArray[np.int64]
YEAR_MINUTES = YEAR_DAYS * 24 * 60
PLENTY = 5_000
"""People enough that nobody waits for one."""
SEED = 1909


@dataclass(frozen=True)
class Size:
    """How much is simulated by an engine, and how near to theory that must come."""

    engine: str
    leads: int
    replications: int
    within: float

    @property
    def per_minute(self) -> float:
        """Inquiries."""
        return self.leads / YEAR_MINUTES


LARGE = Size("compiled", 40_000, 20, 0.05)
SMALL = Size("simpy", 1_000, 16, 0.2)


def at_agents(size: Size, agents: int, handling: Spread = AT_ONCE) -> LeadProcess:
    """Leads wait for agents only."""
    return with_call_centre(one_queue(size.leads), agents=agents, handling_minutes=handling)


def at_sellers(size: Size, sellers: int, contact: Spread = AT_ONCE, outlets: int = 1, agents: int = PLENTY) -> LeadProcess:
    """Leads wait for sellers, and for agents where these are few."""
    return with_dealers(at_agents(size, agents), outlets=outlets, sellers=sellers, contact_minutes=contact)


def model_of(process: LeadProcess) -> CompiledModel:
    """The process in the deck calibration without any cause: waiting costs nothing, and everybody is worked on."""
    return compile_model(process, deck(), knowledge(), {})


def runs(model: CompiledModel, size: Size, change: Callable[[Streams], Streams]) -> Iterator[tuple[Streams, IntArray]]:
    """For each replication the streams of its leads, and what they waited before their first contact, in milliseconds."""
    for replication in range(size.replications):
        streams = change(deal_streams(model, SEED, replication))
        yield streams, waited_ms(model, streams, size.engine)


def waited_ms(model: CompiledModel, streams: Streams, engine: str) -> IntArray:
    """From coming in until the first contact, less all that is work or delay by itself."""
    journeys = ENGINES[engine](model, streams)
    at_work = streams.handling_ms + streams.assignment_ms + streams.reaction_ms[:, 0]
    waited = journeys.response_ms - at_work
    assert (waited >= 0).all()
    return waited


def after_warm_up(model: CompiledModel, streams: Streams) -> NDArray[np.bool_]:
    """Leads of the time that is measured."""
    return np.asarray(streams.leads.created_ms >= model.warm_up_ms)


def as_dealt(streams: Streams) -> Streams:
    """Lognormal durations."""
    return streams


def exponential_handling(mean_minutes: float) -> Callable[[Streams], Streams]:
    """Agents whose work is exponential."""
    return lambda streams: replace(streams, handling_ms=_exponential_ms(streams, Decision.HANDLING_TIME, mean_minutes))


def exponential_contact(mean_minutes: float) -> Callable[[Streams], Streams]:
    """Sellers whose work is exponential; everybody is tried once."""

    def change(streams: Streams) -> Streams:
        assert streams.contact_ms.shape[1] == 1
        return replace(streams, contact_ms=_exponential_ms(streams, Decision.CONTACT_TIME, mean_minutes)[:, np.newaxis])

    return change


def _exponential_ms(streams: Streams, decision: Decision, mean_minutes: float) -> IntArray:
    """Engines read nothing but columns, so a distribution that no process file can name is as good as any."""
    return np.asarray(np.ceil(-np.log(streams.leads.draw(decision)) * mean_minutes * MINUTE_MS), dtype=np.int64)
