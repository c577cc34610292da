"""What a measure brings and costs here: a cautious, a middle and a hopeful case, and what cannot be said."""

from typing import Literal

from quickscan.domain.base import Noun
from quickscan.domain.result import Estimate, ValuedRecommendation

Missing = Literal["contribution_per_sale", "running_cost", "gain_with_existing_customers"]
"""contribution_per_sale: nobody said what a sale brings; running_cost: it costs a share of a price that nobody stated;
gain_with_existing_customers: it sells more to customers there are, which is not simulated."""


class Case(Noun):
    """One of the three cases."""

    sales_gain: Estimate
    """Additional sales a year once it works, simulated, paired with today on the same random numbers."""
    contribution_gain_eur: Estimate | None
    """Additional contribution a year in euros; none where the contribution per sale is unknown."""
    one_off_eur: float
    """Cost once, with its person-days where they have a price."""
    per_year_eur: float | None
    """Running cost a year; none where it is not known. Where it costs a share of the list price with every sale: of all sales
    there are with it in place, those there are today among them."""
    first_year_cost_eur: float | None
    """Cost once and of one year; none where the running cost is not known."""
    effort_person_days: float
    """Work of client and adviser together."""
    months_to_effect: float
    """Months from its start until it works."""
    pays_back: bool | None
    """Whether it ever brings back what it costs; none where that cannot be said."""
    payback_months: float | None
    """Months from its start until it has brought back its cost, without interest; none where it never does or nobody knows."""
    net_present_value_eur: Estimate | None
    """What is left over the years valued, in euros of today; the interval is that of the simulation. None where it is unknown."""


class BusinessCase(Noun):
    """The three cases of a measure."""

    low: Case
    """Cautious cuts, the highest cost and effort, the longest time."""
    base: Case
    """Middle cuts, cost, effort and time."""
    high: Case
    """Hopeful cuts, the lowest cost and effort, the shortest time."""
    likely_gain_low: float
    """Additional sales a year: the lower end of the middle range of a triangular distribution over the three cases."""
    likely_gain_high: float
    """The upper end of that range."""
    likely_share: float
    """The share of the distribution that the range holds."""
    missing: tuple[Missing, ...]
    """What is not known, so that some of the above is missing or too low."""


class ValuedMeasure(ValuedRecommendation):
    """A recommendation with its business case. Its cautious and hopeful gains are simulated like the middle one."""

    case: BusinessCase
    """What it brings and costs."""
    requires: tuple[str, ...]
    """The recommendations that must come first."""
    confidence: float | None
    """How sure the answers are that it rests on, 1 (guess) to 3 (sure), weighted by what their causes lose; none without any."""
    answers: int
    """How many answers it rests on."""
