"""A lead process, a calibration and nine severities become one frozen model of numbers that every engine runs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import Calibration, DeckCalibration
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.arrivals import Inflow, compile_inflow
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS
from quickscan.simulation.evidence import evidence_harm
from quickscan.simulation.harm import Harm, deck_harm
from quickscan.simulation.rules import Rules, compile_rules, review_interval_ms

FloatArray = NDArray[np.float64]

NORMAL_P90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution."""


@dataclass(frozen=True)
class Lognormal:
    """A lognormal duration in milliseconds: exp(mu + sigma x standard normal)."""

    mu: float
    sigma: float


@dataclass(frozen=True)
class Stage:
    """A sales stage as numbers."""

    pass_share: FloatArray
    """Chance to get past it, by channel."""
    work: Lognormal | None
    """Work of a seller."""
    cycle_share: float
    followed_up_share: float
    without_follow_up_factor: float


@dataclass(frozen=True)
class CompiledModel:
    """All an engine needs to know: indices instead of names, milliseconds instead of hours. Names are kept for the way back."""

    process: LeadProcess
    """What it was made from; streams read the shares of each step from it."""
    channels: tuple[str, ...]
    causes: tuple[str, ...]
    inflow: Inflow
    """Who comes when."""
    harm: Harm
    """What the causes do."""
    rules: Rules
    """What an engine looks up while leads move."""
    stages: tuple[Stage, ...]
    """From the first talk to the sale, at least one."""
    handling: Lognormal
    assignment_delay: Lognormal | None
    """None where the system assigns at once."""
    fast_reaction: Lognormal
    slow_reaction: Lognormal
    contact: Lognormal
    sales_cycle: Lognormal
    attempt_thresholds: FloatArray
    """Cumulated shares of leads that get at most one, two, three ... attempts."""
    review_ms: int
    warm_up_ms: int
    horizon_ms: int
    """The end of the last day on which leads come in."""

    @property
    def leads_per_year(self) -> FloatArray:
        """Inquiries a year by channel that the process would attract at most."""
        return self.inflow.leads_per_year * self.inflow.unharmed

    @property
    def potential_closing_rate(self) -> FloatArray:
        """By channel."""
        return np.array([channel.potential_closing_rate for channel in self.process.channels])


def compile_model(
    process: LeadProcess, calibration: Calibration, knowledge: Knowledge, severity: Mapping[str, float]
) -> CompiledModel:
    """The model of a process at some severities (cause id to 0..1; causes left out are 0)."""
    if isinstance(calibration, DeckCalibration):
        harm, tau_minutes, beta = deck_harm(process, calibration, knowledge, severity), 1.0, 0.0
    else:
        harm = evidence_harm(process, calibration, knowledge, severity)
        tau_minutes, beta = calibration.decay.tau_minutes, calibration.decay.beta
    dealers, acceptance = process.dealers, process.acceptance
    by_hand = process.routing.policy in ("manual_batch", "territory")
    slower = 1.0 / dealers.share_of_time_for_leads
    return CompiledModel(
        process=process,
        channels=tuple(channel.channel for channel in process.channels),
        causes=knowledge.cause_ids,
        inflow=compile_inflow(process, harm),
        harm=harm,
        rules=compile_rules(process, harm, tau_minutes, beta),
        stages=_stages(process, harm, slower),
        handling=lognormal(process.call_centre.handling_minutes, MINUTE_MS),
        assignment_delay=lognormal(process.assignment_delay_hours, HOUR_MS) if by_hand else None,
        fast_reaction=lognormal(acceptance.fast_reaction_hours, HOUR_MS),
        slow_reaction=lognormal(dealers.reaction_hours, HOUR_MS),
        contact=lognormal(dealers.contact_minutes, MINUTE_MS * slower),
        sales_cycle=lognormal(process.sales_cycle_days, DAY_MS),
        attempt_thresholds=np.cumsum(_attempt_shares(process, harm)),
        review_ms=review_interval_ms(process),
        warm_up_ms=process.warm_up_days * DAY_MS,
        horizon_ms=(process.warm_up_days + process.measured_days) * DAY_MS,
    )


def lognormal(spread: Spread, unit_ms: float) -> Lognormal:
    """A duration in units as milliseconds."""
    return Lognormal(math.log(spread.median * unit_ms), math.log(spread.p90 / spread.median) / NORMAL_P90)


def _attempt_shares(process: LeadProcess, harm: Harm) -> FloatArray:
    """The shares of leads that get one, two, three ... attempts; a contact plan that is kept sets the least."""
    follow_up = process.follow_up
    if harm.waiting_costs_sales:
        shares = harm.poor_attempts_share * _padded(follow_up.poor_attempt_shares)
        shares[follow_up.best_attempts - 1] += 1.0 - harm.poor_attempts_share
    else:
        shares = _padded(process.dealers.attempt_shares)
    least = follow_up.least_attempts or 1
    shares[least - 1] += shares[: least - 1].sum()
    shares[: least - 1] = 0.0
    return np.trim_zeros(shares, "b")


MOST_ATTEMPTS = 8


def _padded(shares: tuple[float, ...]) -> FloatArray:
    return np.array([*shares, *([0.0] * (MOST_ATTEMPTS - len(shares)))])


def _stages(process: LeadProcess, harm: Harm, slower: float) -> tuple[Stage, ...]:
    """The stages with their chances, scaled by channel so that together they close what the channel closes."""
    target = closing_chance(process, harm)
    if not process.sales_stages:
        return (Stage(target, None, 1.0, 1.0, 1.0),)
    shares = _scaled_shares([stage.pass_share for stage in process.sales_stages], target)
    return tuple(
        Stage(
            pass_share=share,
            work=lognormal(stage.seller_minutes, MINUTE_MS * slower) if stage.seller_minutes else None,
            cycle_share=stage.cycle_share,
            followed_up_share=stage.followed_up_share,
            without_follow_up_factor=stage.without_follow_up_factor if harm.waiting_costs_sales else 1.0,
        )
        for stage, share in zip(process.sales_stages, shares, strict=True)
    )


def _scaled_shares(typical: list[float], target: FloatArray) -> list[FloatArray]:
    """Shares by stage and channel whose product is the target: each typical share to the same power."""
    whole = math.prod(typical)
    if whole >= 1.0:  # nobody drops out on the way, so everything is decided at the end
        return [*(np.ones(len(target)) for _ in typical[1:]), target]
    with np.errstate(divide="ignore"):  # a channel that sells nothing: log 0, and in the end a chance of 0
        exponent = np.log(target) / math.log(whole)
    return [np.asarray(share**exponent) for share in typical]


def closing_chance(process: LeadProcess, harm: Harm) -> FloatArray:
    """The chance by channel that a suitable lead whom a seller reached at once buys.

    Potential closing rates are those without any cause. Where waiting costs sales and contacts can fail, that still holds nights,
    queues and people nobody reaches, so rates are divided by the yield that a trial found for the process.
    """
    suitable = np.array([channel.suitable_share for channel in process.channels])
    rate = np.array([channel.potential_closing_rate for channel in process.channels])
    chance = np.divide(rate, suitable, out=np.zeros(len(rate)), where=suitable > 0.0)
    return np.asarray(np.minimum(chance / harm.yield_without_causes, 1.0))
