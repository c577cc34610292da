"""Where sellers are overloaded, signs turn: what brings them more leads, or more work on each, costs sales.

Just below full load a seller answers within hours; a fifth more leads, and the queue grows all year. Everybody then waits for
weeks, and the decay takes more from all than the additional leads bring. Shown in both engines by the interval of paired
differences on the same leads; with sellers enough, the same change brings sales.
"""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special

from quickscan.domain.calibration import EvidenceCalibration
from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.replicate import Plan
from quickscan.simulation.simulate import simulate
from quickscan.simulation.variants import sales_of_variants
from tests.material import evidence, knowledge, with_dealers
from tests.theory.intervals import half_width
from tests.theory.one_channel import by_evidence, stream, with_part

LEADS, REPLICATIONS, CHECKS = 800, 8, 8
YEAR_MINUTES = YEAR_DAYS * 24 * 60
REJECTED = evidence().full_severity.wrongly_rejected_share
NEARLY_FULL = 0.95
Severity = tuple[tuple[str, float], ...]
Change = tuple[str, Severity, Severity]
"""A process, and causes with their severities before and after."""
EACH = pytest.mark.parametrize("engine", list(ENGINES))


def attempts_made(most: int) -> float:
    """Attempts on a lead on average, the last one being that which reaches it: chances of a contact are beta(1.5, 4.5)."""
    return float(sum(np.exp(special.betaln(1.5, 4.5 + number) - special.betaln(1.5, 4.5)) for number in range(most)))


def selling(work_a_lead: float, sellers: int = 1, most_attempts: int = 6) -> LeadProcess:
    """A constant stream to one outlet whose one seller works a share of the time given, if every lead came to him."""
    minutes = work_a_lead * YEAR_MINUTES / LEADS / attempts_made(most_attempts)
    process = with_dealers(stream(LEADS), sellers=sellers, contact_minutes=Spread(median=minutes, p90=minutes))
    return with_part(process, "follow_up", best_attempts=most_attempts)


@cache
def gains_of(engine: str, *changes: Change) -> tuple[NDArray[np.float64], ...]:
    """By change and replication: expected sales after it less those before, on the same leads, by those before."""
    models = [
        by_evidence(PROCESSES[process], dict(severity), _nobody_stuck())
        for process, before, after in changes
        for severity in (before, after)
    ]
    sales = sales_of_variants(models, Plan(seed=11, replications=REPLICATIONS, engine=engine)).T
    return tuple(np.asarray((after - before) / before) for before, after in zip(sales[::2], sales[1::2], strict=True))


def _nobody_stuck() -> EvidenceCalibration:
    """Leads that get stuck anyway would only blur what is shown."""
    return evidence().model_copy(update={"full_severity": evidence().full_severity.model_copy(update={"stuck_share": 0.0})})


def costs(gains: NDArray[np.float64], at_least: float) -> bool:
    """Whether all of the interval lies below a loss of that share."""
    return bool(gains.mean() + half_width(gains.tolist(), CHECKS) < -at_least)


def brings(gains: NDArray[np.float64], at_least: float) -> bool:
    """Whether all of the interval lies above a gain of that share."""
    return bool(gains.mean() - half_width(gains.tolist(), CHECKS) > at_least)


PROCESSES = {
    "full": selling(NEARLY_FULL / (1.0 - REJECTED)),
    "full, ten sellers": selling(NEARLY_FULL / (1.0 - REJECTED), sellers=10),
    "busy": selling(1.6),
    "busy, twenty sellers": selling(1.6, sellers=20),
}
"""Full: that a fifth of the leads is rejected is all that keeps the seller below full load. Busy: he is beyond it if all leads
are followed up as well as can be, and not if most are given up early."""
NOT_REJECTED = ((("poor_qualification", 1.0),), ())
WELL_FOLLOWED_UP = ((("poor_follow_up", 0.6),), ())
CHANGES: tuple[Change, ...] = (
    ("full", *NOT_REJECTED),
    ("full, ten sellers", *NOT_REJECTED),
    ("busy", *WELL_FOLLOWED_UP),
    ("busy, twenty sellers", *WELL_FOLLOWED_UP),
)


@EACH
def test_the_cause_is_what_keeps_the_seller_below_full_load(engine: str) -> None:
    plan = Plan(seed=11, replications=2, engine=engine)
    loads = [
        simulate(PROCESSES["full"], _nobody_stuck(), knowledge(), {"poor_qualification": severity}, plan).utilisation["dealers"]
        for severity in (1.0, 0.0)
    ]
    for found, expected in zip(loads, (NEARLY_FULL, NEARLY_FULL / (1.0 - REJECTED)), strict=True):
        assert found.mean == pytest.approx(expected, rel=0.05)
    assert loads[0].mean < 1.0 < loads[1].mean


@EACH
def test_removing_a_cause_that_rejects_leads_costs_sales_where_the_seller_is_overloaded(engine: str) -> None:
    """With sellers enough it brings as many as it rejected, 1 / (1 - 0.2) - 1: why measures are valued together."""
    with_one, with_ten, _, _ = gains_of(engine, *CHANGES)
    assert costs(with_one, 0.05)
    assert brings(with_ten, 0.1)
    assert with_ten.mean() == pytest.approx(REJECTED / (1.0 - REJECTED), abs=2 * half_width(with_ten.tolist(), CHECKS))


@EACH
def test_following_up_well_costs_sales_where_the_seller_has_no_time_for_it(engine: str) -> None:
    """Six attempts in place of one or two reach more than twice as many, each of them weeks later."""
    _, _, with_one, with_twenty = gains_of(engine, *CHANGES)
    assert costs(with_one, 0.05)
    assert brings(with_twenty, 0.3)
