"""Every figure of a simulated year, computed from the records of the leads and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from quickscan.domain.calibration import GATE_PLACES
from quickscan.domain.process import LeadProcess
from quickscan.domain.result import Estimate
from quickscan.simulation.calendar import HOUR_MS, open_ms
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.records import NONE, LeadRecords

CONFIDENCE = 0.95
GENERATION = GATE_PLACES.index("generation")
LOST = "lost."
"""Before the name of a cause in a figure's name."""

Flags = NDArray[np.bool_]
Figures = dict[str, float]
"""Name to value for one replication; a figure that cannot be computed (no sale, no contact) is left out."""


@dataclass(frozen=True)
class Prices:
    """What leads cost and sales bring, where it is known."""

    cost_per_lead_eur: tuple[float | None, ...]
    """By channel."""
    contribution_per_sale_eur: float | None

    @classmethod
    def of(cls, process: LeadProcess) -> "Prices":
        """The prices of a process."""
        return cls(tuple(channel.cost_per_lead_eur for channel in process.channels), process.contribution_per_sale_eur)


def measure(model: CompiledModel, records: LeadRecords, prices: Prices, these: Flags | None = None) -> Figures:
    """The figures of one replication, over the leads of the time measured and those that follow from them; of some leads only
    where that is said."""
    counted = (records.since_ms >= model.warm_up_ms) & (records.since_ms < model.horizon_ms)
    if these is not None:
        counted &= these
    sales = _sales(model, records, counted)
    return {
        **sales,
        **_response(records, counted),
        **_utilisation(model, records, counted),
        **_money(records, _paid_for(model, records, counted), prices, sales),
    }


def _sales(model: CompiledModel, records: LeadRecords, counted: Flags) -> Figures:
    """Sales, would-be sales, and where the difference died. Who would never have bought is no loss.

    The chance of a sale stands in place of its last draw (conditional expectation): the mean is the same, the noise smaller.
    """
    here, without = records.chance[counted], records.chance_without_causes[counted]
    lost, blamed = np.maximum(without - here, 0.0), records.blamed[counted]
    by_cause = np.bincount(blamed[blamed != NONE], weights=lost[blamed != NONE], minlength=len(model.causes))
    missed = records.place[counted] == GENERATION
    came = ~missed & (records.created_ms[counted] != NONE)
    won, potential = float(here.sum()), float(without.sum())
    figures = {LOST + cause: float(number) for cause, number in zip(model.causes, by_cause, strict=True)}
    figures |= {"won": won, "potential": potential}
    figures["inquiries"] = float(came.sum())
    figures["missed_opportunity"] = float(lost[missed].sum())
    figures["won_in_place_of_others"] = float(np.maximum(here - without, 0.0).sum())
    if potential > 0:
        figures["loss_rate"] = 1.0 - won / potential
    return figures


def _response(records: LeadRecords, counted: Flags) -> Figures:
    contacted = counted & (records.response_ms != NONE)
    if not contacted.any():
        return {}
    hours = records.response_ms[contacted] / HOUR_MS
    return {
        "response_median_hours": float(np.median(hours)),
        "response_p90_hours": float(np.quantile(hours, 0.9)),
        "attempts_per_lead": float(records.attempts[contacted].mean()),
    }


def _utilisation(model: CompiledModel, records: LeadRecords, counted: Flags) -> Figures:
    """Working time that the leads of the year cause, over the opening hours of all people in that year."""

    def share(work_ms: NDArray[np.int64], people: int, time_ms: int) -> float:
        return float(work_ms[counted].sum()) / (people * time_ms) if people else 0.0

    rules, year = model.rules, (model.warm_up_ms, model.horizon_ms)
    return {
        "call_centre_utilisation": share(records.call_centre_work_ms, rules.settings.agents, open_ms(rules.call_centre, *year)),
        "dealers_utilisation": share(records.seller_work_ms, int(rules.sellers.sum()), open_ms(rules.dealers, *year)),
    }


def _paid_for(model: CompiledModel, records: LeadRecords, counted: Flags) -> Flags:
    """Leads whose cost is spent. In the deck calibration those never attracted cost as well, as the budget went elsewhere; by
    evidence it went to channels whose leads are among those counted."""
    came = counted & (records.created_ms != NONE)
    return np.asarray(came & (records.place != GENERATION) if model.harm.waiting_costs_sales else came)


def _money(records: LeadRecords, paid_for: Flags, prices: Prices, sales: Figures) -> Figures:
    """Lead cost per sale, and contribution made and lost."""
    figures: Figures = {}
    leads_by_channel = np.bincount(records.channel[paid_for], minlength=len(prices.cost_per_lead_eur))
    spent = [
        None if price is None else price * leads
        for price, leads in zip(prices.cost_per_lead_eur, leads_by_channel.tolist(), strict=True)
        if leads
    ]
    known = [cost for cost in spent if cost is not None]
    if len(known) == len(spent) and sales["won"] > 0:
        figures["cost_per_new_customer"] = sum(known) / sales["won"]
    if prices.contribution_per_sale_eur is not None:
        figures["contribution_eur"] = sales["won"] * prices.contribution_per_sale_eur
        figures["contribution_lost_eur"] = (sales["potential"] - sales["won"]) * prices.contribution_per_sale_eur
    return figures


def estimate(values: Sequence[float]) -> Estimate:
    """Mean of independent replications (two or more) with the half-width of its 95 % interval by Student's t."""
    number = len(values)
    if number < 2:
        raise ValueError("an interval needs at least two replications")
    quantile = float(stdtrit(number - 1, (1.0 + CONFIDENCE) / 2.0))
    half_width = quantile * float(np.std(values, ddof=1)) / number**0.5
    return Estimate(mean=float(np.mean(values)), half_width=half_width, n=number)
