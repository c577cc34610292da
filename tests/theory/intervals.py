"""When a simulated figure agrees with theory: the interval of independent replications holds it, and is narrow enough to tell.

Seeds are pinned, so that a test that passes once passes always. Checks that belong together share a level of 99 %: each is held
against 1 - 0.01 / checks (Bonferroni).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

LEVEL = 0.99


def half_width(values: Sequence[float], checks: int = 1) -> float:
    """Half the width of the interval of their mean that so many checks share at 99 %, by Student's t."""
    quantile = stats.t.ppf(1.0 - (1.0 - LEVEL) / checks / 2.0, len(values) - 1)
    return float(quantile * stats.sem(values))


def agree(values: Sequence[float], expected: float, checks: int = 1, within: float = 0.05) -> None:
    """Fail unless the mean of the replications agrees with `expected`, known to `within` (relative) or better."""
    found, width = float(np.mean(values)), half_width(values, checks)
    assert width <= within * abs(expected), f"{found:.6g} +- {width:.2g} says too little about {expected:.6g}"
    assert abs(found - expected) <= width, f"{found:.6g} +- {width:.2g}, but {expected:.6g} by theory"


def agree_share(hits: ArrayLike, share: float, checks: int = 1, within: float = 0.05) -> None:
    """Fail unless independent hits and misses agree with a probability, by the normal interval that the checks share at 99 %."""
    flags = np.asarray(hits)
    width = float(stats.norm.ppf(1.0 - (1.0 - LEVEL) / checks / 2.0) * np.sqrt(share * (1.0 - share) / flags.size))
    assert width <= within * share, f"{flags.size} leads say too little about {share:.6g}"
    assert abs(flags.mean() - share) <= width, f"{flags.mean():.6g} of {flags.size}, but {share:.6g} by theory"


def agree_counts(counts: ArrayLike, expected: ArrayLike, checks: int = 1) -> None:
    """Fail unless numbers agree with expected ones by chi-square. What is impossible must not happen; rare cells are pooled."""
    found, theory = np.asarray(counts, dtype=float).ravel(), np.asarray(expected, dtype=float).ravel()
    assert found[theory == 0.0].sum() == 0.0
    common = theory >= 5.0
    found = np.append(found[common], found[~common].sum())
    theory = np.append(theory[common], theory[~common].sum())
    if theory[-1] < 5.0:
        found, theory = found[:-1], theory[:-1]
    assert len(theory) > 1, "one cell says nothing"
    statistic = float(((found - theory) ** 2 / theory).sum())
    chance = stats.chi2.sf(statistic, len(theory) - 1)
    assert chance > (1.0 - LEVEL) / checks, f"chi-square {statistic:.1f} over {len(theory)} cells"
