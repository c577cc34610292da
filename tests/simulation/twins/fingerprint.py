"""What the engines make of the tied process, as SHA-256: to be told by a Python with or without machine code."""

import hashlib
import json
import sys

from quickscan.simulation.compiled.run import _run, run_compiled
from quickscan.simulation.engines import DEFAULT_ENGINE
from quickscan.simulation.jit import HAS_NUMBA
from quickscan.simulation.replicate import Plan, replicate
from quickscan.simulation.simpy_engine import run_simpy
from quickscan.simulation.simulate import simulate
from tests.material import evidence, knowledge, uniform
from tests.simulation.twins.comparison import csv_of, sha256_of
from tests.simulation.twins.tied import tied_case, tied_process, tied_streams

PLAN = Plan(seed=5, replications=2)
"""With the engine that this Python uses by default."""


def fingerprint() -> dict[str, str | bool]:
    """The SHA-256 of both engines' journeys and of the file of records by default, and what is there to run them."""
    model, streams = tied_streams()
    case = tied_case()
    return {
        "numba": HAS_NUMBA,
        "machine_code": hasattr(_run, "py_func"),
        "default_engine": DEFAULT_ENGINE,
        "engine_told": simulate(tied_process(), evidence(), knowledge(), uniform(0.5), PLAN).engine,
        "simpy": sha256_of([run_simpy(model, streams)]),
        "compiled": sha256_of([run_compiled(model, streams)]),
        "records": hashlib.sha256(csv_of(case.model, [replicate(case, PLAN, 0), replicate(case, PLAN, 1)])).hexdigest(),
    }


def main() -> None:
    """Tell it as JSON."""
    json.dump(fingerprint(), sys.stdout)
