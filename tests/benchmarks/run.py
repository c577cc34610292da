"""The benchmark table: python -m tests.benchmarks.run, or make bench.

Medians of interleaved runs in one session, as ratios: nothing fails here on a slow machine. What must hold (the same leads, the
same ends) is checked before anything is timed.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from quickscan.analysis.attribution import attribute
from quickscan.analysis.compare import AsIs
from quickscan.assessment.assess import assess
from quickscan.domain.calibration import Calibration
from quickscan.domain.process import LeadProcess
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.pools import processes, threads
from quickscan.simulation.replicate import Plan
from quickscan.simulation.streams.deal import Streams, deal_streams
from quickscan.simulation.variants import sales_of_variants
from tests.benchmarks import simplified
from tests.material import car_dealers, deck, engagement, evidence, knowledge, questionnaire, said, scaled, uniform

RUNS = 5
LEADS = 20_000
Work = Callable[[], object]
TABLE = Table("What", "Measured", "Must", "Aim", title="Benchmarks, medians of interleaved runs", title_justify="left", box=None)


def medians(**works: Work) -> dict[str, float]:
    """Seconds of each, run one after the other in turns, so that all see the same machine; the first turn warms up."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(RUNS + 1):
        for name, work in works.items():
            start = perf_counter()
            work()
            if turn:
                taken[name].append(perf_counter() - start)
    return {name: median(times) for name, times in taken.items()}


def once(work: Work) -> float:
    """Seconds of a single run."""
    start = perf_counter()
    work()
    return perf_counter() - start


def row(what: str, measured: str, must: str = "", aim: str = "") -> None:
    """Add a row, and show it at once."""
    TABLE.add_row(what, measured, must, aim)
    print(f"{what}: {measured}", flush=True)  # noqa: T201  # a progress report of a long run


def rich(leads: int = LEADS) -> LeadProcess:
    """The car maker with dealers at a volume."""
    return scaled(car_dealers(), leads / 12_000)


def of(process: LeadProcess, calibration: Calibration, severity: float = 0.42) -> CompiledModel:
    return compile_model(process, calibration, knowledge(), uniform(severity))


def the_same_simplified_model() -> None:
    """Our two engines and a hand-written C twin on the same streams; other kernels with the same model."""
    model = simplified.model()
    streams = deal_streams(model, 1, 0)
    with TemporaryDirectory() as folder:
        twin = simplified.c_twin(Path(folder))
        works: dict[str, Work] = {name: (lambda engine=engine: engine(model, streams)) for name, engine in ENGINES.items()}
        works["plain"] = simplified.plain_simpy
        if twin is not None:
            ends, made = twin(model, streams)
            ours = ENGINES["compiled"](model, streams)
            assert np.array_equal(ends, ours.end_ms)
            assert np.array_equal(made, ours.attempts)
            works["c"] = lambda: twin(model, streams)
        found = medians(**works)
    rivals = {"salabim (one run)": once(simplified.with_salabim), "Ciw (one run)": once(simplified.with_ciw)}
    leads = len(streams.leads.channel)
    for name, words in {
        "plain": "plain SimPy",
        "simpy": "our SimPy engine",
        "compiled": "our compiled engine",
        "c": "C by hand",
    }.items():
        if name in found:
            row(
                f"simplified model, {words}",
                f"{leads / found[name]:,.0f} leads/s, {found['plain'] / found[name]:.2f} × plain SimPy",
            )
    for name, seconds in rivals.items():
        row(
            f"simplified model, {name} (one run)", f"{LEADS / seconds:,.0f} leads/s, {found['plain'] / seconds:.2f} × plain SimPy"
        )
    if "c" in found:
        row("compiled engine over C by hand, same streams", f"{found['c'] / found['compiled']:.2f}", "0.8", "1.0")


