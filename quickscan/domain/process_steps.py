"""The steps of a lead process after an inquiry came in: validation, qualification, routing, acceptance, follow-up, sales.

Everything has a neutral value, so that a small process says only what it knows.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, Share, Text
from quickscan.domain.process_parts import Duration, Hour, Spread

Capture = Literal["automatic", "by_hand", "in_batches"]
CAPTURES: tuple[Capture, ...] = get_args(Capture)

RoutingPolicy = Literal[
    "manual_batch", "rules", "territory", "round_robin", "load_balanced", "performance_based", "first_to_accept"
]
"""manual_batch: people assign, at certain hours or as they get to it; rules: the system assigns at once to the home outlet;
territory: people look up whose territory it is; round_robin: the outlets of a region in turn; load_balanced: the outlet of the
region with the fewest open leads per seller; performance_based: the outlet of the region that closes best for its load;
first_to_accept: offered to the region, whoever reacts first gets it."""
ROUTING_POLICIES: tuple[RoutingPolicy, ...] = get_args(RoutingPolicy)
BY_HAND: frozenset[RoutingPolicy] = frozenset({"manual_batch", "territory"})
"""Policies in which people assign leads, so that the assignment delay applies."""
TO_HOME: frozenset[RoutingPolicy] = frozenset({"manual_batch", "rules", "territory"})
"""Policies that go by territory data, so that errors in them lead astray."""

Change = Annotated[float, Field(ge=-1.0, le=10.0)]
"""A relative change: 0.2 is a fifth more."""


class Validation(Noun):
    """What is checked before anybody looks at an inquiry."""

    duplicates_found_share: Share = 0.0
    """The share of duplicates that are found and merged."""
    unsuitable_found_share: Share = 0.0
    """The share of unsuitable inquiries that are sorted out by the check."""
    addresses_mended_share: Share = 0.0
    """The share of bad addresses that are mended by validation and enrichment."""


class Qualification(Noun):
    """Who qualifies, and how well."""

    place: Literal["central", "direct"] = "central"
    """central: the call centre; direct: the seller who gets the lead."""
    direct_minutes: Spread | None = None
    """Extra work of a seller who qualifies by himself; needed where that is so."""
    unsuitable_passed_share: Share = 1.0
    """The share of unsuitable leads passed on to sellers although nothing is amiss in qualification."""
    score_hits_share: Share = 0.0
    """The share of suitable leads that scoring puts first in every queue; 0 where there is no scoring."""
    score_misses_share: Share = 0.0
    """The share of all other leads that scoring puts first by mistake."""


class Nurture(Noun):
    """What becomes of those who are not ready to buy yet."""

    returns_with_programme_share: Share = 1.0
    """The share that comes back when a nurture programme looks after them."""
    returns_alone_share: Share = 0.5
    """The share that comes back by itself."""
    ripening_days_mean: Annotated[float, Field(gt=0.0, le=730.0)] = 150.0
    """Days until they are ready: exponential with this mean."""
    ripening_days_most: Annotated[float, Field(gt=0.0, le=1460.0)] = 365.0
    """Nobody takes longer than this."""
    touch_every_days: Annotated[float, Field(ge=0.0, le=365.0)] = 30.0
    """Days between two touches of the programme: ripeness is noticed at the next one."""
    recycled_share: Share = 0.0
    """The share of leads given up after follow-up whose status and reason come back, so that nurture can take them up again."""


class HandOver(Noun):
    """How a lead gets from the marketing to the sales system."""

    link: Literal["interface", "batches"] = "interface"
    """interface: at once; batches: re-keyed at certain hours."""
    batch_hours: tuple[Hour, ...] = Field(default=(10.0,), min_length=1, max_length=24)
    """For batches: clock hours at which a batch is done, on days on which the call centre works."""


class Routing(Noun):
    """Who gets a lead."""

    policy: RoutingPolicy = "manual_batch"
    """How the outlet is chosen."""
    batch_hours: tuple[Hour, ...] = Field(default=(), max_length=24)
    """For manual_batch: clock hours at which leads are assigned, on days on which the call centre works; empty: at any time."""
    misrouted_lost_share: Share = 1 / 3
    """The share of misrouted leads that never reach the right outlet."""
    correction_hours_mean: Duration = 48.0
    """Clock hours until the others do: exponential with this mean."""

    @property
    def needs_territories(self) -> bool:
        """Whether outlets must be divided into regions."""
        return self.policy not in {"manual_batch", "rules"}


class Acceptance(Noun):
    """Whether and when an outlet takes up what it got."""

    fast_reaction_hours: Spread = Spread(median=0.25, p90=0.61)
    """Clock hours until those react who react at once."""
    slow_share: Share = 1.0
    """The share of leads that meet somebody of the slow group (dealers.reaction_hours) today, in the deck calibration."""
    reassign_after_hours: Duration | None = None
    """Clock hours after which a lead that nobody took up goes to another outlet; none where it stays."""
    most_reassignments: Annotated[int, Field(ge=1, le=3)] = 2
    """How often it may move on."""
    review_every_days: Annotated[float, Field(gt=0.0, le=90.0)] = 7.0
    """Days between two reviews of open leads: what is stuck and found is found then."""
    response_standard_hours: Duration | None = None
    """A response-time standard in clock hours from assignment; none where there is none."""
    standard_kept_share: Share = 0.9
    """The share of leads for which the standard is kept."""
    monitored: bool = False
    """Whether each seller's handling is watched closely."""
    experienced_share: Share = 0.5
    """The share of outlets with experienced sellers."""
    monitoring_effect_novice: Change = -0.3
    """How close monitoring changes the share of leads that novices ignore."""
    monitoring_effect_experienced: Change = 0.2
    """How it changes that of experienced sellers: it can backfire."""
    load_effect_novice: Change = -0.02
    """How each open lead per seller changes the share of leads that novices ignore."""
    load_effect_experienced: Change = 0.02
    """How it changes that of experienced sellers."""


