"""When inquiries come in: for each channel a Poisson process whose rate changes from hour to hour."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process import YEAR_DAYS, Burst, LeadProcess
from quickscan.domain.process_parts import ArrivalPattern
from quickscan.simulation.calendar import DAYS_PER_WEEK, HOUR_MS
from quickscan.simulation.draws import Decision, uniforms
from quickscan.simulation.harm import Harm

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

DAYS_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
HOURS_PER_DAY = 24
LAYER_BITS = 8


@dataclass(frozen=True, eq=False)
class Inflow:
    """Who comes when.

    A channel whose volume is changed keeps its people: layer 0 holds those who come at the normal volume, thinned where it is
    lower; each further layer holds as many again, thinned to what the volume asks for.
    """

    leads_per_year: FloatArray
    """Inquiries a year at normal volume, by channel."""
    hourly_weight: FloatArray
    """Channel x hour from the start of time: relative arrival rate; a year of a channel sums to 1."""
    harmed: FloatArray
    """Volume as it is, by channel, as a multiple of the normal one."""
    unharmed: FloatArray
    """Volume if no cause thinned it."""

    @cached_property
    def rates(self) -> bytes:
        """Tells apart what brings other people, or the same at other times, at normal volume."""
        return sha256(self.leads_per_year.tobytes() + self.hourly_weight.tobytes()).digest()

    @property
    def layers(self) -> IntArray:
        """Layers by channel that hold everybody who may come."""
        return np.maximum(np.ceil(np.maximum(self.harmed, self.unharmed)), 1.0).astype(np.int64)


def compile_inflow(process: LeadProcess, harm: Harm) -> Inflow:
    """The inflow of a process."""
    factor = np.array([channel.volume_factor for channel in process.channels])
    return Inflow(
        leads_per_year=np.array([channel.leads_per_year for channel in process.channels]),
        hourly_weight=_hourly_weights(
            process.arrival_patterns,
            process.month_weights,
            tuple((channel.pattern, channel.bursts) for channel in process.channels),
            process.warm_up_days,
            process.measured_days,
        ),
        harmed=factor * harm.attracted,
        unharmed=factor,
    )


def arrivals_ms(inflow: Inflow, channel: int, layer: int, seed: int, replication: int) -> IntArray:
    """Arrival times of one layer of a channel, by inversion of the cumulated rate; the n-th is always the same person."""
    cumulated = np.concatenate([[0.0], np.cumsum(inflow.leads_per_year[channel] * inflow.hourly_weight[channel])])
    expected = float(cumulated[-1])
    enough = math.ceil(expected + 8.0 * math.sqrt(expected) + 20.0)  # eight standard deviations: never too few in practice
    index = np.arange(enough, dtype=np.int64)
    word = np.full(enough, layer_word(channel, layer))
    operational = np.cumsum(-np.log(uniforms(seed, replication, word, index, Decision.ARRIVAL_GAP)))
    hours = np.interp(operational[operational < expected], cumulated, np.arange(len(cumulated), dtype=np.float64))
    return np.asarray(np.floor(hours * HOUR_MS), dtype=np.int64)


def expected_leads(inflow: Inflow) -> float:
    """Leads of one run on average, warm-up included, everybody who may come."""
    return float((inflow.leads_per_year * inflow.hourly_weight.sum(axis=1) * np.maximum(inflow.harmed, inflow.unharmed)).sum())


def layer_word(channel: int, layer: int) -> int:
    """The number that names a layer of a channel in draws; layer 0 is named by the channel alone."""
    return channel + (layer << LAYER_BITS)


@lru_cache(maxsize=16)
def _hourly_weights(
    patterns: tuple[ArrivalPattern, ...],
    month_weights: tuple[float, ...],
    channels: tuple[tuple[str, tuple[Burst, ...]], ...],
    warm_up_days: int,
    measured_days: int,
) -> FloatArray:
    """Channel x hour, for channels given by pattern and bursts. Kept, so that hundreds of variants share one array."""
    calendar = _Days(month_weights, warm_up_days, measured_days)
    by_id = {pattern.id: pattern for pattern in patterns}
    weights = np.array([calendar.weights(by_id[pattern], bursts) for pattern, bursts in channels])
    weights.flags.writeable = False
    return weights


class _Days:
    """The days simulated, with the season of each."""

    def __init__(self, month_weights: tuple[float, ...], warm_up_days: int, measured_days: int) -> None:
        self.hours = (warm_up_days + measured_days) * HOURS_PER_DAY
        self.days = np.arange(warm_up_days + max(measured_days, YEAR_DAYS))
        self.day_of_year = (self.days - warm_up_days) % YEAR_DAYS
        self.season = np.array(month_weights)[np.searchsorted(DAYS_BEFORE_MONTH, self.day_of_year, side="right") - 1]
        self.year = slice(warm_up_days * HOURS_PER_DAY, (warm_up_days + YEAR_DAYS) * HOURS_PER_DAY)

    def weights(self, pattern: ArrivalPattern, bursts: tuple[Burst, ...]) -> FloatArray:
        """Season x weekday x hour, with the bursts on top; the measured year sums to 1."""
        by_day, by_hour = self.season * np.array(pattern.weekdays)[self.days % DAYS_PER_WEEK], np.array(pattern.hours)
        usual = np.outer(by_day, by_hour).ravel()
        weights = usual / usual[self.year].sum() * (1.0 - sum(burst.share for burst in bursts))
        for burst in bursts:
            within = (self.day_of_year - (burst.first_day - 1)) % YEAR_DAYS < burst.days
            extra = np.outer(within, by_hour).ravel()
            weights = weights + burst.share * extra / extra[self.year].sum()
        return np.asarray(weights[: self.hours])
