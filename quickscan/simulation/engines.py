"""The engines there are. An engine is one function: model and streams in, journeys of all leads out."""

from collections.abc import Callable

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.jit import HAS_NUMBA
from quickscan.simulation.records import Journeys
from quickscan.simulation.streams.deal import Streams

Engine = Callable[[CompiledModel, Streams], Journeys]


def _simpy(model: CompiledModel, streams: Streams) -> Journeys:
    from quickscan.simulation.simpy_engine import run_simpy

    return run_simpy(model, streams)


def _compiled(model: CompiledModel, streams: Streams) -> Journeys:
    from quickscan.simulation.compiled.run import run_compiled

    return run_compiled(model, streams)


ENGINES: dict[str, Engine] = {"simpy": _simpy, "compiled": _compiled}
DEFAULT_ENGINE = "compiled" if HAS_NUMBA else "simpy"
"""The compiled twin; the reference engine where numba is missing, as the twin would be slower than it without."""