def two_engines(name: str, calibration: Calibration) -> None:
    """The rich model: the reference engine against its twin, on streams that are dealt, and with dealing them."""
    model = of(rich(), calibration)
    streams = [deal_streams(model, 1, replication) for replication in range(2)]

    def both(deal: bool) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda r: ENGINES["compiled"](model, deal_streams(model, 1, r) if deal else streams[r]), range(2)))

    found = medians(
        simpy=lambda: ENGINES["simpy"](model, streams[0]),
        one=lambda: ENGINES["compiled"](model, streams[0]),
        two=lambda: both(False),
        simpy_dealt=lambda: ENGINES["simpy"](model, deal_streams(model, 1, 0)),
        one_dealt=lambda: ENGINES["compiled"](model, deal_streams(model, 1, 0)),
        two_dealt=lambda: both(True),
    )
    kernel = f"{found['simpy'] / found['one']:.0f} × / {2 * found['simpy'] / found['two']:.0f} ×"
    whole = f"{found['simpy_dealt'] / found['one_dealt']:.0f} × / {2 * found['simpy_dealt'] / found['two_dealt']:.0f} ×"
    row(f"compiled over SimPy engine, {name}, one core / two", kernel, "40 × / 75 ×", "100 × / 200 ×")
    row("  the same with dealing the streams", f"{whole} ({1000 * found['one_dealt']:.0f} ms a year)")


def what_if() -> None:
    """Thirty paired replications of as-is and scenario by evidence, everything dealt anew."""
    models = [of(rich(), evidence(), severity) for severity in (0.42, 0.3)]
    with threads() as pool:
        found = medians(pair=lambda: sales_of_variants(models, Plan(replications=30), pool.map))
    row("what-if, 30 paired replications, 20,000 leads, nothing kept", f"{found['pair']:.2f} s", "1 s", "0.3 s")


def new_process() -> None:
    """A fresh program with compiled code at hand: from start to the first result with intervals."""
    words = [sys.executable, "-m", "quickscan", "simulate", "car_dealers", "--severity", "poor_follow_up=0.5", "--json"]
    words += ["--calibration", "evidence", "--replications", "10"]
    found = medians(fresh=lambda: subprocess.run(words, check=True, capture_output=True))
    row("new process to first result with intervals (10 years of 12,000)", f"{found['fresh']:.1f} s", "2 s", "1 s")


def shapley() -> None:
    """All 512 coalitions of the nine causes by evidence; a fifth of the thirty years that the targets are for."""
    subject = AsIs(rich(), uniform(0.42), evidence(), knowledge())
    with processes() as pool:
        attribute(AsIs(rich(1_000), uniform(0.42), evidence(), knowledge()), Plan(replications=2), (), pool.map)  # warm
        seconds = once(lambda: attribute(subject, Plan(replications=6), (), pool.map))
    row("exact Shapley, 512 coalitions × 6 years, two processes", f"{seconds:.0f} s", "36 s (180 s for 30)", "12 s (60 s for 30)")
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    row("  peak memory of this process and of a worker", f"{own:.0f} MB, {child:.0f} MB", "450 MB", "300 MB")


def cost_per_lead() -> None:
    """From ten thousand to a million leads."""

    def whole(leads: int) -> Streams:
        model = of(rich(leads), evidence())
        streams = deal_streams(model, 1, 0)
        ENGINES["compiled"](model, streams)
        return streams

    cost = {leads: median(once(lambda n=leads: whole(n)) for _ in range(3)) / leads for leads in (10_000, 100_000, 1_000_000)}
    row("cost per lead, 1,000,000 over 10,000 leads", f"{cost[1_000_000] / cost[10_000]:.2f} ×", "1.3 ×", "flat")


def variance() -> None:
    """What pairing and conditional expectation save, as a ratio of variances."""
    models = [of(rich(6_000), evidence(), severity) for severity in (0.42, 0.38)]
    plan = Plan(seed=3, replications=40)
    paired = np.diff(sales_of_variants(models, plan), axis=1)[:, 0]
    apart = sales_of_variants(models[1:], Plan(seed=4, replications=40))[:, 0] - sales_of_variants(models[:1], plan)[:, 0]
    row("variance of a difference, independent over paired", f"{apart.var(ddof=1) / paired.var(ddof=1):.0f} ×")


def assessment() -> None:
    """Scoring a full interview of two respondents, with its next best questions."""
    answers = [
        said(question.id, number % 5, respondent)
        for number, question in enumerate(questionnaire().questions())
        if question.type == "maturity"
        for respondent in ("head", "dealer")
    ]
    full = engagement(answers)
    row("assessing a full interview of two respondents", f"{1000 * medians(one=lambda: assess(full, knowledge()))['one']:.0f} ms")


def main() -> None:
    """Everything, then the table."""
    shapley()  # first, so that the peak of memory is its own
    the_same_simplified_model()
    two_engines("deck", deck())
    two_engines("evidence", evidence())
    what_if()
    new_process()
    cost_per_lead()
    variance()
    assessment()
    Console(width=140).print(TABLE)


if __name__ == "__main__":
    main()
