"""Running a sweep where it was asked for, with what an earlier run has finished."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from quickscan.analysis.sweep import SweepDefinition, Unit, run_unit
from quickscan.cli import show
from quickscan.cli.sweep_store import UnfinishedSweep
from quickscan.simulation import pools
from quickscan.simulation.measure import Figures


@dataclass(frozen=True)
class Place:
    """Where units run: at most one of these is given."""

    threads: int | None = None
    processes: int | None = None
    cluster: str | None = None

    def pool(self, engine: str) -> AbstractContextManager[pools.Pool]:
        """The workers asked for; otherwise what suits the engine."""
        if self.cluster is not None:
            return pools.cluster(self.cluster)
        if self.processes is not None:
            return pools.processes(self.processes)
        return pools.threads(self.threads) if self.threads is not None else pools.workers(engine)


@dataclass(frozen=True)
class Finished:
    """A sweep of which every unit has run."""

    units: tuple[Unit, ...]
    store: UnfinishedSweep

    def all(self) -> Iterator[tuple[Unit, list[Figures]]]:
        """Every unit with its result."""
        return self.store.results(self.units)

    def close(self) -> None:
        """The results are safe elsewhere."""
        self.store.close()


def run(definition: SweepDefinition, target: Path, place: Place) -> Finished:
    """Run what is not finished yet. Raises ScanError; a Ctrl-C leaves what is finished beside the target."""
    units = tuple(definition.units())
    store = UnfinishedSweep(target)
    store.open(units)
    missing = store.missing(units)
    if len(missing) < len(units):
        show.message(f"{len(units) - len(missing)} of {len(units)} units are finished already.")
    with place.pool(definition.plan.engine) as pool, show.progress("Sweeping") as bar:
        for number, _ in enumerate(store.keep(pool.completed(run_unit, missing)), start=1):
            bar((len(units) - len(missing) + number) / len(units))
    return Finished(units, store)
