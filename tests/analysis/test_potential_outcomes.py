"""Packed outcomes against the plain ones, and shares of segments against what can be worked out by hand.

In the deck calibration the gates that would stop a lead share its loss alike: nothing else is needed to know every share.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from quickscan.analysis.potential_outcomes import PotentialOutcomes, pack, segment_shares, segment_worth, unpack
from quickscan.analysis.shapley import FloatArray, shapley_values, subset_masks
from quickscan.simulation.records import NONE
from tests.material import knowledge

CAPS = np.array(list(knowledge().caps.values()))
NINE = len(CAPS)
LEADS = 3001
CHANNELS = 7

Flags = NDArray[np.bool_]
Labels = NDArray[np.int64]


def _draws(key: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=key))


def _stopping(leads: int = LEADS) -> Flags:
    """Which of nine causes would stop each lead, shape (leads, causes)."""
    return np.asarray(_draws(1).random((leads, NINE)) < CAPS)


def _won(stopping: Flags) -> Flags:
    """A lead is won under a coalition if no active cause would stop it."""
    return ~(subset_masks(stopping.shape[1]).astype(np.int64) @ stopping.T.astype(np.int64)).astype(np.bool_)


def _shares_by_lead(stopping: Flags) -> FloatArray:
    """One lost sale, divided alike among the causes that would stop the lead; shape (leads, causes)."""
    return np.asarray(stopping / np.maximum(stopping.sum(axis=1, keepdims=True), 1))


def _channels(leads: int = LEADS) -> Labels:
    return np.asarray(_draws(2).integers(0, CHANNELS, leads))


@st.composite
def outcomes(draw: st.DrawFn) -> Flags:
    """Any outcomes of up to four causes and 27 leads, however odd."""
    players, leads = draw(st.integers(1, 4)), draw(st.integers(0, 27))
    won: Flags = draw(arrays(np.bool_, (2**players, leads)))
    return won


@given(outcomes())
def test_packed_outcomes_unpack_to_what_they_were(won: Flags) -> None:
    packed = pack(won)
    leads = won.shape[1]
    assert packed.shape == (len(won), -(-leads // 8))
    assert unpack(packed, leads).dtype == np.bool_
    assert np.array_equal(unpack(packed, leads), won)
    assert all(
        bool(packed[row, lead // 8] >> (lead % 8) & 1) == won[row, lead] for row in range(len(won)) for lead in range(leads)
    )


@given(outcomes())
def test_sales_are_counted_from_the_bits(won: Flags) -> None:
    kept = PotentialOutcomes.of(won, replication=5)
    assert (kept.leads, kept.replication) == (won.shape[1], 5)
    assert kept.sales().tolist() == won.sum(axis=1).tolist()


def test_twenty_thousand_leads_take_the_memory_that_is_stated() -> None:
    kept = PotentialOutcomes.of(_won(_stopping(20_000)), 0)
    assert kept.packed.nbytes == 1_280_000


def test_sales_of_more_leads_than_a_byte_counts() -> None:
    assert PotentialOutcomes.of(np.ones((2, 100_003), np.bool_), 0).sales().tolist() == [100_003, 100_003]


def test_chances_and_numbers_are_not_packed() -> None:
    with pytest.raises(ValueError, match="float32 is not yes or no"):
        pack(np.full((2, 8), 0.3, np.float32))


@pytest.mark.parametrize(
    ("packed", "leads", "said"),
    [
        (np.zeros((4, 2), np.uint8), 17, r"\(4, 2\) are not those of 17 leads"),
        (np.zeros((4, 2), np.uint8), 8, r"\(4, 2\) are not those of 8 leads"),
        (np.zeros(4, np.uint8), 30, r"\(4,\) are not those of 30 leads"),
        (np.full((4, 2), 8, np.uint8), 11, "after the last of 11 leads"),
    ],
)
def test_bits_that_do_not_fit_the_leads_are_refused(packed: NDArray[np.uint8], leads: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PotentialOutcomes(packed, leads, 0)


def test_bits_up_to_the_last_lead_are_accepted() -> None:
    assert PotentialOutcomes(np.full((4, 2), 8, np.uint8), 12, 0).sales().tolist() == [2] * 4


def test_the_shares_of_a_channel_are_the_sum_over_its_leads() -> None:
    stopping, channels = _stopping(), _channels()
    shares = segment_shares(PotentialOutcomes.of(_won(stopping), 0), channels)
    by_lead = _shares_by_lead(stopping)
    assert shares.shape == (CHANNELS, NINE)
    for channel in range(CHANNELS):
        assert shares[channel] == pytest.approx(by_lead[channels == channel].sum(axis=0), rel=1e-12)
        assert shares[channel].sum() == pytest.approx(stopping[channels == channel].any(axis=1).sum(), rel=1e-12)


def test_every_lead_can_be_its_own_segment() -> None:
    stopping = _stopping(300)
    shares = segment_shares(PotentialOutcomes.of(_won(stopping), 0), np.arange(300))
    assert shares == pytest.approx(_shares_by_lead(stopping), abs=1e-15)


@given(outcomes(), st.data())
def test_segments_add_up_to_the_whole(won: Flags, data: st.DataObject) -> None:
    leads = won.shape[1]
    labels = data.draw(arrays(np.int64, leads, elements=st.integers(0, 5)))
    weights = data.draw(st.none() | arrays(np.float64, leads, elements=st.floats(0, 1e5)))
    shares = segment_shares(PotentialOutcomes.of(won, 0), labels, weights, segments=6)
    sales = won @ (np.ones(leads) if weights is None else weights)
    scale = 1.0 if weights is None else max(1.0, weights.sum())
    assert shares.shape == (6, len(won).bit_length() - 1)
    assert shares.sum(axis=0) == pytest.approx(shapley_values(sales[0] - sales), abs=1e-9 * scale)
    assert shares.sum() == pytest.approx(sales[0] - sales[-1], abs=1e-9 * scale)


def test_segments_of_a_year_add_up_to_the_whole() -> None:
    kept = PotentialOutcomes.of(_won(_stopping()), 0)
    sales = kept.sales()
    whole = shapley_values(sales[0] - sales)
    for labels in (_channels(), np.arange(LEADS) % 12, np.arange(LEADS) % 450):
        assert segment_shares(kept, labels).sum(axis=0) == pytest.approx(whole, rel=1e-12)


def test_a_segment_of_nobody_loses_nothing() -> None:
    kept = PotentialOutcomes.of(_won(_stopping()), 0)
    labels = np.where(_channels() == 3, 4, _channels())
    shares = segment_shares(kept, labels, segments=CHANNELS + 2)
    assert len(shares) == CHANNELS + 2
    assert (shares[[3, CHANNELS, CHANNELS + 1]] == 0.0).all()
    assert (shares[[0, 1, 2, 4, 5, 6]] > 0.0).all()
    assert (
        segment_shares(PotentialOutcomes.of(np.ones((8, 0), np.bool_), 0), np.zeros(0, np.int64), segments=2).tolist()
        == [[0.0] * 3] * 2
    )


def test_leads_without_a_label_are_left_out() -> None:
    stopping, channels = _stopping(), _channels()
    warm_up = np.arange(LEADS) < 800
    kept = PotentialOutcomes.of(_won(stopping), 0)
    left_out = segment_shares(kept, np.where(warm_up, NONE, channels))
    assert left_out == pytest.approx(segment_shares(PotentialOutcomes.of(_won(stopping[800:]), 0), channels[800:]), rel=1e-12)
    assert left_out == pytest.approx(segment_shares(kept, channels, (~warm_up).astype(np.float64)), rel=1e-12)
    assert segment_shares(kept, np.full(LEADS, NONE), segments=1).tolist() == [[0.0] * NINE]


def test_masks_may_overlap_and_say_the_same_as_labels() -> None:
    kept, channels = PotentialOutcomes.of(_won(_stopping()), 0), _channels()
    by_label = segment_shares(kept, channels)
    masks = np.stack([channels == 2, channels < 3, np.ones(LEADS, np.bool_)])
    expected = np.stack([by_label[2], by_label[:3].sum(axis=0), by_label.sum(axis=0)])
    assert segment_shares(kept, masks) == pytest.approx(expected, rel=1e-12)
    assert segment_shares(kept, masks[0]) == pytest.approx(expected[:1], rel=1e-12)
    assert segment_shares(kept, channels.astype(np.uint8)) == pytest.approx(by_label, rel=1e-12)


def test_weights_turn_sales_into_euros() -> None:
    stopping, channels = _stopping(), _channels()
    contribution_eur = _draws(3).uniform(200.0, 4000.0, LEADS)
    shares_eur = segment_shares(PotentialOutcomes.of(_won(stopping), 0), channels, contribution_eur)
    by_lead = _shares_by_lead(stopping) * contribution_eur[:, np.newaxis]
    for channel in range(CHANNELS):
        assert shares_eur[channel] == pytest.approx(by_lead[channels == channel].sum(axis=0), rel=1e-12)


def test_chances_are_shared_like_outcomes() -> None:
    won, channels = _won(_stopping()), _channels()
    chance = np.where(won, 0.25, 0.0).astype(np.float32)
    by_outcome = segment_shares(PotentialOutcomes.of(won, 0), channels)
    assert segment_shares(chance, channels) == pytest.approx(0.25 * by_outcome, rel=1e-12)
    assert segment_shares(won, channels).tolist() == by_outcome.tolist()


def test_the_worth_of_a_segment_is_its_lost_sales_by_coalition() -> None:
    won, channels = _won(_stopping()), _channels()
    worth = segment_worth(PotentialOutcomes.of(won, 0), channels)
    for channel in range(CHANNELS):
        sold = won[:, channels == channel].sum(axis=1)
        assert worth[channel].tolist() == (sold[0] - sold).tolist()


def test_a_lead_that_only_a_bottleneck_won_counts_against_the_cause() -> None:
    # Won only while cause 0 keeps others away: the cause brings this sale, so its share of the loss is negative.
    won = subset_masks(3)[:, :1]
    assert segment_shares(PotentialOutcomes.of(won, 0), np.zeros(1, np.int64)).tolist() == [[-1.0, 0.0, 0.0]]


def test_a_lead_lost_only_if_all_causes_strike_is_lost_to_all_alike() -> None:
    won = subset_masks(5).sum(axis=1, keepdims=True) < 5
    assert segment_shares(PotentialOutcomes.of(won, 0), np.zeros(1, np.int64))[0] == pytest.approx([0.2] * 5)


@pytest.mark.parametrize(
    ("labels", "weights", "said"),
    [
        (np.zeros(9, np.int64), None, r"labels of shape \(9,\)"),
        (np.zeros((2, 10), np.int64), None, r"labels of shape \(2, 10\)"),
        (np.zeros((1, 2, 10), np.bool_), None, r"labels of shape \(1, 2, 10\)"),
        (np.full(10, -2), None, "whole numbers from 0"),
        (np.full(10, 0.5), None, "whole numbers from 0"),
        (np.zeros(10, np.int64), np.ones((3, 8)), r"weights of shape \(3, 8\)"),
    ],
)
def test_labels_and_weights_that_do_not_fit_are_refused(labels: Labels, weights: FloatArray | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        segment_shares(PotentialOutcomes.of(np.ones((8, 10), np.bool_), 0), labels, weights)


def test_outcomes_of_no_set_of_causes_are_refused() -> None:
    with pytest.raises(ValueError, match="coalitions"):
        segment_shares(PotentialOutcomes.of(np.ones((6, 10), np.bool_), 0), np.zeros(10, np.int64))
