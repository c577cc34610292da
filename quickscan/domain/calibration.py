"""Calibrations: how the nine causes work on a lead's way, and where the numbers for it come from."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, Share, Text, Words
from quickscan.domain.provenance import Provenance

Hours = Annotated[float, Field(ge=0.0)]
"""A duration in clock hours."""

GatePlace = Literal[
    "generation",
    "capture",
    "handed_to_qualification",
    "qualification",
    "ripeness",
    "transfer",
    "handed_to_distribution",
    "routing",
    "handed_to_dealer",
    "assignment",
    "acceptance",
    "follow_up",
]
"""Where a lead can be lost, in the order a lead passes."""
GATE_PLACES: tuple[GatePlace, ...] = get_args(GatePlace)

Outcome = Literal["open", "won", "natural", "lost", "missed"]
"""open: not settled; won: bought; natural: would never have bought; lost: would have bought and was lost on the way;
missed: would have bought, but was never attracted because marketing effect is not visible."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Gate(Noun):
    """Where a cause loses leads in the deck calibration."""

    cause: Id
    """The cause."""
    places: tuple[GatePlace, ...] = Field(min_length=1)
    """Where it strikes; its loss is split so that together it loses severity times cap."""
    channel_weights: dict[str, Annotated[float, Field(gt=0.0)]] = Field(default_factory=dict)
    """How much harder than others a channel is hit; channels left out have weight 1."""
    reason: Text
    """Why there."""


class DeckCalibration(Noun):
    """How the nine causes become gates on a lead's way, so that each alone loses severity times cap."""

    id: Id
    """Its name."""
    name: Text
    """The name shown."""
    gates: tuple[Gate, ...] = Field(min_length=1)
    """One gate per cause."""
    provenance: Provenance
    """Where the placing comes from."""


class Decay(Noun):
    """How the chance of a sale falls with the time until somebody answers: (1 + t / tau) ^ -beta."""

    tau_minutes: Annotated[float, Field(gt=0.0)]
    """The time scale."""
    beta: Annotated[float, Field(ge=0.0, le=3.0)]
    """The exponent; 0 means that waiting costs nothing."""
    beta_low: Annotated[float, Field(ge=0.0, le=3.0)]
    """The cautious end of its range."""
    beta_high: Annotated[float, Field(ge=0.0, le=3.0)]
    """The strong end of its range."""

    @model_validator(mode="after")
    def _in_order(self) -> "Decay":
        if not self.beta_low <= self.beta <= self.beta_high:
            raise ValueError(f"beta ({self.beta:g}) is outside {self.beta_low:g} to {self.beta_high:g}; put the three in order")
        return self


class FullSeverity(Noun):
    """What each cause does at full severity, before it is scaled to its cap."""

    orphaned_share: Share
    """C2: the share of leads left without an owner over all three hand-overs together."""
    transfer_lost_share: Share
    """C3: the share lost between the systems."""
    transfer_delay_hours: Hours
    """C3: a record waits for up to this long, evenly spread."""
    capture_lost_share: Share
    """C4: the share never recorded, on average over would-be sales."""
    capture_delay_hours: Hours
    """C4: re-keying takes this long on channels that do not record by themselves."""
    wrongly_rejected_share: Share
    """C5: the share of suitable leads that qualification discards."""
    unsuitable_passed_share: Share
    """C5: the share of unsuitable leads passed on to sellers on top of what passes anyway."""
    misrouted_share: Share
    """C6: the share that goes to the wrong outlet."""
    stuck_share: Share
    """C7: the share that gets stuck after assignment, at any severity; at full severity it is multiplied by the scale."""
    stuck_unnoticed_share: Share
    """C7: the share of stuck leads that no review notices."""
    budget_tilt: Annotated[float, Field(ge=0.0, le=20.0)]
    """C8: how strongly budget moves to channels that sell less for their money; 1: a channel one standard deviation worse on the
    log scale gets e times the budget."""
    ignored_share: Share
    """C9: the share that the outlet never takes up."""


class EvidenceCalibration(Noun):
    """How the nine causes act by measured or published values: gates and delays, which work through decay and queues."""

    id: Id
    """Its name."""
    name: Text
    """The name shown."""
    decay: Decay
    """What waiting costs."""
    full_severity: FullSeverity
    """What each cause does at full severity."""
    channel_weights: dict[str, Annotated[float, Field(gt=0.0)]] = Field(default_factory=dict)
    """How much harder than others scattered media hit a channel; channels left out have weight 1."""
    scales: dict[Id, Annotated[float, Field(ge=0.0)]] = Field(default_factory=dict)
    """What the numbers of a cause at full severity are multiplied by; 1 where left out. Put in from the scales of a process."""
    yield_without_causes: Annotated[float, Field(gt=0.0, le=1.0)] = 1.0
    """Sales if no cause strikes, over what potential closing rates say if everybody were answered at once and reached: closing
    chances are divided by it. Put in from the scales of a process."""
    left_uncapped: tuple[Id, ...] = ()
    """Causes whose effect is left as published, although it is beyond the cap."""
    provenance: Provenance
    """Where the numbers come from."""

    def scaled_by(self, scales: "MechanismScales") -> "EvidenceCalibration":
        """The calibration with the scales found for a process."""
        found = {entry.cause: entry.scale for entry in scales.mechanisms}
        return self.model_copy(update={"scales": found, "yield_without_causes": scales.yield_without_causes})


Calibration = DeckCalibration | EvidenceCalibration
"""Either way to say what the causes do."""

Verdict = Literal["meets_cap", "beyond_cap", "below_cap"]
"""meets_cap: scaled until alone at full severity it loses its cap; beyond_cap: left as published, it loses more; below_cap: it
cannot lose as much, whatever the scale."""


class ScaledMechanism(Noun):
    """The scale of one cause's mechanism, found by trial."""

    cause: Id
    """The cause."""
    scale: Annotated[float, Field(ge=0.0)]
    """What its numbers at full severity are multiplied by."""
    verdict: Verdict
    """How its effect stands to its cap."""
    cap: Share
    """The cap it was held against."""
    isolated_loss: float
    """The loss rate that it alone causes at full severity, mean over replications."""
    half_width: float
    """Half the width of the 95 % interval of that mean."""


class MechanismScales(Noun):
    """The scales of all mechanisms for one process: made by `quickscan calibrate`, not by hand."""

    id: Id
    """Its name."""
    process: Id
    """The process it was made for."""
    calibration: Id
    """The evidence calibration it scales."""
    fingerprint: Words
    """SHA-256 of process, calibration, caps and rules of the model it was made from; says whether it is current."""
    seed: int
    """The seed."""
    replications: int
    """Replications per trial."""
    leads: int
    """Inquiries a year in the trials."""
    yield_without_causes: Annotated[float, Field(gt=0.0, le=1.0)]
    """Sales if no cause strikes, over what the potential closing rates say if everybody were answered at once and reached."""
    mechanisms: tuple[ScaledMechanism, ...] = Field(min_length=1)
    """One per cause."""
    interacting_loss: float
    """The loss rate with all causes at full severity together."""
    interacting_half_width: float
    """Half the width of the 95 % interval of that mean."""
    compounded_loss: float
    """1 - product of (1 - isolated loss): what they would lose together if they did not interact."""

    @property
    def gap(self) -> float:
        """Interacting loss less compounded loss."""
        return self.interacting_loss - self.compounded_loss
