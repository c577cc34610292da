"""The lead process of a client: channels, people, opening hours and delays, as a file in the folder simulations."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, Share, Text
from quickscan.domain.provenance import Provenance

Hour = Annotated[float, Field(ge=0.0, le=24.0)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

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


class Spread(Noun):
    """A duration that differs from lead to lead: lognormal, given by its median and its 90th percentile."""

    median: Annotated[float, Field(gt=0.0)]
    """Half are shorter."""
    p90: Annotated[float, Field(gt=0.0)]
    """Nine in ten are shorter."""

    @model_validator(mode="after")
    def _in_order(self) -> "Spread":
        if self.p90 < self.median:
            raise ValueError(f"p90 ({self.p90:g}) is below the median ({self.median:g}); swap them")
        return self


class DayHours(Noun):
    """When work is done on one day."""

    opens: Hour
    """Clock hour of opening, 0 to 24."""
    closes: Hour
    """Clock hour of closing, 0 to 24."""

    @model_validator(mode="after")
    def _in_order(self) -> "DayHours":
        if self.opens >= self.closes:
            raise ValueError(f"closes ({self.closes:g}) is not after opens ({self.opens:g}); swap them or leave the day out")
        return self


class OpeningHours(Noun):
    """When work is done; a day left out is closed."""

    monday: DayHours | None = None
    """Monday."""
    tuesday: DayHours | None = None
    """Tuesday."""
    wednesday: DayHours | None = None
    """Wednesday."""
    thursday: DayHours | None = None
    """Thursday."""
    friday: DayHours | None = None
    """Friday."""
    saturday: DayHours | None = None
    """Saturday."""
    sunday: DayHours | None = None
    """Sunday."""

    @model_validator(mode="after")
    def _open_some_time(self) -> "OpeningHours":
        if not any(self.days()):
            raise ValueError("every day is closed, so no work would ever be done; give at least one day its hours")
        return self

    def days(self) -> tuple[DayHours | None, ...]:
        """The hours of the seven days, Monday first."""
        return tuple(getattr(self, day) for day in WEEKDAYS)


class ArrivalPattern(Noun):
    """When inquiries come in, as relative weights."""

    id: Id
    """Its name."""
    weekdays: tuple[float, float, float, float, float, float, float]
    """Weights of Monday to Sunday."""
    hours: tuple[float, ...] = Field(min_length=24, max_length=24)
    """Weights of the 24 hours of a day, from midnight on."""

    @model_validator(mode="after")
    def _weights(self) -> "ArrivalPattern":
        for name, weights in (("weekdays", self.weekdays), ("hours", self.hours)):
            if min(weights) < 0 or sum(weights) <= 0:
                raise ValueError(f"{name} holds a negative weight or only zeros; give weights of 0 or more, one of them above 0")
        return self


class ProcessChannel(Noun):
    """One way inquiries come in."""

    channel: Id
    """The channel, as in the list of channels."""
    leads_per_year: Annotated[float, Field(ge=0.0)]
    """Inquiries a year."""
    potential_closing_rate: Share
    """The share of inquiries that end in a sale if no cause loses any."""
    cost_per_lead_eur: Annotated[float, Field(ge=0.0)] | None = None
    """What one inquiry costs; none where unknown."""
    pattern: Id
    """The arrival pattern it follows."""
    provenance: Provenance
    """Where the numbers come from."""


class CallCentre(Noun):
    """Who qualifies leads centrally."""

    agents: Annotated[int, Field(ge=1)]
    """People at work at the same time."""
    handling_minutes: Spread
    """Work on one lead."""
    opening_hours: OpeningHours
    """When they work."""
    provenance: Provenance
    """Where the numbers come from."""


class Dealers(Noun):
    """Who sells: dealers, branches, agents or a field force."""

    outlets: Annotated[int, Field(ge=1)]
    """Places that get leads of their own."""
    sellers: Annotated[int, Field(ge=1)]
    """Sellers in all outlets together; they are spread as evenly as whole people can be."""
    reaction_hours: Spread
    """Clock hours from assignment until a seller turns to the lead."""
    contact_minutes: Spread
    """Work for one attempt to reach the prospect."""
    attempt_shares: tuple[Share, ...] = Field(min_length=1, max_length=16)
    """The shares of leads that get one, two, three ... attempts; they sum to 1."""
    attempt_spacing_hours: Annotated[float, Field(gt=0.0)]
    """Clock hours between two attempts."""
    opening_hours: OpeningHours
    """When they work."""
    provenance: Provenance
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _consistent(self) -> "Dealers":
        if abs(sum(self.attempt_shares) - 1.0) > 1e-6:
            raise ValueError(f"attempt_shares sum to {sum(self.attempt_shares):g}; make them sum to 1")
        if self.sellers < self.outlets:
            raise ValueError(f"{self.sellers} sellers cannot staff {self.outlets} outlets; give every outlet at least one seller")
        return self


class LeadProcess(Noun):
    """How leads flow at one client, and in what numbers."""

    id: Id
    """Its name; the file is called the same."""
    name: Text
    """The name shown."""
    description: Text
    """What kind of company it describes."""
    arrival_patterns: tuple[ArrivalPattern, ...] = Field(min_length=1)
    """When inquiries come in."""
    month_weights: tuple[float, ...] = Field(min_length=12, max_length=12)
    """Season: weights of January to December."""
    channels: tuple[ProcessChannel, ...] = Field(min_length=1)
    """The ways inquiries come in."""
    call_centre: CallCentre
    """Central qualification."""
    assignment_delay_hours: Spread
    """Clock hours from the end of qualification until the lead is with an outlet."""
    dealers: Dealers
    """The outlets."""
    sales_cycle_days: Spread
    """Days from the last contact attempt until the prospect decides."""
    contribution_per_sale_eur: Annotated[float, Field(ge=0.0)] | None = None
    """What one sale contributes; none where unknown."""
    warm_up_days: Annotated[int, Field(ge=0, le=182)]
    """Days simulated before the year that is measured, so that it does not start with empty desks."""
    provenance: Provenance
    """Where the numbers come from, where a part does not say."""

    @model_validator(mode="after")
    def _consistent(self) -> "LeadProcess":
        names = [channel.channel for channel in self.channels]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"channel {min(twice)} is listed twice; keep one entry")
        if min(self.month_weights) < 0 or sum(self.month_weights) <= 0:
            raise ValueError(
                "month_weights holds a negative weight or only zeros; give weights of 0 or more, one of them above 0"
            )
        return self


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
