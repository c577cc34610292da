"""What is made of draws is made once, is the same whoever asks first, and comes back as it was."""

import math

import numpy as np
import pytest
from scipy.special import ndtri

from quickscan.simulation.compile import Lognormal, compile_model
from quickscan.simulation.draws import MOST, Decision
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import SHARES_KEPT, Leads, deal_leads
from quickscan.simulation.normal import FAR, MIDDLE, normal_quantile
from quickscan.simulation.streams import filling
from quickscan.simulation.streams.deal import deal_streams
from quickscan.simulation.streams.durations import (
    MOST_IN_32_BITS,
    exponential_ms,
    lognormal_column,
    lognormal_ms,
    uniform_ms,
    work_ms,
)
from quickscan.simulation.streams.pursuit import UNREACHED
from tests.material import car_dealers, evidence, knowledge, scaled, uniform

DURATION = Lognormal(15.0, 1.0)
DAYS_MS = 86_400_000.0
SHARES = np.concatenate(
    [
        np.random.default_rng(1).random(100_000),
        10.0 ** -np.random.default_rng(2).uniform(0.0, 20.0, 50_000),
        1.0 - 10.0 ** -np.random.default_rng(3).uniform(0.0, 15.9, 50_000),
        [
            2.0**-54,
            0.5,
            MIDDLE,
            np.nextafter(MIDDLE, 1.0),
            1.0 - MIDDLE,
            np.nextafter(1.0 - MIDDLE, 1.0),
            math.exp(-FAR * FAR / 2.0),
            MOST,
        ],
    ]
)


def dealt() -> Leads:
    return deal_leads(compile_model(scaled(car_dealers(), 0.05), evidence(), knowledge(), uniform(0.5)), 3, 0)


