"""The nine causes by evidence: domain facts as gates, delays and habits, each scaled to its cap or left as published."""

from collections.abc import Mapping

import numpy as np

from quickscan.domain.calibration import EvidenceCalibration
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.simulation.harm import CompiledGate, FloatArray, Harm, gate_of, in_passing_order, weighted_losses

HAND_OVERS = 3


def evidence_harm(
    process: LeadProcess, calibration: EvidenceCalibration, knowledge: Knowledge, severity: Mapping[str, float]
) -> Harm:
    """What the causes do at these severities."""
    return _Evidence(process, calibration, knowledge, severity).harm()


class _Evidence:
    """The numbers of each cause: severity x scale x what it does at full severity."""

    def __init__(
        self, process: LeadProcess, calibration: EvidenceCalibration, knowledge: Knowledge, severity: Mapping[str, float]
    ) -> None:
        self.process, self.full, self.knowledge = process, calibration.full_severity, knowledge
        self.weights, self.scales, self.severity = calibration.channel_weights, calibration.scales, severity
        self.yield_without_causes = calibration.yield_without_causes

    def harm(self) -> Harm:
        full, process = self.full, self.process
        nurture, qualification = process.nurture, process.qualification
        unnoticed, orphaned = self._unnoticed(), self._orphaned_at_one_hand_over()
        misrouted = self._misrouted()
        lost_on_the_way = misrouted * process.routing.misrouted_lost_share
        stuck = self._stuck()
        stuck_for_good = stuck * unnoticed
        return Harm(
            gates=in_passing_order(self._gates(orphaned, unnoticed, lost_on_the_way, stuck_for_good)),
            attracted=tilted_volumes(process, full.budget_tilt * self._scaled("marketing_not_visible")),
            capture_delay_hours=self._scaled("media_breaks") * full.capture_delay_hours * process.delays_factor,
            transfer_delay_hours=self._scaled("systems_not_linked") * full.transfer_delay_hours * process.delays_factor,
            unsuitable_passed_share=min(
                1.0,
                qualification.unsuitable_passed_share + self._scaled("poor_qualification") * full.unsuitable_passed_share,
            ),
            orphaned_share=orphaned,
            misrouted_share=misrouted,
            stuck_share=stuck,
            ignored_share=self._share(full.ignored_share, "poor_follow_up"),
            slow_share=min(1.0, self._scaled("poor_follow_up")),
            poor_attempts_share=min(1.0, self._scaled("poor_follow_up")),
            returns_share=nurture.returns_with_programme_share,
            yield_without_causes=self.yield_without_causes,
            waiting_costs_sales=True,
        )

    def _gates(self, orphaned: float, unnoticed: float, misrouted: float, stuck: float) -> list[CompiledGate]:
        def everywhere(chance: float) -> FloatArray:
            return np.full(len(self.process.channels), chance)

        known = self.knowledge
        scattered = weighted_losses(self.weights, self.process, self._share(self.full.capture_lost_share, "media_breaks"))
        rejected = self._share(self.full.wrongly_rejected_share, "poor_qualification")
        unlinked = self._share(self.full.transfer_lost_share, "systems_not_linked")
        return [
            gate_of("media_breaks", "capture", scattered, known),
            gate_of("roles_and_process", "handed_to_qualification", everywhere(orphaned), known),
            gate_of("poor_qualification", "qualification", everywhere(rejected), known),
            gate_of("unripe_leads", "ripeness", everywhere(self._forgotten()), known, only_unripe=True),
            gate_of("systems_not_linked", "transfer", everywhere(unlinked), known),
            gate_of("roles_and_process", "handed_to_distribution", everywhere(orphaned), known),
            gate_of("wrong_territory", "routing", everywhere(misrouted), known),
            # A lead without an owner at the last hand-over is on the outlets' list, so control of distribution can find it.
            gate_of("roles_and_process", "handed_to_dealer", everywhere(orphaned * unnoticed), known),
            gate_of("no_distribution_control", "assignment", everywhere(stuck), known),
        ]

    def _forgotten(self) -> float:
        """Of the unripe leads that a programme would bring back, the share that does not come by itself."""
        nurture = self.process.nurture
        if nurture.returns_with_programme_share == 0.0:
            return 0.0
        missing = 1.0 - min(1.0, nurture.returns_alone_share / nurture.returns_with_programme_share)
        return min(1.0, self._scaled("unripe_leads") * missing)

    def _misrouted(self) -> float:
        goes_home = not self.process.routing.needs_territories or self.process.routing.policy == "territory"
        return self._share(self.full.misrouted_share, "wrong_territory") if goes_home else 0.0

    def _orphaned_at_one_hand_over(self) -> float:
        return float(1.0 - (1.0 - self._share(self.full.orphaned_share, "roles_and_process")) ** (1.0 / HAND_OVERS))

    def _stuck(self) -> float:
        """Leads get stuck at any severity; by a scale above 1 what nobody checks happens more often."""
        more = self._severity("no_distribution_control") * max(0.0, self._scale("no_distribution_control") - 1.0)
        return min(1.0, self.full.stuck_share * (1.0 + more))

    def _unnoticed(self) -> float:
        """By a scale below 1 fewer of those stuck stay so for ever."""
        scale = min(1.0, self._scale("no_distribution_control"))
        return self.full.stuck_unnoticed_share * self._severity("no_distribution_control") * scale

    def _severity(self, cause: str) -> float:
        return self.severity.get(cause, 0.0)

    def _scaled(self, cause: str) -> float:
        return self._severity(cause) * self._scale(cause)

    def _scale(self, cause: str) -> float:
        return self.scales.get(cause, 1.0)

    def _share(self, at_full_severity: float, cause: str) -> float:
        return min(1.0, at_full_severity * self._scaled(cause))


