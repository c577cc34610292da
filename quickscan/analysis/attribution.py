"""Whose share of the loss is whose: every coalition of the causes simulated on the same draws, then exact Shapley values.

A cause that does not strike changes nothing, so only coalitions of the others are simulated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs
from quickscan.analysis.potential_outcomes import segment_worth
from quickscan.analysis.segments import Labels, labels_of, segment_names
from quickscan.analysis.shapley import attribute as shapley_of
from quickscan.analysis.shapley import causes_of, estimates_by_cause, interactions
from quickscan.domain.attribution import Attribution, CauseAlone, Segment, SegmentKind
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan, Progress, Run
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.simulate import simulate
from quickscan.simulation.variants import chances

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Worths:
    """What one replication tells."""

    sales: FloatArray
    """By coalition of the active causes."""
    lost: Mapping[SegmentKind, FloatArray]
    """By kind: sales lost, segment x coalition."""


def attribute(
    as_is: AsIs,
    plan: Plan,
    kinds: Sequence[SegmentKind] = (),
    run: Run = map,
    progress: Progress | None = None,
) -> Attribution:
    """The shares of all causes, also in each segment of the kinds asked for. Raises ScanError for a plan that cannot be run."""
    active = tuple(cause for cause in as_is.knowledge.cause_ids if as_is.severity.get(cause, 0.0) > 0.0)
    models = coalition_models(as_is, active)
    plan.check(models[-1])
    found: list[_Worths] = []
    for worths in run(partial(_replication, models, plan, kinds), range(plan.replications)):
        found.append(worths)
        if progress is not None:
            progress(len(found) / plan.replications)
    as_simulated = simulate(as_is.process, as_is.calibration, as_is.knowledge, as_is.severity, plan, run)
    return _summary(as_is, active, models[-1], found, as_simulated)


def coalition_models(as_is: AsIs, active: Sequence[str]) -> list[CompiledModel]:
    """The model of every coalition: bit k of its number says whether the k-th active cause strikes."""
    return [
        compile_model(
            as_is.process,
            as_is.calibration,
            as_is.knowledge,
            {cause: as_is.severity[cause] for cause in causes_of(coalition, active)},
        )
        for coalition in range(2 ** len(active))
    ]


def _replication(models: Sequence[CompiledModel], plan: Plan, kinds: Sequence[SegmentKind], replication: int) -> _Worths:
    leads = shared_leads(models, plan.seed, replication)[0]
    labels: dict[SegmentKind, Labels] = {kind: labels_of(kind, models[0], leads, plan.engine) for kind in kinds}
    sales = np.empty(len(models))
    by_lead = np.empty((len(models) if kinds else 0, len(leads.channel)), dtype=np.float32)
    for coalition, model in enumerate(models):
        found = chances(model, leads, plan.engine)
        counted = found.counted(model)
        sales[coalition] = found.chance[counted].sum()
        if kinds:
            by_lead[coalition] = np.where(counted, found.chance, 0.0)
    lost = {kind: segment_worth(by_lead, label.of_lead, segments=len(label.names)) for kind, label in labels.items()}
    return _Worths(sales, lost)


def _summary(
    as_is: AsIs, active: Sequence[str], model: CompiledModel, found: Sequence[_Worths], simulated: SimulationResult
) -> Attribution:
    sales = np.array([worths.sales for worths in found])
    none = np.where(sales[:, :1] > 0.0, sales[:, :1], 1.0)  # nobody would have bought, so nothing is lost
    worth = np.where(sales[:, :1] > 0.0, 1.0 - sales / none, 0.0)
    nothing = Estimate(mean=0.0, half_width=0.0, n=len(found))
    shares = dict(zip(active, shapley_of(worth), strict=True)) if active else {}
    return Attribution(
        loss_rate=estimate(worth[:, -1].tolist()),
        shapley={cause: shares.get(cause, nothing) for cause in as_is.knowledge.cause_ids},
        died=simulated.lost_by_cause,
        one_at_a_time=_alone(worth, active),
        segments={kind: _segments(kind, model, active, [worths.lost[kind] for worths in found]) for kind in found[0].lost},
        engine=simulated.engine,
        calibration=simulated.calibration,
        seed=simulated.seed,
        leads=simulated.leads,
        replications=len(found),
        version=simulated.version,
    )


def _alone(worth: FloatArray, active: Sequence[str]) -> dict[str, CauseAlone]:
    if not active:
        return {}
    both = interactions(worth)
    pairs = zip(estimates_by_cause(both.removed_from_all), estimates_by_cause(both.added_to_none), strict=True)
    return {
        cause: CauseAlone(removed_from_all=removed, added_to_none=added, reversed=removed.high < 0.0)
        for cause, (removed, added) in zip(active, pairs, strict=True)
    }


def _segments(kind: SegmentKind, model: CompiledModel, active: Sequence[str], lost: Sequence[FloatArray]) -> tuple[Segment, ...]:
    """By segment; `lost` holds for each replication the sales lost, segment x coalition."""
    by_segment = np.stack(lost, axis=1)
    names = segment_names(kind, model)
    return tuple(
        Segment(
            name=names[number],
            lost=estimate(of_one[:, -1].tolist()),
            shapley=dict(zip(active, shapley_of(of_one), strict=True)) if active else {},
        )
        for number, of_one in enumerate(by_segment)
        if of_one.any()
    )
