"""How the benchmarks measure: works in turns, medians of their times, rows of one table."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from quickscan.domain.process import LeadProcess
from tests.material import car_dealers, scaled

TURNS = 5
LEADS = 20_000

Clocked = Callable[[], float]
"""Works, and tells the seconds that count."""


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    measured: str
    must: str = ""
    aim: str = ""


def clocked(work: Callable[[], object]) -> Clocked:
    """The work with all its time counted."""

    def seconds() -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    return seconds


def clocked_in_processor(work: Callable[[], object]) -> Clocked:
    """The work with the processor's time counted, of all threads: what it costs others, also while they are at work."""

    def seconds() -> float:
        start = process_time()
        work()
        return process_time() - start

    return seconds


def in_turns(turns: int = TURNS, /, **works: Clocked) -> dict[str, list[float]]:
    """Seconds of each work in each turn. All have their turn one after the other, so that they see the same machine.

    A turn before them counts for none: it fills caches and compiles what is not compiled yet.
    """
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(turns):
        for name, work in works.items():
            tell(f"turn {turn + 1} of {turns}: {name}")
            taken[name].append(work())
    return taken


def medians(turns: int = TURNS, /, **works: Clocked) -> dict[str, float]:
    """Median seconds of each work."""
    return {name: median(times) for name, times in in_turns(turns, **works).items()}


def tell(doing: str) -> None:
    """Say on the terminal what is being done, over what was said before."""
    if sys.stderr.isatty():
        print(f"\r\033[K{doing[:100]}", end="", file=sys.stderr, flush=True)  # noqa: T201  # a sign of life


def rich(leads: int = LEADS) -> LeadProcess:
    """The car maker with dealers at a volume."""
    process = car_dealers()
    return scaled(process, leads / sum(channel.leads_per_year for channel in process.channels))
