"""What to do in all: the best set of measures within limits, and the way there stage by stage."""

from typing import Literal

from quickscan.domain.base import Noun
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.comparison import Difference
from quickscan.domain.ranking_flips import RankingFlips
from quickscan.domain.result import Estimate, Recommendations
from quickscan.domain.valuation import Valuation

Reason = Literal[
    "rejected",
    "prerequisite_rejected",
    "cost_unknown",
    "prerequisite_cost_unknown",
    "no_gain",
    "does_not_pay",
    "budget",
    "person_days",
]
"""rejected: people decided against it; prerequisite_rejected: against one that must come first, whatever was decided about it
itself; cost_unknown: what it costs is not known, so it cannot be weighed; prerequisite_cost_unknown: that of one that must come
first; no_gain: with the chosen ones in place it sells nothing more; does_not_pay: it brings less than it costs; budget and
person_days: the limit that it does not fit into."""

Why = Literal["best_set", "accepted", "before_accepted"]
"""best_set: it belongs to the best set; accepted: people decided so; before_accepted: it must come before one of these."""


class Chosen(Noun):
    """A measure of the portfolio."""

    id: str
    """The measure."""
    contribution_per_eur: float | None
    """Additional contribution a year over its first year's cost; none where either is unknown, or where it costs nothing."""
    first_year_cost_eur: float | None
    """Cost once and of one year; none where that is not known."""
    person_days: float
    """Work of client and adviser together."""
    confidence: float | None
    """How sure the answers are that it rests on, 1 to 3."""
    why: Why = "best_set"
    """Why it is in it."""
    because: str | None = None
    """Why people accepted it, in their words, where they said so."""


class NotChosen(Noun):
    """A measure that is not in the portfolio, and why."""

    id: str
    """The measure."""
    reasons: tuple[Reason, ...]
    """What kept it out; budget and person-days may do so together."""
    because: str | None = None
    """Why it, or the one that must come first, was rejected, in the words of those who did."""
    with_first: tuple[str, ...]
    """Measures that are not in the portfolio either and would have to come first."""
    more_sales: float | None
    """Sales a year that it, with those that must come first, would add to the portfolio; none where that cannot be weighed."""
    more_a_year: float | None
    """What that would add after cost, in euros a year; none where it cannot be said."""
    extra_budget_eur: float
    """By how much the budget would have to rise so that it fits besides the others."""
    extra_person_days: float
    """By how much the person-days would have to rise so that it fits besides the others."""


class Interaction(Noun):
    """Whether measures together bring what they bring one by one."""

    sum_of_single_gains: Estimate
    """Additional sales a year of the chosen measures, each simulated alone, added up."""
    expected_gain: float
    """Additional sales a year that the choice was made by."""
    simulated_gain: Estimate
    """Additional sales a year with all of them together, simulated."""
    difference: Difference
    """The simulated gain less the sum; below 0 they take from each other, above 0 they help each other."""


class Outcome(Noun):
    """What the chosen measures bring together if their cuts are cautious, or hopeful."""

    sales_gain: Estimate
    """Additional sales a year, simulated."""
    contribution_gain_eur: Estimate | None
    """Additional contribution a year; none where the contribution per sale is unknown."""
    loss_rate_after: Estimate
    """The loss rate."""


class Return(Noun):
    """What the programme as a whole costs and gives back, in one of the three cases.

    Each measure costs from its place on the roadmap on, and brings its part of what all bring together once it works.
    """

    one_off_eur: float
    """Cost once of all measures."""
    per_year_eur: float | None
    """Running cost a year once all have begun; none where that of one is not known."""
    pays_back: bool | None
    """Whether it ever brings back what it costs; none where that cannot be said."""
    payback_months: float | None
    """Months from its start until it has brought back its cost for good, without interest; none where never or not known."""
    net_present_value_eur: Estimate | None
    """What is left over the years valued, in euros of today; the interval is that of the simulation. None where not known."""


