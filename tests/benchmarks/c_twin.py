"""The simplified model by hand in C, fed with the streams of our engines."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.events import LEAD_BITS
from quickscan.simulation.records import NONE, Journeys
from quickscan.simulation.streams.deal import Streams

COMPILE = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
"""As fast as it gets with sums and products rounded one by one, as our engines do."""
ATTEMPTS = 3
KNOWN = [("created_ms", "i8"), ("handling_ms", "i8"), ("outlet", "i8"), ("reaction_ms", "i8"), ("reached_at", "i8"),
         ("contact_ms", "i8", (ATTEMPTS,)), ("cycle_ms", "i8"), ("chance_at_end", "f8"), ("buys", "f8")]  # fmt: skip
STANDING = [("step", "i8"), ("behind", "i8")]
NOTED = [("ended", "i8"), ("end_ms", "i8"), ("response_ms", "i8"), ("attempts", "i8"), ("call_centre_work_ms", "i8"),
         ("seller_work_ms", "i8"), ("won", "i8"), ("chance", "f8")]  # fmt: skip
LEAD = np.dtype([*KNOWN, *STANDING, *NOTED])  # type: ignore[list-item]  # numpy takes entries with and without a shape
PEOPLE = np.dtype([("free", "i8"), ("head", "i8"), ("tail", "i8")])
Records = NDArray[np.void]


class CTwin:
    """The library, compiled into a folder."""

    def __init__(self, compiler: str, folder: Path) -> None:
        library = folder / "simplified.so"
        source = Path(__file__).with_name("simplified.c")
        subprocess.run([compiler, *COMPILE, "-o", library, source, "-lm"], check=True)
        self.run = ctypes.CDLL(str(library)).run
        self.run.restype = None

    def prepare(self, model: CompiledModel, streams: Streams) -> tuple[Records, Callable[[], None]]:
        """The leads at the start, and the run over them as an action, so that it can be timed alone."""
        settings, arrivals = model.rules.settings, streams.leads.arrivals
        leads, people = _leads(streams), _people(model)
        events = (streams.leads.created_ms[arrivals] << LEAD_BITS) | arrivals
        heap = np.zeros(len(leads) + 2, dtype=np.int64)

        def run() -> None:
            self.run(
                ctypes.c_int64(len(arrivals)), *map(_pointer, (events, leads, people, heap)),
                ctypes.c_int64(settings.spacing_ms), ctypes.c_double(settings.tau_ms), ctypes.c_double(settings.beta),
            )  # fmt: skip

        return leads, run

    def journeys(self, model: CompiledModel, streams: Streams) -> Journeys:
        """The journeys of all leads."""
        leads, run = self.prepare(model, streams)
        run()
        noted = {name: leads[name].copy() for name in ("created_ms", *(entry[0] for entry in NOTED))}
        return Journeys(dealer=leads["outlet"].copy(), **noted)


def c_twin(folder: Path) -> CTwin | None:
    """The twin; None where there is no C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    return None if compiler is None else CTwin(compiler, folder)


def _leads(streams: Streams) -> Records:
    leads = np.zeros(len(streams.buys), dtype=LEAD)
    for name in ("handling_ms", "outlet", "buys", "contact_ms"):
        leads[name] = getattr(streams, name)
    leads["created_ms"] = streams.leads.created_ms
    leads["reaction_ms"], leads["cycle_ms"] = streams.reaction_ms[:, 0], streams.stage_ms[:, 0]
    leads["reached_at"], leads["chance_at_end"] = streams.reached_at[:, 0], streams.fates.chance
    leads["end_ms"] = leads["response_ms"] = NONE
    return leads


def _people(model: CompiledModel) -> Records:
    people = np.zeros(1 + len(model.rules.sellers), dtype=PEOPLE)
    people["free"] = [model.rules.settings.agents, *model.rules.sellers]
    people["head"] = people["tail"] = NONE
    return people


def _pointer(array: NDArray[np.generic]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
