"""What would have become of every lead under every coalition of causes, packed to bits.

With it the Shapley shares of any segment (channel, dealer, month of creation) are a matrix product, without simulating again.
Coalitions are numbered as in shapley.py. A segment has to be a property that no cause changes: take the dealer a lead gets when
no cause is active, not the one it got today, or leads lost before the hand-over belong to nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from quickscan.analysis.shapley import shapley_values
from quickscan.simulation.records import NONE

FloatArray = NDArray[np.float64]
Packed = NDArray[np.uint8]

BLOCK = 64
"""Coalitions unpacked at a time: 10 MB for 20,000 leads as float64, against 80 MB for all 512 at once."""


def pack(won: NDArray[np.bool_]) -> Packed:
    """Bits of shape (coalitions, ceil(leads / 8)): lead i is bit i % 8 of byte i // 8, the bits after the last lead are 0.

    Raises ValueError for what is not yes or no: a chance cannot be packed.
    """
    if won.dtype != np.bool_:
        raise ValueError(f"{won.dtype} is not yes or no")
    return np.packbits(won, axis=1, bitorder="little")


def unpack(packed: Packed, leads: int) -> NDArray[np.bool_]:
    """Who was won, shape (coalitions, leads): the way back from `pack`, one byte a lead and coalition."""
    return np.unpackbits(packed, axis=1, count=leads, bitorder="little").view(np.bool_)


@dataclass(frozen=True, eq=False)
class PotentialOutcomes:
    """Whether each lead of one replication is won, under every coalition of causes.

    Takes coalitions x leads / 8 bytes: 1.28 MB for nine causes and 20,000 leads, 38.4 MB for thirty such replications.
    Raises ValueError where the bits do not fit the number of leads.
    """

    packed: Packed
    """As `pack` makes it, shape (coalitions, ceil(leads / 8)), row = coalition."""
    leads: int
    """Leads of the replication, in the order of its records."""
    replication: int
    """Which replication it is."""

    def __post_init__(self) -> None:
        if self.packed.ndim != 2 or self.packed.shape[1] != -(-self.leads // 8):
            raise ValueError(f"bits of shape {self.packed.shape} are not those of {self.leads} leads")
        unused = -self.leads % 8
        if unused and (self.packed[:, -1] >> (8 - unused)).any():
            raise ValueError(f"bits are set after the last of {self.leads} leads")

    @classmethod
    def of(cls, won: NDArray[np.bool_], replication: int) -> "PotentialOutcomes":
        """Packs outcomes of shape (coalitions, leads)."""
        return cls(pack(won), won.shape[1], replication)

    def sales(self) -> NDArray[np.int64]:
        """Sales by coalition, counted from the bits."""
        return np.asarray(np.bitwise_count(self.packed).sum(axis=1, dtype=np.int64))


Won = PotentialOutcomes | NDArray[np.bool_] | NDArray[np.float32] | NDArray[np.float64]
"""Who is won by coalition and lead: packed, or as an array of shape (coalitions, leads) of yes and no or of chances, 0 to 1.
Chances as float32 take 41 MB for nine causes and 20,000 leads, 32 times the bits."""


def segment_shares(won: Won, labels: NDArray[np.generic], weights: FloatArray | None = None, segments: int = 0) -> FloatArray:
    """The Shapley share of each cause in the sales that each segment loses, shape (segments, causes).

    `labels` and the other arguments as in `segment_worth`. If every lead is in exactly one segment, the sum over segments is the
    share in the whole, within 1e-9; a segment of no lead has shares of 0.
    """
    return shapley_values(segment_worth(won, labels, weights, segments))


def segment_worth(won: Won, labels: NDArray[np.generic], weights: FloatArray | None = None, segments: int = 0) -> FloatArray:
    """Sales lost by segment and coalition against no cause at all, shape (segments, coalitions): the worth for `shapley_values`.

    `labels` is one whole number a lead, from 0, with NONE for a lead that is not counted (warm-up), or one boolean mask a
    segment, shape (segments, leads) or (leads,); masks may overlap. `weights` is by lead: the contribution of a sale in euros
    makes euros of it; without them every sale counts 1 and the figures are exact. `segments` makes room for labels that no lead
    bears.
    Raises ValueError where labels or weights do not fit the leads.
    """
    leads = won.leads if isinstance(won, PotentialOutcomes) else won.shape[1]
    if weights is not None and weights.shape != (leads,):
        raise ValueError(f"weights of shape {weights.shape} are not those of {leads} leads")
    members = _members(labels, leads, segments)
    if weights is not None:
        members.data *= weights[members.indices]
    # The lead axis first and contiguous: only so is the sparse product fast.
    sold = np.concatenate([members @ np.ascontiguousarray(block.T).astype(np.float64) for block in _blocks(won)], axis=1)
    return np.asarray(sold[:, :1] - sold)


def _blocks(won: Won) -> Iterator[NDArray[np.generic]]:
    """Who is won, some coalitions at a time."""
    rows = won.packed if isinstance(won, PotentialOutcomes) else won
    for first in range(0, rows.shape[0], BLOCK):
        block = slice(first, first + BLOCK)
        yield unpack(won.packed[block], won.leads) if isinstance(won, PotentialOutcomes) else won[block]


def _members(labels: NDArray[np.generic], leads: int, segments: int) -> "sparse.csr_array[np.float64]":
    """One row a segment, one column a lead, 1 where the lead belongs to it."""
    masks = labels.dtype == np.bool_
    if labels.shape[-1:] != (leads,) or labels.ndim > 1 + masks:
        raise ValueError(f"labels of shape {labels.shape} are not those of {leads} leads")
    if masks:
        return sparse.csr_array(np.atleast_2d(labels).astype(np.float64))
    if not np.issubdtype(labels.dtype, np.integer) or (labels.astype(np.int64) < NONE).any():
        raise ValueError("labels are whole numbers from 0, or NONE")
    lead = np.flatnonzero(labels != NONE)
    label = labels[lead].astype(np.int64)
    number = max(segments, int(label.max(initial=-1)) + 1)
    return sparse.csr_array((np.ones(lead.size), (label, lead)), shape=(number, leads))
