"""One simplified model in our engines, in plain SimPy, in salabim and Ciw, and by hand in C."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.beginning import make_world
from quickscan.simulation.compiled.run import _run
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.benchmarks import in_ciw, in_salabim, in_simpy
from tests.benchmarks.c_twin import CTwin, c_twin
from tests.benchmarks.measuring import Clocked, Row, clocked, medians, tell
from tests.benchmarks.simplified import Numbers, Rival, Told, numbers_of, off_by, simplified_model, together, told_by
from tests.simulation.twins.comparison import differences

CLOSE_ENOUGH = 0.05
"""What the figures of two tools may differ in, as a share, and yet be the same model drawn otherwise."""
KNOWN_WELL = 20
"""Years that our compiled engine runs for the figures all others are held against."""
RIVALS: dict[str, tuple[Rival, float]] = {
    "plain SimPy": (in_simpy.run, 1.0), "salabim": (in_salabim.run, 0.25), "Ciw": (in_ciw.run, 0.25),
}  # fmt: skip
"""With the part of a year that each runs: cost per lead does not depend on it, and patience does."""


class Runs:
    """A rival's runs, each with a seed of its own, and what they told."""

    def __init__(self, rival: Rival, numbers: Numbers) -> None:
        self.rival, self.numbers = rival, numbers
        self.told: list[Told] = []

    def seconds(self) -> float:
        """The next run."""
        start = perf_counter()
        self.told.append(self.rival(self.numbers, len(self.told) + 1))
        return perf_counter() - start

    @property
    def leads(self) -> float:
        """Leads of one run, on average."""
        return together(self.told).leads / len(self.told)


def the_same_simplified_model() -> list[Row]:
    """Leads a second of all of them. Raises AssertionError where one does not run the same model."""
    model = simplified_model()
    numbers, streams = numbers_of(model), deal_streams(model, 1, 0)
    rivals = {
        name: Runs(run, replace(numbers, horizon_hours=part * numbers.horizon_hours)) for name, (run, part) in RIVALS.items()
    }
    with TemporaryDirectory() as folder:
        twin = c_twin(Path(folder))
        if twin is not None:
            check_twin(twin, model, streams)
        ours = _ours(model, streams, twin)
        found = medians(**ours, **{name: runs.seconds for name, runs in rivals.items()})
    known = _known_well(model)
    for name, runs in rivals.items():
        _check_figures(name, together(runs.told), known)
    leads = {name: float(len(streams.buys)) for name in ours} | {name: runs.leads for name, runs in rivals.items()}
    leads["two"] *= 2
    return [*_rows({name: leads[name] / seconds for name, seconds in found.items()}), *_against_c(found, twin)]


def _ours(model: CompiledModel, streams: Streams, twin: CTwin | None) -> dict[str, Clocked]:
    """Our engines with dealing what they need, and the kernels alone on streams that are at hand."""

    def year(engine: str, replication: int) -> object:
        return ENGINES[engine](model, deal_streams(model, 1, replication))

    def two_years() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(partial(year, "compiled"), (0, 1)))

    works = {"simpy": clocked(partial(year, "simpy", 0)), "compiled": clocked(partial(year, "compiled", 0))}
    works |= {"two": clocked(two_years), "kernel": partial(_kernel_seconds, model, streams)}
    return works if twin is None else works | {"c": partial(_c_seconds, twin, model, streams)}


def _kernel_seconds(model: CompiledModel, streams: Streams) -> float:
    """The compiled kernel, without laying out what it works on."""
    world = make_world(model, streams)
    start = perf_counter()
    _run(world)
    return perf_counter() - start


def _c_seconds(twin: CTwin, model: CompiledModel, streams: Streams) -> float:
    _, run = twin.prepare(model, streams)
    start = perf_counter()
    run()
    return perf_counter() - start


def check_twin(twin: CTwin, model: CompiledModel, streams: Streams) -> None:
    """Raises AssertionError where any field of any lead differs between C and our compiled engine."""
    found = differences(ENGINES["compiled"](model, streams), twin.journeys(model, streams))
    if found:
        raise AssertionError(f"C by hand differs in {found}")


def _known_well(model: CompiledModel) -> Told:
    tell("figures to hold the others against")
    return together([told_by(ENGINES["compiled"](model, deal_streams(model, 2, year))) for year in range(KNOWN_WELL)])


def _check_figures(name: str, told: Told, known: Told) -> None:
    wrong = {figure: share for figure, share in off_by(told, known).items() if abs(share) > CLOSE_ENOUGH}
    if wrong:
        raise AssertionError(f"{name} does not run the same model: {wrong}")


def _rows(per_second: dict[str, float]) -> list[Row]:
    names = {
        "plain SimPy": "plain SimPy, random.Random",
        "salabim": "salabim",
        "Ciw": "Ciw",
        "simpy": "our SimPy engine",
        "compiled": "our compiled engine, streams dealt",
        "two": "  the same on two cores",
        "kernel": "our compiled kernel, streams at hand",
        "c": "C by hand, the same streams at hand",
    }
    plain = per_second["plain SimPy"]
    return [
        Row(f"simplified: {words}", f"{per_second[name]:,.0f} leads/s, {per_second[name] / plain:.2f} ×")
        for name, words in names.items()
        if name in per_second
    ]


def _against_c(found: dict[str, float], twin: CTwin | None) -> list[Row]:
    what = "simplified: compiled kernel over C by hand, same streams"
    measured = "no C compiler here" if twin is None else f"{found['c'] / found['kernel']:.2f} ×"
    return [Row(what, measured, "0.8 ×", "1.0 ×")]
