"""Scenarios held against the process as it is, on the same random numbers."""

from quickscan.domain.base import Id, Noun, Text
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.domain.scenario import ScenarioCalibration


class Difference(Noun):
    """By how much a figure differs from the process as it is: mean of paired differences."""

    change: Estimate
    """Scenario less as-is."""
    inside_noise: bool
    """Whether the 95 % interval of the change includes 0, so that chance alone may explain it."""


class ComparedScenario(Noun):
    """One scenario with its figures and how they differ."""

    id: Id
    """The scenario."""
    name: Text
    """Its name."""
    simulation: SimulationResult
    """Its figures."""
    differences: dict[str, Difference]
    """By figure: won, loss_rate, response_median_hours, response_p90_hours, cost_per_new_customer, contribution_eur,
    call_centre_utilisation, dealers_utilisation, attempts_per_lead, contribution_after_cost_eur (against the contribution today);
    a figure that cannot be computed is left out."""
    first_year_cost_eur: float | None = None
    """What the scenario costs in its first year, in euros; none where that is not known."""
    contribution_after_cost_eur: Estimate | None = None
    """Contribution of the first year less that cost, in euros; none where either is not known."""


class Comparison(Noun):
    """Scenarios against the process as it is."""

    as_is: SimulationResult
    """The process as it is."""
    scenarios: tuple[ComparedScenario, ...]
    """In the order asked for."""


class CalibratedComparison(Noun):
    """Scenarios of one calibration against the process as it is in the same one."""

    calibration: ScenarioCalibration
    """The calibration."""
    comparison: Comparison
    """The scenarios, in the order of the engagement."""
    left_out: tuple[Text, ...] = ()
    """The names of those that cannot be simulated as the client's process is now."""
