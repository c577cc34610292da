"""Parameter uncertainty: severities that the answers leave open are drawn in an outer loop, each simulated on the same draws.

The variance of a figure splits into that of its means over years, less what noise adds to them, and the noise itself
(law of total variance): the first only better answers can take away, the second only more years.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs
from quickscan.assessment.loss import possible_severities
from quickscan.assessment.severity import read_severities
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.uncertainty import Uncertainty
from quickscan.interview.path import follow
from quickscan.simulation.compile import compile_model
from quickscan.simulation.replicate import Plan, Progress, Run
from quickscan.simulation.variants import sales_of_variants

FloatArray = NDArray[np.float64]


def severities_left_open(engagement: Engagement, knowledge: Knowledge, number: int) -> list[dict[str, float]]:
    """So many severities that the answers of an engagement leave open."""
    readings = read_severities(follow(engagement, knowledge.rules), knowledge)
    rows = possible_severities(readings, number)
    return [{reading.cause.id: float(value) for reading, value in zip(readings, row, strict=True)} for row in rows]


def loss_uncertainty(
    as_is: AsIs,
    severities: Sequence[dict[str, float]],
    plan: Plan,
    run: Run = map,
    progress: Progress | None = None,
) -> Uncertainty:
    """How sure the loss rate is, over these severities of the same process. Raises ScanError for a plan that cannot be run."""
    models = [compile_model(as_is.process, as_is.calibration, as_is.knowledge, severity) for severity in ({}, *severities)]
    sales = sales_of_variants(models, plan, run, progress)
    losses = 1.0 - sales[:, 1:] / np.where(sales[:, :1] > 0.0, sales[:, :1], 1.0)
    return split(losses, as_is.knowledge.rules.interval_share)


def split(figure: FloatArray, interval_share: float) -> Uncertainty:
    """Split the spread of a figure, replication x draw, between draws and replications. Raises ValueError below two of either."""
    replications, draws = figure.shape
    if replications < 2 or draws < 2:
        raise ValueError("a spread needs at least two draws and two replications")
    means = figure.mean(axis=0)
    noise_of_means = float(figure.var(axis=0, ddof=1).mean()) / replications
    # The years are the same for all draws, so that noise common to them moves no mean against another.
    own = figure - figure.mean(axis=1, keepdims=True)
    own_noise = float(own.var(axis=0, ddof=1).mean()) / replications
    between = max(0.0, float(means.var(ddof=1)) - own_noise)
    low, high = np.quantile(means, [(1.0 - interval_share) / 2.0, (1.0 + interval_share) / 2.0])
    return Uncertainty(
        mean=float(means.mean()),
        low=float(low),
        high=float(high),
        interval_share=interval_share,
        answers_deviation=between**0.5,
        simulation_deviation=noise_of_means**0.5,
        draws=draws,
        replications=replications,
    )