def tilted_volumes(process: LeadProcess, tilt: float) -> FloatArray:
    """Inquiries by channel, as a multiple, when the same budget drifts to channels that sell less for their money.

    A channel's budget is multiplied by exp(-tilt x z), then all are scaled to the same total; z is the logarithm of its sales per
    euro in standard deviations from the mean, both weighted by budget. Channels whose cost is unknown count as costing the mean.
    The tilt goes no further than to MOST_VOLUME in one channel: cut off there instead, the budget would not be the same.
    """
    volumes = np.array([channel.leads_per_year * channel.volume_factor for channel in process.channels])
    budget = volumes * _cost_per_lead(process)
    closing = np.array([channel.potential_closing_rate for channel in process.channels])
    used = (budget > 0.0) & (closing > 0.0)
    if tilt == 0.0 or not used.any():
        return np.ones(len(volumes))
    weight = budget[used] / budget[used].sum()
    worth = np.log(closing[used] / _cost_per_lead(process)[used])
    deviation = worth - (weight * worth).sum()
    spread = float(np.sqrt((weight * deviation**2).sum()))
    factor = np.ones(len(volumes))
    if spread > 0.0:
        factor[used] = _tilted(weight, deviation / spread, tilt)
    return factor


MOST_VOLUME = 20.0
"""No channel grows beyond this multiple."""
MOST_TILT = 700.0
"""Beyond it exp(-tilt) is no number any more, and all the budget is in one channel."""


def _tilted(weight: FloatArray, deviation: FloatArray, tilt: float) -> FloatArray:
    """The multiples of the volumes, at a tilt or at the largest one that keeps to MOST_VOLUME."""

    def at(tilt: float) -> FloatArray:
        exponent = -tilt * deviation
        grown = np.exp(exponent - exponent.max())  # the same mix, and never too large a number
        return np.asarray(grown / (weight * grown).sum())

    tilt = min(tilt, MOST_TILT)
    if at(tilt).max() <= MOST_VOLUME:
        return at(tilt)
    from scipy.optimize import brentq  # heavy, and hardly ever needed

    return at(brentq(lambda less: at(less).max() - MOST_VOLUME, 0.0, tilt))


def _cost_per_lead(process: LeadProcess) -> FloatArray:
    known = [channel.cost_per_lead_eur for channel in process.channels if channel.cost_per_lead_eur]
    mean = sum(known) / len(known) if known else 1.0
    return np.array([channel.cost_per_lead_eur or mean for channel in process.channels])
