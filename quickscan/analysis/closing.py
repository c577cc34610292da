"""From sales as they are to sales as they could be: closing rates that reproduce what the client sells today.

A client knows how many inquiries come in and how many of them end in a sale, both with all losses already in them. The
simulation needs what would be sold without losses, and thins it out again.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES, Calibration, DeckCalibration
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.simulation.calendar import DAY_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.replicate import Plan
from quickscan.simulation.variants import sales_of_variants

GENERATION = GATE_PLACES.index("generation")
TRIAL_PLAN = Plan(replications=6)
"""Enough for sales within about two percent; the rest is noise of the same draws in every simulation."""
ROUNDS = 40
"""Enough for the channel weights to settle: the correction shrinks by more than half each round."""

FloatArray = NDArray[np.float64]


class Survival:
    """The share of inquiries, by channel, that no cause loses at the severities of today.

    In the deck calibration gates alone say it. By evidence delays, failed contacts and load lose sales as well: what is left of
    would-be sales after all gates is measured by simulating `trial`, the process as far as it is known; so is where the
    budget goes.
    """

    def __init__(
        self,
        calibration: Calibration,
        knowledge: Knowledge,
        severity: Mapping[str, float],
        trial: LeadProcess | None = None,
    ) -> None:
        self.calibration, self.knowledge, self.severity = calibration, knowledge, severity
        self.trial = trial
        self.beyond_gates = 1.0 if trial is None or self.gates_alone else self._measured(trial)

    @property
    def gates_alone(self) -> bool:
        """Whether nothing but gates loses sales."""
        return isinstance(self.calibration, DeckCalibration)

    @property
    def habits(self) -> Mapping[str, float]:
        """Severities at which a response time is held against what the client measures.

        In the deck calibration no cause moves a response time, so none needs to strike; by evidence they do.
        """
        return {} if self.gates_alone else self.severity

    def attracted(self, process: LeadProcess) -> FloatArray:
        """Inquiries that come in, as a multiple of those that would with the best budget."""
        return self._through(process, generation=True) * self._model(self.trial or process).harm.attracted

    def paid_for(self, process: LeadProcess) -> FloatArray:
        """Inquiries that a budget is spent on, likewise: in the deck calibration also those that are never attracted."""
        return np.ones(len(process.channels)) if self.gates_alone else self.attracted(process)

    def after_inquiry(self, process: LeadProcess) -> FloatArray:
        """Would-be buyers that are not lost after their inquiry."""
        return self._through(process, generation=False) * self.beyond_gates

    def _through(self, process: LeadProcess, generation: bool) -> FloatArray:
        model = self._model(process)
        kept = np.ones(len(model.channels))
        for gate in model.harm.gates:
            if (gate.place == GENERATION) == generation and not gate.only_unripe:
                kept = kept * (1.0 - gate.loss)
        return np.asarray(kept)

    def _model(self, process: LeadProcess) -> CompiledModel:
        return compile_model(process, self.calibration, self.knowledge, self.severity)

    def _measured(self, trial: LeadProcess) -> float:
        """Simulated sales over those that gates alone would leave."""
        model = self._model(trial)
        a_year = (model.horizon_ms - model.warm_up_ms) / (YEAR_DAYS * DAY_MS)
        inquiries = model.inflow.leads_per_year * model.inflow.harmed * a_year
        left = float((inquiries * model.potential_closing_rate * self._through(trial, generation=False)).sum())
        sold = float(sales_of_variants([model], TRIAL_PLAN).mean())
        return sold / left if left > 0.0 and sold > 0.0 else 1.0


def with_inquiries_today(process: LeadProcess, inquiries_per_year: Mapping[str, float], survival: Survival) -> LeadProcess:
    """The process whose inquiries, thinned by what is never attracted, are those counted today; channels not counted get none."""
    _refuse_unknown_channels(process, inquiries_per_year, "inquiries")
    counted = [inquiries_per_year.get(channel.channel, 0.0) for channel in process.channels]
    return _with_channel_values(process, "leads_per_year", list(np.array(counted) / survival.attracted(process)))


def with_closing_rates_today(process: LeadProcess, closing_rate: Mapping[str, float], survival: Survival) -> LeadProcess:
    """The process that closes today the shares counted, by channel.

    Raises ScanError where more inquiries would have to buy than there are.
    """
    _refuse_unknown_channels(process, closing_rate, "closing rates")
    for _ in range(ROUNDS):  # how hard a channel is hit depends on what all channels could sell
        kept = survival.after_inquiry(process)
        wanted = [
            _potential(closing_rate[channel.channel], kept[number])
            if channel.channel in closing_rate
            else channel.potential_closing_rate
            for number, channel in enumerate(process.channels)
        ]
        process = _with_channel_values(process, "potential_closing_rate", [min(1.0, rate) for rate in wanted])
    _refuse_impossible(process, wanted, closing_rate)
    return process


def with_sales_today(process: LeadProcess, sales_per_year: float, survival: Survival) -> LeadProcess:
    """The process that sells today what was counted, all channels scaled alike. Raises ScanError where that is impossible."""
    inquiries = np.array([channel.leads_per_year for channel in process.channels]) * survival.attracted(process)
    potential = np.array([channel.potential_closing_rate for channel in process.channels])
    sold = float((inquiries * potential * survival.after_inquiry(process)).sum())
    wanted = potential * (sales_per_year / sold if sold > 0.0 else np.inf)
    if not np.all(wanted[inquiries > 0.0] <= 1.0):
        raise ScanError.of(
            "sales a year",
            f"{sales_per_year:,.0f} sales are more than {inquiries.sum():,.0f} inquiries can give with the losses found",
            "check inquiries per channel, new sales per year and the answers that say how much is lost",
        )
    return _with_channel_values(process, "potential_closing_rate", list(np.minimum(wanted, 1.0)))


def _potential(closing_rate: float, kept: float) -> float:
    """The share that would buy without losses; infinite where some buy although all are lost."""
    if closing_rate <= 0.0:
        return 0.0
    return closing_rate / kept if kept > 0.0 else math.inf


def _with_channel_values(process: LeadProcess, field: str, values: list[float]) -> LeadProcess:
    channels = tuple(
        channel.model_copy(update={field: float(value)}) for channel, value in zip(process.channels, values, strict=True)
    )
    return process.model_copy(update={"channels": channels})


def _refuse_unknown_channels(process: LeadProcess, by_channel: Mapping[str, float], what: str) -> None:
    known = {channel.channel for channel in process.channels}
    problems = [
        Problem(
            f"process {process.id}",
            f"there are {what} for the channel {name}, which the process does not have",
            "add the channel to it",
        )
        for name, value in by_channel.items()
        if name not in known and value
    ]
    if problems:
        raise ScanError(problems)


def _refuse_impossible(process: LeadProcess, wanted: list[float], closing_rate: Mapping[str, float]) -> None:
    problems = [
        Problem(
            f"closing rate of channel {channel.channel}",
            f"{100 * closing_rate[channel.channel]:.1f}% of inquiries buy; with the losses {100 * rate:.0f}% would have to",
            "check the closing rate and the answers that say how much is lost",
        )
        for channel, rate in zip(process.channels, wanted, strict=True)
        if rate > 1.0 and channel.channel in closing_rate
    ]
    if problems:
        raise ScanError(problems)
