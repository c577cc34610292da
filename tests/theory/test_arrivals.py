"""Inquiries come in as a Poisson process whose rate follows volume, month, weekday and hour."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from scipy import stats

from quickscan.domain.process import YEAR_DAYS
from quickscan.simulation.arrivals import DAYS_BEFORE_MONTH
from quickscan.simulation.calendar import DAY_MS, HOUR_MS
from quickscan.simulation.compile import compile_model
from quickscan.simulation.fates import decide_fates
from quickscan.simulation.leads import deal_leads
from tests.material import car_dealers, deck, knowledge

REPLICATIONS = 40
CHANNEL = "web"


@cache
def _times_ms() -> list[np.ndarray]:
    """Arrivals of one channel after the warm-up, counted from the start of the year, by replication."""
    model = compile_model(car_dealers(), deck(), knowledge(), {})
    number, found = model.channels.index(CHANNEL), []
    for replication in range(REPLICATIONS):
        leads = deal_leads(model, 4, replication)
        created = leads.created_ms[leads.channel == number]
        assert created.max() < model.horizon_ms
        found.append(created[created >= model.warm_up_ms] - model.warm_up_ms)
    return found


def _channel_and_pattern():
    process = car_dealers()
    channel = next(channel for channel in process.channels if channel.channel == CHANNEL)
    return channel, next(pattern for pattern in process.arrival_patterns if pattern.id == channel.pattern)


def _hour_of_day(times: np.ndarray) -> np.ndarray:
    return times % DAY_MS // HOUR_MS


def _weekday(times: np.ndarray) -> np.ndarray:
    return times // DAY_MS % 7  # the warm-up is four whole weeks


def _month(times: np.ndarray) -> np.ndarray:
    return np.searchsorted(DAYS_BEFORE_MONTH, times // DAY_MS, side="right") - 1


def _expected(bin_of: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Shares of a year, by adding up the weights of each of its hours."""
    _, pattern = _channel_and_pattern()
    hours = np.arange(YEAR_DAYS * 24) * HOUR_MS
    weights = (
        np.array(car_dealers().month_weights)[_month(hours)]
        * np.array(pattern.weekdays)[_weekday(hours)]
        * np.array(pattern.hours)[_hour_of_day(hours)]
    )
    return np.bincount(bin_of(hours), weights) / weights.sum()


def test_the_number_a_year_is_poisson_around_the_volume() -> None:
    channel, _ = _channel_and_pattern()
    counts = np.array([len(times) for times in _times_ms()])
    assert abs(counts.mean() - channel.leads_per_year) < 4 * np.sqrt(channel.leads_per_year / REPLICATIONS)
    dispersion = ((counts - counts.mean()) ** 2).sum() / counts.mean()
    assert 0.001 < stats.chi2.cdf(dispersion, REPLICATIONS - 1) < 0.999


@pytest.mark.parametrize("bin_of", [_hour_of_day, _weekday, _month], ids=["hour", "weekday", "month"])
def test_inquiries_follow_the_pattern(bin_of: Callable[[np.ndarray], np.ndarray]) -> None:
    times = np.concatenate(_times_ms())
    expected = _expected(bin_of) * len(times)
    counts = np.bincount(bin_of(times), minlength=len(expected))
    assert stats.chisquare(counts[expected > 0], expected[expected > 0]).pvalue > 1e-3
    assert not counts[expected == 0].any()


def test_within_an_hour_inquiries_come_at_any_moment() -> None:
    times = np.concatenate(_times_ms())
    assert stats.kstest(times % HOUR_MS / HOUR_MS, "uniform").pvalue > 1e-3


def test_one_hour_says_nothing_about_the_next() -> None:
    """Counts of single hours have the variance of a Poisson number, and neighbours do not go together."""
    per_hour = np.array([np.bincount(times // HOUR_MS, minlength=YEAR_DAYS * 24) for times in _times_ms()])
    mean = per_hour.mean(axis=0)
    busy = mean > 0.5
    ratio = per_hour.var(axis=0, ddof=1)[busy] / mean[busy]
    assert ratio.mean() == pytest.approx(1.0, abs=0.02)
    off = per_hour - mean
    pairs = (off[:, :-1] * off[:, 1:]).sum() / (off**2).sum()
    assert abs(pairs) < 0.01


def test_a_channel_without_volume_gets_no_leads() -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), {})
    leads = deal_leads(model, 1, 0)
    silent = [number for number, volume in enumerate(model.leads_per_year) if volume == 0]
    assert silent
    assert not np.isin(leads.channel, silent).any()


def test_leads_are_numbered_within_their_channel_in_the_order_they_came() -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), {})
    leads = deal_leads(model, 1, 0)
    assert (np.diff(leads.channel) >= 0).all()
    assert (np.diff(leads.created_ms[leads.arrivals]) >= 0).all()
    assert sorted(leads.arrivals.tolist()) == list(range(len(leads.channel)))
    for number in range(len(model.channels)):
        index = leads.index[leads.channel == number]
        assert index.tolist() == list(range(len(index)))
        assert (np.diff(leads.created_ms[leads.channel == number]) >= 0).all()


@pytest.mark.parametrize(("channel", "rate"), [("web", 0.12), ("call", 0.15)])
def test_the_share_of_would_be_buyers_is_the_closing_rate_of_the_channel(channel: str, rate: float) -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), {})
    would_buy = np.concatenate(
        [
            decide_fates(model, leads).would_buy[leads.channel == model.channels.index(channel)]
            for leads in (deal_leads(model, 6, n) for n in range(10))
        ]
    )
    assert stats.binomtest(int(would_buy.sum()), len(would_buy), rate).pvalue > 1e-3
