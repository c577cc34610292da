"""What would become of the leads if no cause struck, where waiting costs sales: the yardstick of every loss.

Processes that differ only in what matters to nobody then have it in common, so that it is run once for all of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.domain.process_steps import Acceptance, FollowUp, Routing
from quickscan.simulation.records import Journeys

Flags = NDArray[np.bool_]

ANY_SPREAD = Spread(median=1, p90=1)
HABITS = (
    "slow_share", "monitored", "experienced_share", "monitoring_effect_novice", "monitoring_effect_experienced",
    "load_effect_novice", "load_effect_experienced",
)  # fmt: skip
"""Of acceptance: they say who reacts late or ignores leads, which nobody does."""


@dataclass(frozen=True, eq=False)
class Undisturbed:
    """What would become of each lead if no cause struck."""

    would_buy: Flags
    chance: NDArray[np.float64]
    """Its chance of a sale before the last draw."""

    @classmethod
    def of(cls, journeys: Journeys) -> "Undisturbed":
        """What became of the leads in a run without causes."""
        return cls(journeys.won > 0, journeys.chance)

    @property
    def bytes(self) -> int:
        """Memory that it holds."""
        return self.would_buy.nbytes + self.chance.nbytes

    def only(self, these: Flags) -> "Undisturbed":
        """That of some of the leads."""
        return self if these.all() else Undisturbed(self.would_buy[these], self.chance[these])

    def among(self, others: Flags) -> "Undisturbed":
        """That of more leads, of whom these are in this order the ones marked; the others would not come."""
        if others.all():
            return self
        would_buy, chance = np.zeros(len(others), dtype=np.bool_), np.zeros(len(others))
        would_buy[others], chance[others] = self.would_buy, self.chance
        return Undisturbed(would_buy, chance)


def without_what_only_causes_touch(process: LeadProcess) -> LeadProcess:
    """The process with one and the same value wherever, by evidence, none matters as long as no cause strikes.

    A value counts unless it is named here: forgetting one costs time, and never a result.
    """
    return process.model_copy(
        update={
            "channels": tuple(channel.model_copy(update={"cost_per_lead_eur": None}) for channel in process.channels),
            "contribution_per_sale_eur": None,
            "delays_factor": 1.0,
            "routing": _nobody_misrouted(process.routing),
            "acceptance": _all_taken_up(process.acceptance),
            "dealers": process.dealers.model_copy(update={"reaction_hours": ANY_SPREAD, "attempt_shares": (1.0,)}),
            "follow_up": _followed_up_as_it_should_be(process.follow_up),
        }
    )


def _nobody_misrouted(routing: Routing) -> Routing:
    neutral = Routing()
    return routing.model_copy(
        update={"misrouted_lost_share": neutral.misrouted_lost_share, "correction_hours_mean": neutral.correction_hours_mean}
    )


def _all_taken_up(acceptance: Acceptance) -> Acceptance:
    neutral = Acceptance()
    return acceptance.model_copy(update={name: getattr(neutral, name) for name in HABITS})


def _followed_up_as_it_should_be(follow_up: FollowUp) -> FollowUp:
    """Everybody gets the best number of attempts, or the least if that is more."""
    attempts = max(follow_up.best_attempts, follow_up.least_attempts or 1)
    poor = FollowUp().poor_attempt_shares
    return follow_up.model_copy(update={"best_attempts": attempts, "least_attempts": None, "poor_attempt_shares": poor})
