"""One simplified model in our engines, by hand in C, and in the kernels others use.

Inquiries day and night, six agents, fifty outlets with one seller each, up to three attempts, a sale decided at the end.
"""

import ctypes
import math
import random
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import numpy as np
import simpy

from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.domain.process_steps import FollowUp, Routing
from quickscan.simulation.compile import NORMAL_P90, CompiledModel, compile_model
from quickscan.simulation.compiled.events import LEAD_BITS
from quickscan.simulation.streams.deal import Streams
from tests.material import evidence, knowledge, one_queue, with_call_centre, with_channels, with_dealers

LEADS, AGENTS, OUTLETS, ATTEMPTS, SPACING_MIN, REACHED, BUYS = 20_000, 6, 50, 3, 24 * 60, 0.45, 0.2
HANDLING, CONTACT = Spread(median=25, p90=60), Spread(median=150, p90=300)
GAP_MIN = YEAR_DAYS * 24 * 60 / LEADS
Result = tuple[int, int]
"""Leads, and how many of them bought."""


def process(leads: int = LEADS) -> LeadProcess:
    """The simplified model as a process of ours."""
    made = with_call_centre(one_queue(leads), agents=AGENTS, handling_minutes=HANDLING)
    made = with_dealers(made, outlets=OUTLETS, sellers=OUTLETS, contact_minutes=CONTACT, attempt_spacing_hours=SPACING_MIN / 60)
    made = with_channels(made, lambda _: {"potential_closing_rate": BUYS})
    follow_up = FollowUp(best_attempts=ATTEMPTS, poor_attempt_shares=(1.0,), contact_chance_mean=REACHED, contact_chance_sum=1e4)
    return made.model_copy(update={"follow_up": follow_up, "routing": Routing(policy="rules"), "warm_up_days": 0})


def model(leads: int = LEADS) -> CompiledModel:
    """The same, compiled; by evidence, so that contacts can fail, but nothing decays and nothing gets stuck."""
    calm = evidence().decay.model_copy(update={"beta": 0.0, "beta_low": 0.0})
    full = evidence().full_severity.model_copy(update={"stuck_share": 0.0})
    return compile_model(process(leads), evidence().model_copy(update={"decay": calm, "full_severity": full}), knowledge(), {})


def minutes(chance: random.Random, spread: Spread) -> float:
    """A lognormal duration."""
    return chance.lognormvariate(math.log(spread.median), math.log(spread.p90 / spread.median) / NORMAL_P90)


def plain_simpy(seed: int = 1) -> Result:
    """As somebody would write it in SimPy."""
    chance, env = random.Random(seed), simpy.Environment()
    agents, sellers = simpy.Resource(env, AGENTS), [simpy.Resource(env) for _ in range(OUTLETS)]
    bought = 0

    def lead() -> Generator[simpy.Event, Any, None]:
        nonlocal bought
        with agents.request() as agent:
            yield agent
            yield env.timeout(minutes(chance, HANDLING))
        outlet = sellers[chance.randrange(OUTLETS)]
        for attempt in range(ATTEMPTS):
            if attempt:
                yield env.timeout(SPACING_MIN)
            with outlet.request() as seller:
                yield seller
                yield env.timeout(minutes(chance, CONTACT))
            if chance.random() < REACHED:
                bought += chance.random() < BUYS
                return

    def source() -> Generator[simpy.Event, Any, None]:
        for _ in range(LEADS):
            yield env.timeout(chance.expovariate(1 / GAP_MIN))
            env.process(lead())

    env.process(source())
    env.run()
    return LEADS, bought


