"""What share of sales each cause loses today, as the compounding formula takes it.

In the deck calibration that is severity x cap, and the formula is exact. By evidence the formula is only close, so each cause is
taken away in the simulation, and what then is sold more says what it loses today.
"""

from collections.abc import Mapping

from quickscan.analysis.compare import AsIs
from quickscan.analysis.measures import Years, simulate_years
from quickscan.domain.calibration import DeckCalibration
from quickscan.simulation.replicate import Plan, Run


def cause_losses(as_is: AsIs, plan: Plan, run: Run = map) -> Mapping[str, float] | None:
    """By cause the share of sales it loses, 0 to 1; none where taking one away sells less, which the formula cannot hold.

    Raises ScanError for a plan that cannot be run.
    """
    severity, caps = as_is.severities, as_is.knowledge.caps
    if isinstance(as_is.calibration, DeckCalibration):
        return {cause: severity[cause] * cap for cause, cap in caps.items()}
    without = dict(zip(caps, simulate_years(as_is, [{**severity, cause: 0.0} for cause in caps], plan, run), strict=True))
    if any(years.gain().high < 0.0 for years in without.values()):
        return None
    return {cause: _loss(years) for cause, years in without.items()}


def _loss(years: Years) -> float:
    """What is within the noise of 0 from below is 0."""
    then = float(years.then.mean())
    return max(0.0, float(years.gain().mean) / then) if then > 0.0 else 0.0
