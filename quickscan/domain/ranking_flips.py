"""How firm a recommendation is: how far cost, effect, contribution or a cause would have to move to make it another one."""

from typing import Literal

from quickscan.domain.base import Noun


class Neighbours(Noun):
    """Two measures that follow each other in the ranking of the portfolio, and what would make them change places."""

    above: str
    """The measure that ranks first."""
    below: str
    """The one that follows."""
    cost_times: float | None
    """By what the first year's cost of the upper one must be multiplied; none where cost does not rank."""
    effect_times: float | None
    """By what the effect (cuts) of the upper one must be multiplied; none where no effect is that small."""
    cause: str | None
    """The cause whose loss must change least for that; none where no cause can do it."""
    cause_times: float | None
    """By what the loss (severity x cap) of that cause must be multiplied."""


class Stays(Noun):
    """What keeps a measure in the portfolio, or out of it."""

    id: str
    """The measure."""
    chosen: bool
    """Whether it is in the portfolio."""
    cost_a_year_eur: float | None
    """By how much its running cost a year may rise at most before another set is best; for one outside, by how much it would have
    to fall at most. None where sales count rather than money, and where no set next to the portfolio fits."""
    effect_times: float | None
    """By what its effect (cuts) must be multiplied at the latest for another set to be best; none where no effect does it."""


class CauseStays(Noun):
    """How far the loss by a cause (severity x cap) may move before another set is best, at the latest."""

    cause: str
    """The cause."""
    down_times: float | None
    """Multiplied by this or less, another set is best; none where even without the cause the set stays."""
    up_times: float | None
    """Multiplied by this or more, another set is best; none where the set stays however much it loses."""


class Assumption(Noun):
    """A number that is not sure, moved to both ends of its range, and what the portfolio is worth then."""

    kind: Literal["severity", "effect", "cost"]
    """severity: how much a cause strikes; effect: the cuts of a measure; cost: what a measure costs."""
    about: str
    """The cause, or the measure."""
    low: float
    """The portfolio's value a year at the end that is worse for it: euros after cost, or sales."""
    high: float
    """The same at the better end."""

    @property
    def swing(self) -> float:
        """How much hangs on it."""
        return self.high - self.low


class RankingFlips(Noun):
    """What would flip the ranking, and the strongest assumptions."""

    in_money: bool
    """Whether values are euros a year after cost; otherwise sales a year."""
    value: float
    """What the portfolio is worth a year, by the formula that it was chosen by."""
    contribution_low_eur: float | None
    """The contribution per sale below which another set is best; none where sales count, 0 where it is best at any."""
    contribution_high_eur: float | None
    """The contribution per sale above which another set is best; none where it stays the best."""
    neighbours: tuple[Neighbours, ...]
    """Pairs in the ranking of the portfolio, first to last."""
    measures: tuple[Stays, ...]
    """The measures that could be weighed: those of the portfolio, then the others."""
    causes: tuple[CauseStays, ...]
    """The causes; none where gains are added up."""
    assumptions: tuple[Assumption, ...]
    """The strongest assumptions, the one on which most hangs first."""
