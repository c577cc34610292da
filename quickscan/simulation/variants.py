"""What would be sold in other cases: many variants of a process on the same leads and draws.

Where waiting costs no sale (the deck calibration) and every outlet has sellers, fates alone tell what is sold, lead for lead as
the engines do; otherwise an engine runs each variant.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.fates import NEVER, decide_fates
from quickscan.simulation.leads import Leads
from quickscan.simulation.replicate import Plan, Progress
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.streams.deal import streams_of

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Chances:
    """What each lead's chance of a sale is in one variant."""

    chance: FloatArray
    """By lead, in the order of the leads; 0 for those who never got to the end."""
    since_ms: NDArray[np.int64]
    """When each came in, or the lead that it follows from: by it a lead belongs to a year."""

    def counted(self, model: CompiledModel) -> NDArray[np.bool_]:
        """Leads of the time that is measured, and those that follow from them."""
        return (self.since_ms >= model.warm_up_ms) & (self.since_ms < model.horizon_ms)


def chances(model: CompiledModel, leads: Leads, engine: str) -> Chances:
    """The chances of these leads in a model that could attract them."""
    if decided_by_fates(model):
        fates = decide_fates(model, leads)
        return Chances(np.where(fates.exit_at == NEVER, fates.would_buy_chance, 0.0), leads.since_ms)
    return Chances(ENGINES[engine](model, streams_of(model, leads)).chance, leads.since_ms)


def decided_by_fates(model: CompiledModel) -> bool:
    """Whether what is sold does not depend on when anything happens."""
    return not model.harm.waiting_costs_sales and bool(np.all(model.rules.sellers > 0))


def sales_of_variants(
    models: Sequence[CompiledModel],
    plan: Plan,
    run: Callable[[Callable[[int], FloatArray], Iterable[int]], Iterator[FloatArray]] = map,
    progress: Progress | None = None,
) -> FloatArray:
    """Expected sales in the time measured, replication x variant. Raises ScanError for a plan that cannot be run."""
    for model in models:
        plan.check(model)
    done: list[FloatArray] = []
    for sales in run(partial(_sales, models, plan), range(plan.replications)):
        done.append(sales)
        if progress is not None:
            progress(len(done) / plan.replications)
    return np.array(done)


def _sales(models: Sequence[CompiledModel], plan: Plan, replication: int) -> FloatArray:
    leads = shared_leads(models, plan.seed, replication)
    return np.array([_sold(model, chances(model, of, plan.engine)) for model, of in zip(models, leads, strict=True)])


def _sold(model: CompiledModel, found: Chances) -> float:
    return float(found.chance[found.counted(model)].sum())
