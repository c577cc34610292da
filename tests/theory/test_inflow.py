"""Inquiries hour by hour, with fairs on top, and what a channel with more or less volume keeps: its people and their draws."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from quickscan.domain.process import YEAR_DAYS, LeadProcess, ProcessChannel
from quickscan.simulation.arrivals import LAYER_BITS
from quickscan.simulation.calendar import HOUR_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.leads import Leads, deal_leads
from quickscan.simulation.streams.deal import streams_of
from tests.material import car_dealers, deck, knowledge, one_queue, with_channels
from tests.theory.intervals import agree_counts, agree_share

SEED, REPLICATIONS = 1838, 60
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 30)
"""Of the simulated year of 364 days, which ends a day early."""
FACTORS = (0.2, 0.5, 1.0, 1.7, 3.0)
FLAT_LEADS = 20_000


def model_of(process: LeadProcess) -> CompiledModel:
    return compile_model(process, deck(), knowledge(), {})


def expected_by_hour(process: LeadProcess, channel: ProcessChannel) -> NDArray[np.float64]:
    """Inquiries of a year by hour, added up one day after the other."""
    pattern = next(pattern for pattern in process.arrival_patterns if pattern.id == channel.pattern)
    month_of_day = [month for month, days in enumerate(MONTH_DAYS) for _ in range(days)]
    usual = np.array(
        [
            [process.month_weights[month_of_day[day]] * pattern.weekdays[day % 7] * weight for weight in pattern.hours]
            for day in range(YEAR_DAYS)
        ]
    )
    shares = usual / usual.sum() * (1.0 - sum(burst.share for burst in channel.bursts))
    for burst in channel.bursts:
        for day in range(burst.first_day - 1, burst.first_day - 1 + burst.days):
            shares[day] += burst.share / burst.days * np.array(pattern.hours) / sum(pattern.hours)
    return channel.leads_per_year * shares.ravel()


@pytest.mark.parametrize("name", ["fair", "web", "call"])
def test_inquiries_of_every_hour_of_the_year_are_as_many_as_its_rate_says(name: str) -> None:
    process = car_dealers()
    model, channel = model_of(process), next(channel for channel in process.channels if channel.channel == name)
    expected = expected_by_hour(process, channel)
    counts = np.zeros(len(expected), dtype=np.int64)
    for replication in range(REPLICATIONS):
        leads = deal_leads(model, SEED, replication)
        hours = (leads.created_ms[leads.channel == model.channels.index(name)] - model.warm_up_ms) // HOUR_MS
        counts += np.bincount(hours[hours >= 0], minlength=len(expected))
    theory = REPLICATIONS * expected
    agree_counts(counts, theory * counts.sum() / theory.sum(), 6)
    assert 0.005 / 6 < stats.poisson.cdf(counts.sum(), theory.sum()) < 1.0 - 0.005 / 6


@cache
def flat(factor: float) -> CompiledModel:
    """A constant stream at a multiple of its volume."""
    return model_of(with_channels(one_queue(FLAT_LEADS), lambda _: {"volume_factor": factor}))


def names(leads: Leads) -> set[tuple[int, int]]:
    """Who is there: channel and layer, and number within them."""
    return set(zip(leads.word.tolist(), leads.number.tolist(), strict=True))


@pytest.mark.parametrize("factor", FACTORS)
def test_a_multiple_of_the_volume_brings_that_multiple_of_poisson_arrivals(factor: float) -> None:
    """Layers on top of each other, one of them thinned, are one Poisson process: uniform moments, exponential gaps."""
    model = flat(factor)
    created = np.sort(deal_leads(model, SEED, 0).created_ms)
    expected = factor * FLAT_LEADS * model.horizon_ms / (model.horizon_ms - model.warm_up_ms)
    assert 0.005 < stats.poisson.cdf(len(created), expected) < 0.995
    assert stats.kstest(created / model.horizon_ms, "uniform").pvalue > 0.01
    gaps = np.diff(created) * expected / model.horizon_ms
    assert stats.kstest(gaps, "expon").pvalue > 0.01
    assert stats.spearmanr(gaps[1:], gaps[:-1]).pvalue > 0.01


def test_more_volume_brings_everybody_whom_less_brings_at_the_same_time() -> None:
    dealt = [deal_leads(flat(factor), SEED, 1) for factor in FACTORS]
    for fewer, more in pairwise(dealt):
        assert names(fewer) < names(more)
        times = dict(zip(zip(more.word.tolist(), more.number.tolist(), strict=True), more.created_ms.tolist(), strict=True))
        came = zip(fewer.word.tolist(), fewer.number.tolist(), fewer.created_ms.tolist(), strict=True)
        assert all(times[word, number] == created for word, number, created in came)


@pytest.mark.parametrize("factor", [0.5, 1.7, 2.25])
def test_the_last_layer_is_thinned_to_what_the_volume_asks_for(factor: float) -> None:
    whole, thinned = flat(np.ceil(factor)), flat(factor)
    kept = []
    for replication in range(8):
        everybody, there = deal_leads(whole, SEED, replication), names(deal_leads(thinned, SEED, replication))
        last = everybody.word >> LAYER_BITS == int(np.ceil(factor)) - 1
        named = zip(everybody.word[last].tolist(), everybody.number[last].tolist(), strict=True)
        kept += [name in there for name in named]
        assert (~last).sum() + sum(kept[-last.sum() :]) == len(there)
    agree_share(kept, factor - np.ceil(factor) + 1.0, 3, 0.02)


@pytest.mark.parametrize("factor", [0.5, 1.7])
def test_volume_of_one_channel_changes_nobody_who_comes_anyway(factor: float) -> None:
    """Neither those of other channels, nor one of all the numbers that decide about anybody."""
    usual = model_of(car_dealers())
    changed = model_of(
        with_channels(car_dealers(), lambda channel: {"volume_factor": factor if channel.channel == "web" else 1.0})
    )
    streams = [streams_of(model, deal_leads(model, SEED, 0)) for model in (usual, changed)]
    places = [
        {name: place for place, name in enumerate(zip(of.leads.word.tolist(), of.leads.number.tolist(), strict=True))}
        for of in streams
    ]
    both = sorted(places[0].keys() & places[1].keys())
    elsewhere = usual.channels.index("web")
    assert {name for name in places[0].keys() ^ places[1].keys() if name[0] & 0xFF != elsewhere} == set()
    assert len(both) == min(map(len, places))
    here, there = ([where[name] for name in both] for where in places)
    assert np.array_equal(streams[0].leads.created_ms[here], streams[1].leads.created_ms[there])
    for one, other in zip(streams[0].arrays(), streams[1].arrays(), strict=True):
        assert np.array_equal(one[here], other[there])