def with_salabim(seed: int = 1) -> Result:
    """The same in salabim."""
    import salabim as sim

    chance = random.Random(seed)
    sim.yieldless(False)
    env = sim.Environment(trace=False, random_seed=seed)
    agents, sellers = sim.Resource(capacity=AGENTS), [sim.Resource() for _ in range(OUTLETS)]
    found = {"bought": 0}

    class Lead(sim.Component):  # type: ignore[misc]  # salabim ships no types
        def process(self) -> Generator[Any, Any, None]:
            yield self.request(agents)
            yield self.hold(minutes(chance, HANDLING))
            self.release(agents)
            outlet = sellers[chance.randrange(OUTLETS)]
            for attempt in range(ATTEMPTS):
                if attempt:
                    yield self.hold(SPACING_MIN)
                yield self.request(outlet)
                yield self.hold(minutes(chance, CONTACT))
                self.release(outlet)
                if chance.random() < REACHED:
                    found["bought"] += chance.random() < BUYS
                    return

    class Source(sim.Component):  # type: ignore[misc]  # salabim ships no types
        def process(self) -> Generator[Any, Any, None]:
            for _ in range(LEADS):
                yield self.hold(chance.expovariate(1 / GAP_MIN))
                Lead()

    Source()
    env.run()
    return LEADS, found["bought"]


def with_ciw(seed: int = 1) -> Result:
    """The same in Ciw: a node for the call centre, one for each outlet, and one without queue between two attempts of each."""
    import ciw

    class Lognormal(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw ships no types
        def __init__(self, spread: Spread) -> None:
            self.spread = spread

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            return minutes(chance, self.spread)

    class Route(ciw.routing.NodeRouting):  # type: ignore[misc]  # Ciw ships no types
        def next_node(self, ind: Any) -> Any:
            here = self.node.id_number
            if here == 1:
                return self.simulation.nodes[2 + chance.randrange(OUTLETS)]
            if here > OUTLETS + 1:
                return self.simulation.nodes[here - OUTLETS]
            ind.attempts = getattr(ind, "attempts", 0) + 1
            if chance.random() < REACHED:
                found["bought"] += chance.random() < BUYS
                return self.simulation.nodes[-1]
            return self.simulation.nodes[-1 if ind.attempts == ATTEMPTS else here + OUTLETS]

    chance, found = random.Random(seed), {"bought": 0}
    nodes = 2 * OUTLETS + 1
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / GAP_MIN), *([None] * (nodes - 1))],
        service_distributions=[
            Lognormal(HANDLING),
            *(Lognormal(CONTACT) for _ in range(OUTLETS)),
            *(ciw.dists.Deterministic(SPACING_MIN) for _ in range(OUTLETS)),
        ],
        number_of_servers=[AGENTS, *([1] * OUTLETS), *([float("inf")] * OUTLETS)],
        routing=ciw.routing.NetworkRouting(routers=[Route() for _ in range(nodes)]),
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(LEADS, method="Finish")
    return LEADS, found["bought"]


def c_twin(folder: Path) -> Callable[[CompiledModel, Streams], tuple[np.ndarray, np.ndarray]] | None:
    """The model by hand in C, on our columns: ends and attempts of all leads. None where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    library = folder / "simplified.so"
    source = Path(__file__).with_name("simplified.c")
    subprocess.run([compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", library, source], check=True)
    run = ctypes.CDLL(str(library)).run

    def twin(of: CompiledModel, streams: Streams) -> tuple[np.ndarray, np.ndarray]:
        arrivals = streams.leads.arrivals
        ends, made = np.full(len(arrivals), -1), np.zeros(len(arrivals), dtype=np.int64)
        people = np.concatenate([[AGENTS], of.rules.sellers]).astype(np.int64)
        columns = [
            (streams.leads.created_ms[arrivals] << LEAD_BITS) | arrivals, streams.handling_ms, streams.outlet,
            streams.reaction_ms[:, 0], streams.attempts[:, 0], streams.reached_at[:, 0], streams.contact_ms,
            streams.stage_ms[:, 0], streams.fates.stages_entered, people, ends, made,
        ]  # fmt: skip
        kept = [np.ascontiguousarray(column, dtype=np.int64) for column in columns]
        sizes = [len(arrivals), len(people), streams.contact_ms.shape[1], of.rules.settings.spacing_ms]
        run(*map(ctypes.c_int64, sizes), *(column.ctypes.data_as(ctypes.c_void_p) for column in kept))
        return kept[-2], kept[-1]

    return twin
