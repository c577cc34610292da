"""The engines there are. An engine is one function: model and streams in, records out."""

from collections.abc import Callable

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.simpy_engine import run_simpy
from quickscan.simulation.streams import Streams

Engine = Callable[[CompiledModel, Streams], LeadRecords]

ENGINES: dict[str, Engine] = {"simpy": run_simpy}
DEFAULT_ENGINE = "simpy"