def some(leads: Leads, every: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.arange(len(leads.channel)) % every == 0


@njit
def _quantiles(shares: np.ndarray[tuple[int], np.dtype[np.float64]], found: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    for place in range(len(shares)):
        found[place] = normal_quantile(shares[place])


def test_quantiles_of_the_normal_distribution_are_those_of_scipy_to_the_last_bit() -> None:
    found = np.empty_like(SHARES)
    _quantiles(SHARES, found)
    assert np.array_equal(found.view(np.uint64), ndtri(SHARES).view(np.uint64))


@pytest.mark.parametrize("then", [1, 2, 3])
def test_durations_known_before_are_those_made_anew(then: int) -> None:
    """Also for leads that needed none before."""
    leads = dealt()
    lognormal_ms(leads, Decision.HANDLING_TIME, DURATION, some(leads, 2))
    exponential_ms(leads, Decision.RIPENING_TIME, 90.0 * DAYS_MS, some(leads, 5), 365.0 * DAYS_MS)
    known = leads.anew(leads.columns)
    assert not known.drawn
    for of in (known, known.anew(), leads.anew({}), leads):
        needed, anew = some(of, then), dealt()
        handling = lognormal_ms(of, Decision.HANDLING_TIME, DURATION, needed)
        assert np.array_equal(handling[needed], lognormal_ms(anew, Decision.HANDLING_TIME, DURATION, needed)[needed])
        ripening = exponential_ms(of, Decision.RIPENING_TIME, 90.0 * DAYS_MS, needed, 365.0 * DAYS_MS)
        made = exponential_ms(anew, Decision.RIPENING_TIME, 90.0 * DAYS_MS, needed, 365.0 * DAYS_MS)
        assert np.array_equal(ripening[needed], made[needed])
        assert made[needed].min() >= 1
        assert made.max() <= 365.0 * DAYS_MS + 1


def test_durations_are_the_same_without_machine_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> list[list[int]]:
        leads = dealt()
        needed = some(leads, 2)
        columns = [
            lognormal_ms(leads, Decision.SALES_CYCLE, Lognormal(21.5, 0.9), needed),
            exponential_ms(leads, Decision.CORRECTION_TIME, 2.0 * DAYS_MS, needed),
            uniform_ms(leads, Decision.TOUCH_TIME, 30.0 * DAYS_MS, needed),
        ]
        return [column.tolist() for column in columns]

    by_machine_code = made()
    monkeypatch.setattr(filling, "HAS_NUMBA", False)
    assert made() == by_machine_code


def test_nobody_who_needs_no_duration_gets_one() -> None:
    leads = dealt()
    needed = some(leads, 3)
    for column in (
        lognormal_ms(leads, Decision.HANDLING_TIME, DURATION, needed),
        exponential_ms(leads, Decision.CORRECTION_TIME, DAYS_MS, needed),
        uniform_ms(leads, Decision.TOUCH_TIME, DAYS_MS, needed),
    ):
        assert np.array_equal(column > 0, needed)
    assert not uniform_ms(leads, Decision.TOUCH_TIME, 0.5, needed).any()


def test_short_durations_take_half_the_memory_and_are_wide_enough_to_be_added() -> None:
    leads = dealt()
    everybody = some(leads, 1)
    short, long = (lognormal_column(leads, Decision.HANDLING_TIME, Lognormal(mu, 0.5), everybody) for mu in (15.0, 21.0))
    assert (short.dtype, long.dtype) == (np.uint32, np.int64)
    assert lognormal_ms(leads, Decision.HANDLING_TIME, Lognormal(15.0, 0.5), everybody).dtype == np.int64


def test_a_piece_of_work_takes_seven_weeks_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    leads = dealt()
    everybody, nobody = some(leads, 1), np.zeros(len(leads.channel), dtype=np.bool_)
    seven_weeks = math.log(MOST_IN_32_BITS)
    pieces = [
        (Decision.STAGE_WORK, Lognormal(seven_weeks + 20.0, 1.0), everybody),
        (Decision.STAGE_WORK + 1, Lognormal(seven_weeks, 1.0), everybody),
        (Decision.STAGE_WORK + 2, None, everybody),
        (Decision.STAGE_WORK + 3, DURATION, nobody),
    ]
    work = work_ms(leads, "some work", pieces)
    assert (work[0] == MOST_IN_32_BITS).all()
    shorter = lognormal_ms(dealt(), Decision.STAGE_WORK + 1, Lognormal(seven_weeks, 1.0), everybody)
    assert np.array_equal(work[1], np.minimum(shorter, MOST_IN_32_BITS))
    assert 0.3 < (work[1] == MOST_IN_32_BITS).mean() < 0.7
    assert not work[2:].any()
    assert work_ms(leads.anew(leads.columns), "some work", pieces) is work
    monkeypatch.setattr(filling, "HAS_NUMBA", False)
    assert np.array_equal(work_ms(dealt(), "some work", pieces), work)


def test_whose_draw_is_below_a_share_is_kept_for_few_shares_only() -> None:
    leads = dealt()
    by_channel = np.linspace(0.0, 1.0, len(car_dealers().channels))
    shares: list[float | np.ndarray[tuple[int], np.dtype[np.float64]]] = [0.0, 0.25, by_channel, 0.5, 0.75, 1.0]
    for of in (leads, leads.anew(), leads):
        for share in shares:
            limit = share if isinstance(share, float) else share[leads.channel]
            assert np.array_equal(of.below(Decision.SCORE, share), dealt().draw(Decision.SCORE) < limit)
        assert len(of.flags[Decision.SCORE]) == SHARES_KEPT


def test_who_uses_kept_leads_at_the_same_time_shares_nothing_that_changes() -> None:
    leads = dealt()
    leads.below(Decision.SCORE, 0.5)
    one, other = leads.anew(), leads.anew()
    one.below(Decision.SCORE, 0.7)
    one.draw(Decision.KIND)
    assert len(other.flags[Decision.SCORE]) == len(leads.flags[Decision.SCORE]) == 1
    assert not other.drawn


@pytest.mark.parametrize("every", [1, 3, 1000])
def test_draws_of_some_leads_are_those_of_all(every: int) -> None:
    """Few are drawn for themselves, many with all others."""
    these = np.flatnonzero(some(dealt(), every))
    assert np.array_equal(dealt().draw_of(these, Decision.ATTEMPTS), dealt().draw(Decision.ATTEMPTS)[these])
    leads = dealt()
    kept = leads.draw(Decision.ATTEMPTS)
    assert np.array_equal(leads.draw_of(these, Decision.ATTEMPTS), kept[these])


def test_work_of_the_second_pursuit_is_made_for_those_only_whom_nurture_brings_back() -> None:
    process = car_dealers()
    nurtured = process.model_copy(update={"nurture": process.nurture.model_copy(update={"recycled_share": 0.6})})
    streams = deal_streams(compile_model(scaled(nurtured, 0.2), evidence(), knowledge(), uniform(0.5)), 3, 0)
    again, most = streams.recycled_ms > 0, streams.contact_ms.shape[1] // 2
    assert 0 < again.sum() < len(again)
    assert (streams.reached_at[again, 0] == UNREACHED).all()
    assert not streams.contact_ms[~again, most:].any()
    worked = again & streams.fates.goes_beyond("acceptance")
    assert (streams.contact_ms[worked, most] > 0).all()
    assert (streams.reaction_ms[worked] > 0).all()
