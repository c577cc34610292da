"""What is kept in little memory comes back as it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.simulation.compile import Lognormal, compile_model
from quickscan.simulation.draws import Decision
from quickscan.simulation.leads import SHARES_KEPT, Leads, deal_leads
from quickscan.simulation.packed import MOST_IN_32_BITS, Packed
from quickscan.simulation.streams.durations import lognormal_ms, lognormals_ms, packed_durations
from tests.material import car_dealers, evidence, knowledge, scaled, uniform

DURATION = Lognormal(15.0, 1.0)
NUMBERS = st.integers(0, 2**62) | st.sampled_from([MOST_IN_32_BITS, MOST_IN_32_BITS + 1])


def dealt() -> Leads:
    return deal_leads(compile_model(scaled(car_dealers(), 0.05), evidence(), knowledge(), uniform(0.5)), 3, 0)


def some(leads: Leads, every: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.arange(len(leads.channel)) % every == 0


@given(st.lists(st.tuples(NUMBERS, st.booleans())))
def test_whoever_has_a_number_gets_it_back(rows: list[tuple[int, bool]]) -> None:
    numbers, has = np.array([number for number, _ in rows], dtype=np.int64), np.array([has for _, has in rows], dtype=np.bool_)
    packed = Packed.of(numbers, has)
    back, had = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.bool_)
    packed.unpack(back, had)
    assert np.array_equal(had, has)
    assert np.array_equal(back, np.where(has, numbers, 0))
    assert np.array_equal(packed.whole(len(rows)), back)
    assert packed.bytes <= 8 * has.sum() + len(rows) // 8 + 1


def test_small_numbers_take_half_the_memory() -> None:
    everybody = np.ones(1000, dtype=np.bool_)
    few, many = (Packed.of(np.full(1000, number), everybody).bytes for number in (MOST_IN_32_BITS, MOST_IN_32_BITS + 1))
    assert (few, many) == (4125, 8125)


@pytest.mark.parametrize("then", [1, 2, 3])
def test_durations_known_before_are_those_made_anew(then: int) -> None:
    """Also for leads that needed none before."""
    leads = dealt()
    lognormal_ms(leads, Decision.HANDLING_TIME, DURATION, some(leads, 2))
    lognormals_ms(leads, DURATION, {Decision.CONTACT_TIME + number: some(leads, number + 2) for number in range(2)})
    known = leads.anew(packed_durations(leads))
    assert not known.drawn
    for of in (known, known.anew(), leads.anew({}), leads):
        needed = some(of, then)
        alone = lognormal_ms(of, Decision.HANDLING_TIME, DURATION, needed)
        beside = lognormals_ms(of, DURATION, {Decision.CONTACT_TIME + number: needed for number in range(3)})
        anew = dealt()
        assert np.array_equal(alone[needed], lognormal_ms(anew, Decision.HANDLING_TIME, DURATION, needed)[needed])
        for number in range(3):
            own = lognormal_ms(anew, Decision.CONTACT_TIME + number, DURATION, needed)
            assert np.array_equal(beside[needed, number], own[needed])


def test_whose_draw_is_below_a_share_is_kept_for_few_shares_only() -> None:
    leads = dealt()
    by_channel = np.linspace(0.0, 1.0, len(car_dealers().channels))
    shares: list[float | np.ndarray[tuple[int], np.dtype[np.float64]]] = [0.0, 0.25, by_channel, 0.5, 0.75, 1.0]
    for of in (leads, leads.anew(), leads):
        for share in shares:
            limit = share if isinstance(share, float) else share[leads.channel]
            assert np.array_equal(of.below(Decision.SCORE, share), dealt().draw(Decision.SCORE) < limit)
        assert len(of.flags[Decision.SCORE]) == SHARES_KEPT


@pytest.mark.parametrize("every", [1, 3, 50])
def test_some_draw_what_they_would_draw_among_all(every: int) -> None:
    leads, these = dealt(), np.flatnonzero(some(dealt(), every))
    assert np.array_equal(leads.draw_of(Decision.SCORE, these), dealt().draw(Decision.SCORE)[these])
    assert (Decision.SCORE in leads.drawn) == (every == 1)
    leads.draw(Decision.SCORE)
    assert np.array_equal(leads.draw_of(Decision.SCORE, these), leads.drawn[Decision.SCORE][these])


def test_who_uses_kept_leads_at_the_same_time_shares_nothing_that_changes() -> None:
    leads = dealt()
    leads.below(Decision.SCORE, 0.5)
    one, other = leads.anew(), leads.anew()
    one.below(Decision.SCORE, 0.7)
    one.draw(Decision.KIND)
    assert len(other.flags[Decision.SCORE]) == len(leads.flags[Decision.SCORE]) == 1
    assert not other.drawn