class Returns(Noun):
    """The three cases, cautious and hopeful in everything: cuts, cost, effort and time."""

    low: Return
    """Cautious."""
    base: Return
    """Middle."""
    high: Return
    """Hopeful."""


class Portfolio(Noun):
    """The best set of measures within the limits, with what people accepted and without what they rejected."""

    budget_eur: float | None
    """The most that the first year may cost; none where there is no limit."""
    person_days_limit: float | None
    """The most work; none where there is no limit."""
    objective: Literal["contribution_after_cost", "sales"]
    """What is made as large as possible: contribution a year less cost a year, one-off cost spread over the years valued; or
    sales, where the contribution per sale is unknown."""
    gains: Literal["formula", "fitted_formula", "added"]
    """How gains of several measures are put together to choose. formula: the compounding formula, exact in the deck calibration;
    fitted_formula: the same with what each cause loses in the simulation; added: added up, as taking a cause away sells less."""
    chosen: tuple[Chosen, ...]
    """Ranked by contribution per euro; where that is unknown, by additional sales."""
    first_year_cost_eur: float | None
    """What the chosen ones cost in the first year; none where that of one is unknown."""
    person_days: float
    """Work of the chosen ones."""
    contribution_gain_eur: Estimate | None
    """Additional contribution a year of all together; none where the contribution per sale is unknown."""
    loss_rate_after: Estimate
    """The loss rate with all of them in place."""
    low: Outcome
    """With the cautious cuts of all of them."""
    high: Outcome
    """With the hopeful cuts of all of them."""
    returns: Returns
    """What the whole costs and gives back."""
    over_budget_eur: float
    """By how much the accepted measures, with those that must come first, take more than the budget, as far as their cost is
    known; 0 where they fit."""
    over_person_days: float
    """By how much they take more than the person-days."""
    interaction: Interaction
    """The choice held against the simulation."""
    not_chosen: tuple[NotChosen, ...]
    """The others, those that would add most first."""


class Step(Noun):
    """A measure on the roadmap."""

    id: str
    """The measure."""
    starts_month: float
    """When work on it begins."""
    works_from_month: float
    """When it works."""
    person_days: float
    """Its work."""


StageName = Literal["quick_wins", "foundation", "growth", "later"]


class Stage(Noun):
    """A part of the roadmap: the measures that begin to work in it."""

    name: StageName
    """Which."""
    from_month: float
    """Its first month."""
    until_month: float | None
    """Its end; none where it is open."""
    steps: tuple[Step, ...]
    """The measures in the order of their work."""
    person_days: float
    """The work of its measures."""
    first_year_cost_eur: float | None
    """What its measures cost once and in a year; none where that of one is unknown."""
    sales_gain: Estimate
    """Additional sales a year over the stage before, simulated; the stages add up to the portfolio."""
    contribution_gain_eur: Estimate | None
    """The same in contribution; none where the contribution per sale is unknown."""
    loss_rate_after: Estimate
    """The loss rate with this and all earlier stages in place."""


class Roadmap(Noun):
    """When to do what."""

    person_days_per_month: float
    """What people can do in a month."""
    loss_rate_today: Estimate
    """The loss rate before anything is done."""
    stages: tuple[Stage, ...]
    """One after the other; one without measures changes nothing, one that is open only where it is needed."""


class Programme(Recommendations):
    """Recommendations with their business cases, the best portfolio and the roadmap, all in one calibration."""

    recommendations: tuple[ValuedMeasure, ...]
    """Ranked by simulated gain."""
    prerequisites: tuple[ValuedMeasure, ...]
    """Measures that no finding calls for, but that must come before others, or that people accepted."""
    terms: Valuation
    """The terms they are valued by."""
    portfolio: Portfolio
    """The best set."""
    roadmap: Roadmap
    """The way there."""
    flips: RankingFlips | None = None
    """What would flip the ranking, and the strongest assumptions; none where nobody asked."""