class FollowUp(Noun):
    """How hard an outlet tries to reach a prospect."""

    best_attempts: Annotated[int, Field(ge=1, le=8)] = 6
    """Attempts where follow-up is as it should be."""
    poor_attempt_shares: tuple[Share, ...] = Field(default=(0.78, 0.15, 0.05, 0.02), min_length=1, max_length=8)
    """The shares of leads that get one, two, three ... attempts where follow-up is poor; they sum to 1."""
    least_attempts: Annotated[int, Field(ge=1, le=8)] | None = None
    """A contact plan that is kept: no lead is given up earlier; none where everybody does as he likes."""
    contact_chance_mean: Annotated[float, Field(gt=0.0, lt=1.0)] = 0.25
    """The chance to reach a prospect with one attempt, on average over prospects."""
    contact_chance_sum: Annotated[float, Field(gt=0.0)] = 6.0
    """How alike prospects are: a + b of the beta distribution of that chance; the larger, the more alike."""

    @model_validator(mode="after")
    def _sum(self) -> "FollowUp":
        if abs(sum(self.poor_attempt_shares) - 1.0) > 1e-6:
            raise ValueError(f"poor_attempt_shares sum to {sum(self.poor_attempt_shares):g}; make them sum to 1")
        return self


class SalesStage(Noun):
    """One step from the first talk to the sale, such as a test drive or an offer."""

    id: Id
    """Its name."""
    name: Text
    """The name shown."""
    pass_share: Annotated[float, Field(gt=0.0, le=1.0)]
    """The share that gets past it, typically; channels that close better or worse are scaled so that the whole fits."""
    seller_minutes: Spread | None = None
    """Work of a seller in it; none where it takes none."""
    cycle_share: Share
    """Its share of the sales cycle; all stages sum to 1."""
    followed_up_share: Share = 1.0
    """The share of cases in which somebody follows up."""
    without_follow_up_factor: Share = 1.0
    """By what the chance of a sale is multiplied where nobody does."""


class ExistingCustomers(Noun):
    """New leads from those who bought, and from those who did not."""

    channel: Id
    """The channel these leads count for; it must be among the channels and may have inquiries of its own."""
    buys_again_share: Share
    """The share of customers who inquire again: repurchase, up- and cross-selling."""
    buys_again_after_days: Spread
    """Days from the sale until they do."""
    won_back_share: Share
    """The share of lost leads whom a win-back programme brings to inquire again."""
    won_back_after_days: Spread
    """Days from the loss until they do."""
