"""The lead process of a client: channels, people, rules and delays, as a file in the folder simulations.

The file follows the way of a lead; its later sections are in process_steps.py.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, Share, Text
from quickscan.domain.process_parts import ArrivalPattern, OpeningHours, Spread
from quickscan.domain.process_steps import (
    Acceptance,
    ExistingCustomers,
    FollowUp,
    HandOver,
    Nurture,
    Qualification,
    Routing,
    SalesStage,
    Validation,
)
from quickscan.domain.process_steps import Capture as CaptureWay
from quickscan.domain.provenance import Provenance

YEAR_DAYS = 364
"""The simulated year: 52 whole weeks, so that every weekday counts the same."""
MOST_UNSETTLED = 1e-9
"""What shares that must sum to 1 may miss by rounding."""


class Burst(Noun):
    """Days on which a channel brings far more than usual, such as a fair."""

    first_day: Annotated[int, Field(ge=1, le=YEAR_DAYS)]
    """The day of the simulated year on which it begins, 1 to 364."""
    days: Annotated[int, Field(ge=1, le=60)]
    """How many days it lasts."""
    share: Share
    """The share of the channel's inquiries of a year that come on these days."""


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
    bursts: tuple[Burst, ...] = ()
    """Days on which it brings far more than usual."""
    volume_factor: Annotated[float, Field(ge=0.0, le=20.0)] = 1.0
    """Inquiries as a multiple of leads_per_year: what a change of budget moves, while everybody else stays who they are."""
    capture: CaptureWay = "automatic"
    """How an inquiry gets into the system: by itself, typed by hand, or from a list in batches."""
    capture_minutes: Spread | None = None
    """Work of the call centre to type one by hand; none where nothing is typed."""
    capture_every_days: Annotated[int, Field(ge=1, le=90)] = 7
    """For batches: days from one list to the next."""
    inbound_call: bool = False
    """Whether the prospect telephones, so that somebody must answer."""
    unsuitable_share: Share = 0.0
    """The share of inquiries that are none: job seekers, students, jokes."""
    duplicate_share: Share = 0.0
    """The share of inquiries from somebody who is in the process already."""
    unripe_share: Share = 0.0
    """The share of suitable inquiries that are not ready to buy yet."""
    consent_share: Share = 1.0
    """The share that may be approached again later; nurture must leave the others alone."""
    bad_address_share: Share = 0.0
    """The share that cannot be reached with the address or number given."""
    provenance: Provenance
    """Where the numbers come from."""

    @property
    def suitable_share(self) -> float:
        """The share of inquiries that are neither duplicates nor unsuitable."""
        return 1.0 - self.unsuitable_share - self.duplicate_share

    @model_validator(mode="after")
    def _consistent(self) -> "ProcessChannel":
        if self.unsuitable_share + self.duplicate_share > 1.0 + MOST_UNSETTLED:
            total = self.unsuitable_share + self.duplicate_share
            raise ValueError(f"unsuitable_share and duplicate_share sum to {total:g}; make them sum to 1 or less")
        if self.potential_closing_rate > self.suitable_share + MOST_UNSETTLED:
            raise ValueError(
                f"potential_closing_rate is {self.potential_closing_rate:g}, but only {self.suitable_share:g} of inquiries are "
                "suitable; lower it, or lower unsuitable_share or duplicate_share"
            )
        if sum(burst.share for burst in self.bursts) > 1.0 + MOST_UNSETTLED:
            raise ValueError(f"the bursts hold {sum(burst.share for burst in self.bursts):g} of all inquiries; make it 1 or less")
        return self


class CallCentre(Noun):
    """Who qualifies leads centrally."""

    agents: Annotated[int, Field(ge=1, le=100_000)]
    """People at work at the same time."""
    handling_minutes: Spread
    """Work on one lead."""
    opening_hours: OpeningHours
    """When they work."""
    overflow_share: Share = 0.0
    """The share of calls that a partner answers when nobody here can."""
    failed_call_gone_share: Share = 0.43
    """The share of callers who do not try again after a call that nobody answered."""
    call_again_hours: Spread = Spread(median=4, p90=30)
    """Clock hours until the others call again."""
    provenance: Provenance
    """Where the numbers come from."""


