"""Whose the loss is: exact Shapley values of the causes, from what every coalition of them costs.

A coalition is a whole number: bit k set says that cause k strikes at its severity. 0 is no cause, 2**n - 1 the process as it is.
A worth tells by coalition what it costs, as a loss rate or in sales. Causes are the players, the figures come from elsewhere.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.result import Estimate
from quickscan.simulation.measure import estimate

FloatArray = NDArray[np.float64]


def subset_masks(players: int) -> NDArray[np.bool_]:
    """Which causes are active, by coalition: shape (2**players, players), row = coalition, column = cause."""
    coalitions = np.arange(2**players)[:, np.newaxis]
    return (coalitions >> np.arange(players) & 1).astype(np.bool_)


def coalition_of(active: Iterable[str], causes: Sequence[str]) -> int:
    """The coalition in which these causes are active and no other. Raises ValueError for a name that is no cause."""
    return sum(1 << causes.index(name) for name in set(active))


def causes_of(coalition: int, causes: Sequence[str]) -> tuple[str, ...]:
    """The names of the active causes, in the order of `causes`. Raises ValueError for a number that is no coalition of them."""
    if not 0 <= coalition < 2 ** len(causes):
        raise ValueError(f"{coalition} is no coalition of {len(causes)} causes")
    return tuple(name for number, name in enumerate(causes) if coalition >> number & 1)


def shapley_weights(players: int) -> FloatArray:
    """What each worth counts for each cause, shape (players, 2**players): Shapley values are `shapley_weights(n) @ worth`.

    A coalition of s causes counts (s - 1)! (n - s)! / n! for a member and -s! (n - s - 1)! / n! for anybody else (Shapley 1953).
    To compute values take `shapley_values`, which cancels nothing large; the weights show what it computes.
    """
    active = subset_masks(players)
    whole, denominator = _whole_weights(players)
    size = active.sum(axis=1, keepdims=True)
    joined = np.append(whole, 0)[size - 1]  # the empty coalition, size - 1 = -1, is joined by nobody
    left_out = np.append(whole, 0)[size]  # nobody is left out of the full one
    return np.asarray(np.where(active, joined, -left_out).T / denominator)


def shapley_values(worth: NDArray[np.generic]) -> FloatArray:
    """The share of each cause in worth[..., full] - worth[..., empty]: shape (..., 2**n) to (..., n), in the unit of the worth.

    Sums what each cause adds to each coalition of the others, weighted by whole numbers, and divides once: with worths that are
    whole numbers (sales) nothing is rounded but that division; with others the shares add up to 1e-15 of the largest addition.
    Raises ValueError where the last axis is not 2**n long, n at least 1.
    """
    worths = np.asarray(worth, dtype=np.float64)
    players = _players(worths)
    whole, denominator = _whole_weights(players)
    by_coalition = whole[np.bitwise_count(np.arange(2 ** (players - 1)))].astype(np.float64)
    sums = [(_additions(worths, player) * by_coalition).sum(axis=-1) for player in range(players)]
    return np.asarray(np.stack(sums, axis=-1) / denominator)


def formula_worth(losses: Sequence[float]) -> FloatArray:
    """The loss rate of every coalition in the deck calibration: 1 - product over active causes of (1 - loss), shape (2**n,).

    A loss is severity x cap of one cause, 0 to 1; anything else raises ValueError. Deck P2 read as compounding.
    """
    if not all(0.0 <= loss <= 1.0 for loss in losses):
        raise ValueError("a loss is a share between 0 and 1")
    survival = np.ones(1)
    for loss in losses:  # each cause doubles the coalitions: without it first, then with it
        survival = np.concatenate([survival, survival * (1.0 - loss)])
    return 1.0 - survival


def attribute(worth_by_replication: NDArray[np.generic]) -> tuple[Estimate, ...]:
    """The Shapley share of each cause with its 95 % half-width, from worths of shape (replications, 2**n) on common draws."""
    return estimates_by_cause(shapley_values(worth_by_replication))


def estimates_by_cause(figures: FloatArray) -> tuple[Estimate, ...]:
    """Mean and 95 % half-width by cause of figures of shape (replications, causes). Raises ValueError for any other shape."""
    if figures.ndim != 2:
        raise ValueError(f"figures of shape {figures.shape} are not by replication and cause")
    return tuple(estimate(column) for column in figures.T.tolist())


@dataclass(frozen=True, eq=False)
class OneAtATime:
    """What a cause costs beside all others and beside none, shape (..., n) each, in the unit of the worth.

    Neither adds up to the whole, and where sellers are overloaded they differ in sign: see `interactions`.
    """

    removed_from_all: FloatArray
    """worth[full] - worth[full without the cause]: what removing this cause alone, today, would bring."""
    added_to_none: FloatArray
    """worth[the cause alone] - worth[empty]: what this cause would cost a process with no other."""


def interactions(worth: NDArray[np.generic]) -> OneAtATime:
    """The plain one-at-a-time figures of worths of shape (..., 2**n), to be shown beside the Shapley shares.

    A cause whose removal alone costs sales (more leads for sellers who are overloaded) stands negative in `removed_from_all` and
    positive in `added_to_none`. Raises ValueError where the last axis is not 2**n long, n at least 1.
    """
    worths = np.asarray(worth, dtype=np.float64)
    alone = 1 << np.arange(_players(worths))
    full = worths.shape[-1] - 1
    return OneAtATime(
        removed_from_all=worths[..., full, np.newaxis] - worths[..., full - alone],
        added_to_none=worths[..., alone] - worths[..., 0, np.newaxis],
    )


def _whole_weights(players: int) -> tuple[NDArray[np.int64], int]:
    """1 / (players x comb(players - 1, size)) by size of the coalition joined, as whole numbers over one denominator.

    lcm(1..n) = n x lcm of comb(n - 1, 0..n - 1), so the division leaves no remainder; for nine causes it is 2520.
    """
    if players < 1:
        raise ValueError("there is no share without a cause")
    denominator = math.lcm(*range(1, players + 1))
    whole = [denominator // (players * math.comb(players - 1, size)) for size in range(players)]
    return np.array(whole, dtype=np.int64), denominator


def _players(worths: FloatArray) -> int:
    coalitions = worths.shape[-1] if worths.ndim else 0
    if coalitions < 2 or coalitions.bit_count() != 1:
        raise ValueError(f"worths of shape {worths.shape} do not end in 2, 4, 8 ... coalitions")
    return coalitions.bit_length() - 1


def _additions(worths: FloatArray, player: int) -> FloatArray:
    """What a cause adds to each coalition of the others, those numbered as if its bit were not there."""
    pairs = worths.reshape(*worths.shape[:-1], -1, 2, 1 << player)
    return (pairs[..., 1, :] - pairs[..., 0, :]).reshape(*worths.shape[:-1], -1)
