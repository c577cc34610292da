"""The lead process of a client: channels, people, rules and delays, as a file in the folder simulations.

The file follows the way of a lead; its later sections are in process_steps.py.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, Share, Text
from quickscan.domain.broken_rules import BrokenRule, refuse, told_twice
from quickscan.domain.process_parts import ArrivalPattern, Duration, OpeningHours, Spread
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
"""What shares may exceed by rounding."""
MOST_OFF_ONE = 1e-6
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
        refuse(self._broken())
        return self

    def _broken(self) -> Iterator[BrokenRule]:
        others, in_bursts = self.unsuitable_share + self.duplicate_share, sum(burst.share for burst in self.bursts)
        if others > 1.0 + MOST_UNSETTLED:
            yield BrokenRule(
                f"unsuitable_share and duplicate_share sum to {others:g}",
                "they are shares of the same inquiries, so make them sum to 1 or less",
                ("unsuitable_share",),
            )
        elif self.potential_closing_rate > self.suitable_share + MOST_UNSETTLED:
            yield BrokenRule(
                f"potential_closing_rate is {self.potential_closing_rate:g}, but only {self.suitable_share:g} of inquiries "
                "are suitable",
                "lower it, or lower unsuitable_share or duplicate_share",
                ("potential_closing_rate",),
            )
        if in_bursts > 1.0 + MOST_UNSETTLED:
            yield BrokenRule(
                f"bursts hold {in_bursts:g} of the inquiries of a year", "make their shares sum to 1 or less", ("bursts",)
            )


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
    attempt_spacing_hours: Duration
    """Clock hours between two attempts."""
    opening_hours: OpeningHours
    """When they work."""
    provenance: Provenance
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _consistent(self) -> "Dealers":
        refuse(self._broken())
        return self

    def _broken(self) -> Iterator[BrokenRule]:
        if abs(sum(self.attempt_shares) - 1.0) > MOST_OFF_ONE:
            what = f"attempt_shares sum to {sum(self.attempt_shares):g}"
            yield BrokenRule(what, "make them sum to 1", ("attempt_shares",))
        if 0 < self.sellers < self.outlets:
            what = f"{self.sellers} sellers cannot staff {self.outlets} outlets"
            yield BrokenRule(what, "give every outlet at least one seller", ("sellers",))
        if self.territories is not None and self.territories > self.outlets:
            what = f"{self.territories} territories have only {self.outlets} outlets"
            yield BrokenRule(what, "give each of the territories at least one outlet", ("territories",))


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
    validation: Validation = Field(default_factory=Validation)
    """What is checked before anybody looks at an inquiry."""
    call_centre: CallCentre
    """Central qualification."""
    qualification: Qualification = Field(default_factory=Qualification)
    """Who qualifies, and how well."""
    nurture: Nurture = Field(default_factory=Nurture)
    """What becomes of those who are not ready to buy yet."""
    hand_over: HandOver = Field(default_factory=HandOver)
    """How a lead gets from the marketing to the sales system."""
    routing: Routing = Field(default_factory=Routing)
    """Who gets a lead."""
    assignment_delay_hours: Spread
    """Clock hours until a person has assigned a lead, where people do."""
    delays_factor: Share = 1.0
    """By what the delays that causes bring by evidence are multiplied: below 1 where a measured response time leaves no room for
    them."""
    acceptance: Acceptance = Field(default_factory=Acceptance)
    """Whether and when an outlet takes up what it got."""
    dealers: Dealers
    """The outlets."""
    follow_up: FollowUp = Field(default_factory=FollowUp)
    """How hard an outlet tries to reach a prospect."""
    sales_stages: tuple[SalesStage, ...] = Field(default=(), max_length=16)
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
        refuse([*self._broken_by_numbers(), *self._broken_by_names(), *self._broken_by_steps()])
        return self

    def _broken_by_numbers(self) -> Iterator[BrokenRule]:
        if min(self.month_weights) < 0 or sum(self.month_weights) <= 0:
            what = "month_weights holds a negative weight or only zeros"
            yield BrokenRule(what, "give weights of 0 or more, one of them above 0", ("month_weights",))
        if self.measured_days < self.warm_up_days:
            what = f"measured_days ({self.measured_days}) is shorter than warm_up_days ({self.warm_up_days})"
            yield BrokenRule(what, f"measure {self.warm_up_days} days or more, or warm up for less", ("measured_days",))
        total = sum(stage.cycle_share for stage in self.sales_stages)
        if self.sales_stages and abs(total - 1.0) > MOST_OFF_ONE:
            what = f"cycle_share of the sales_stages sums to {total:g}"
            yield BrokenRule(what, "the stages divide sales_cycle_days among them, so make it sum to 1", ("sales_stages",))

    def _broken_by_names(self) -> Iterator[BrokenRule]:
        channels = [channel.channel for channel in self.channels]
        for name, number in told_twice(channels).items():
            yield BrokenRule(f"channel {name} is listed twice", "keep one entry", ("channels", number, "channel"))
        for name, number in told_twice(stage.id for stage in self.sales_stages).items():
            what = f"the sales stage {name} is listed twice"
            yield BrokenRule(what, "keep one entry, or give the other one an id of its own", ("sales_stages", number, "id"))
        existing = self.existing_customers
        if existing is not None and existing.channel not in channels:
            known = ", ".join(dict.fromkeys(channels))
            yield BrokenRule(
                f"existing_customers counts its leads for channel {existing.channel}, which this process does not have",
                f"list it under channels, also with leads_per_year: 0, or write one of {known}",
                ("existing_customers", "channel"),
            )

    def _broken_by_steps(self) -> Iterator[BrokenRule]:
        if self.routing.needs_territories and self.dealers.territories is None:
            yield BrokenRule(
                f"the routing policy {self.routing.policy} chooses among the outlets of a region, but there are no regions",
                "say in dealers.territories how many there are, or write manual_batch or rules",
                ("routing", "policy"),
            )
        if self.qualification.place == "direct" and self.qualification.direct_minutes is None:
            yield BrokenRule(
                "the place of qualification is direct, but nothing says how long sellers need for it",
                "give qualification.direct_minutes, or write central",
                ("qualification", "place"),
            )