class Dealers(Noun):
    """Who sells: dealers, branches, agents or a field force."""

    outlets: Annotated[int, Field(ge=1, le=10_000)]
    """Places that get leads of their own."""
    sellers: Annotated[int, Field(ge=0, le=100_000)]
    """Sellers in all outlets together; they are spread as evenly as whole people can be. 0 shows what happens without any."""
    territories: Annotated[int, Field(ge=1)] | None = None
    """Regions into which the outlets are divided as evenly as can be; none where each outlet stands for itself."""
    share_of_time_for_leads: Annotated[float, Field(gt=0.0, le=1.0)] = 1.0
    """The share of opening hours in which a seller can work on leads."""
    skill_spread: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0
    """How much outlets differ in closing: the standard deviation of the logarithm of their closing rates."""
    reaction_hours: Spread
    """Clock hours from assignment until a seller turns to the lead: those who do not react at once."""
    contact_minutes: Spread
    """Work for one attempt to reach the prospect."""
    attempt_shares: tuple[Share, ...] = Field(min_length=1, max_length=8)
    """The shares of leads that get one, two, three ... attempts today; they sum to 1."""
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
        if 0 < self.sellers < self.outlets:
            raise ValueError(f"{self.sellers} sellers cannot staff {self.outlets} outlets; give every outlet at least one seller")
        if self.territories is not None and self.territories > self.outlets:
            raise ValueError(f"{self.territories} territories have only {self.outlets} outlets; give each at least one")
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
    channels: tuple[ProcessChannel, ...] = Field(min_length=1, max_length=60)
    """The ways inquiries come in."""
    validation: Validation = Validation()
    """What is checked before anybody looks at an inquiry."""
    call_centre: CallCentre
    """Central qualification."""
    qualification: Qualification = Qualification()
    """Who qualifies, and how well."""
    nurture: Nurture = Nurture()
    """What becomes of those who are not ready to buy yet."""
    hand_over: HandOver = HandOver()
    """How a lead gets from the marketing to the sales system."""
    routing: Routing = Routing()
    """Who gets a lead."""
    assignment_delay_hours: Spread
    """Clock hours until a person has assigned a lead, where people do."""
    delays_factor: Share = 1.0
    """By what the delays that causes bring by evidence are multiplied: below 1 where a measured response time leaves no room for
    them."""
    acceptance: Acceptance = Acceptance()
    """Whether and when an outlet takes up what it got."""
    dealers: Dealers
    """The outlets."""
    follow_up: FollowUp = FollowUp()
    """How hard an outlet tries to reach a prospect."""
    sales_stages: tuple[SalesStage, ...] = ()
    """From the first talk to the sale; none where the sale is one step."""
    sales_cycle_days: Spread
    """Days from the last contact attempt until the prospect decides, over all stages."""
    existing_customers: ExistingCustomers | None = None
    """New leads from those who bought, and from those who did not; none where nothing is done about them."""
    contribution_per_sale_eur: Annotated[float, Field(ge=0.0)] | None = None
    """What one sale contributes; none where unknown."""
    warm_up_days: Annotated[int, Field(ge=0, le=YEAR_DAYS)]
    """Days simulated before those that are measured, so that they do not start with empty desks."""
    measured_days: Annotated[int, Field(ge=7, le=5 * YEAR_DAYS)] = YEAR_DAYS
    """Days that are measured: a year of 52 weeks, unless there is a reason for another time."""
    provenance: Provenance
    """Where the numbers come from, where a part does not say."""

    @model_validator(mode="after")
    def _consistent(self) -> "LeadProcess":
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        names = [channel.channel for channel in self.channels]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            yield f"channel {min(twice)} is listed twice; keep one entry"
        if min(self.month_weights) < 0 or sum(self.month_weights) <= 0:
            yield "month_weights holds a negative weight or only zeros; give weights of 0 or more, one of them above 0"
        if self.measured_days < self.warm_up_days:
            yield (f"measured_days ({self.measured_days}) is shorter than warm_up_days ({self.warm_up_days}); measure longer")
        if self.routing.needs_territories and self.dealers.territories is None:
            yield f"the routing policy {self.routing.policy} needs territories; give dealers.territories or choose another policy"
        if self.qualification.place == "direct" and self.qualification.direct_minutes is None:
            yield "sellers qualify directly, but nothing says how long it takes them; give qualification.direct_minutes"
        stages = [stage.id for stage in self.sales_stages]
        if len(stages) != len(set(stages)):
            yield f"the sales stage {min(s for s in stages if stages.count(s) > 1)} is listed twice; keep one entry"
        if stages and abs(sum(stage.cycle_share for stage in self.sales_stages) - 1.0) > 1e-6:
            total = sum(stage.cycle_share for stage in self.sales_stages)
            yield f"the cycle_share of the sales stages sum to {total:g}; make them sum to 1"
        existing = self.existing_customers
        if existing is not None and existing.channel not in names:
            yield f"existing_customers.channel {existing.channel} is no channel of this process; list it under channels"
