"""What would be sold at other severities: many variants on the same leads and draws, counted without running a queue.

In the deck calibration waiting costs no sale (leads.py), so the sales counted here are lead for lead those of the engines.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import OUTCOMES, DeckCalibration, LeadProcess
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.leads import Leads, deal_leads, decide_fates, draw_gates
from quickscan.simulation.replicate import Plan

WON = OUTCOMES.index("won")


def sales_of_variants(
    process: LeadProcess,
    calibration: DeckCalibration,
    knowledge: Knowledge,
    severities: Sequence[Mapping[str, float]],
    plan: Plan,
) -> list[list[int]]:
    """Sales a year by variant and replication. Raises ScanError for a plan that cannot be run."""
    models = [compile_model(process, calibration, knowledge, severity) for severity in severities]
    plan.check(models[0])
    by_replication = [_sales(models, plan.seed, replication) for replication in range(plan.replications)]
    return [list(sales) for sales in zip(*by_replication, strict=True)]


def _sales(models: Sequence[CompiledModel], seed: int, replication: int) -> list[int]:
    leads = deal_leads(models[0], seed, replication)  # who comes does not depend on severities
    draws = draw_gates(models[0], leads)
    return [_won(model, leads, decide_fates(model, leads, draws).outcome) for model in models]


def _won(model: CompiledModel, leads: Leads, outcome: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> int:
    return int(((outcome == WON) & (leads.created_ms >= model.warm_up_ms)).sum())
