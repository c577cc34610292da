"""Replications of one model: each a pure function of (model, seed, replication), so they may run anywhere and in any order."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from quickscan.domain.problem import ScanError
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.engines import DEFAULT_ENGINE, ENGINES
from quickscan.simulation.measure import Figures, Prices, measure
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.streams import deal_streams

Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""
Run = Callable[[Callable[[int], Figures], Iterable[int]], Iterator[Figures]]
"""Maps a function over replications, like the builtin map."""

MOST_LEADS_PER_REPLICATION = 1_000_000
"""About 1.2 GB of memory in the reference engine."""


@dataclass(frozen=True)
class Plan:
    """How a model is run."""

    seed: int = 1
    replications: int = 30
    engine: str = DEFAULT_ENGINE

    def check(self, model: CompiledModel) -> None:
        """Raise ScanError if the plan cannot be run on the model."""
        if self.replications < 2:
            raise ScanError.of("replications", f"{self.replications} cannot give an interval", "ask for 2 or more, 30 is usual")
        if model.leads_per_year.sum() > MOST_LEADS_PER_REPLICATION:
            raise ScanError.of(
                "leads",
                f"{model.leads_per_year.sum():,.0f} leads a year are more than the engine can hold",
                f"simulate {MOST_LEADS_PER_REPLICATION:,} or fewer; loss rates do not depend on the number",
            )
        if (model.leads_per_year * model.potential_closing_rate).sum() <= 0.0:
            raise ScanError.of("process", "no sale is possible", "give at least one channel inquiries and a closing rate above 0")


def replicate(model: CompiledModel, plan: Plan, replication: int) -> LeadRecords:
    """The records of one replication."""
    return ENGINES[plan.engine](model, deal_streams(model, plan.seed, replication))


def replication_figures(model: CompiledModel, plan: Plan, prices: Prices, replication: int) -> Figures:
    """The figures of one replication."""
    return measure(model, replicate(model, plan, replication), prices)


def all_figures(
    model: CompiledModel, plan: Plan, prices: Prices, run: Run = map, progress: Progress | None = None
) -> list[Figures]:
    """The figures of every replication, in order. Raises ScanError for a plan that cannot be run."""
    plan.check(model)
    done: list[Figures] = []
    for figures in run(partial(replication_figures, model, plan, prices), range(plan.replications)):
        done.append(figures)
        if progress is not None:
            progress(len(done) / plan.replications)
    return done


@contextmanager
def processes(number: int | None = None) -> Iterator[Run]:
    """A way to run replications on several processor cores; the results are the same as with `map`."""
    workers = number or os.cpu_count() or 1
    if workers == 1:
        yield map
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool.map
