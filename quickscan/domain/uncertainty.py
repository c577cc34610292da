"""How sure a simulated figure is: what the answers leave open, told apart from the noise of the simulation."""

from quickscan.domain.base import Noun


class Uncertainty(Noun):
    """A figure over severities that the answers leave open, each simulated in the same years."""

    mean: float
    """The mean over all severities drawn."""
    low: float
    """The lower end of the interval of what the answers leave open."""
    high: float
    """The upper end of it."""
    interval_share: float
    """The share of severities drawn that the interval covers."""
    answers_deviation: float
    """The standard deviation that the answers cause: what better answers would take away."""
    simulation_deviation: float
    """The standard deviation of the mean that the simulation causes at given severities: what more years would take away."""
    draws: int
    """Severities drawn."""
    replications: int
    """Simulated years for each of them."""
