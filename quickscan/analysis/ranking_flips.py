"""What would flip the ranking and the portfolio, by the formula they were chosen by.

The portfolio is held against the sets next to it: one measure out, one in, one for another, each with all that hangs on it. Where
one of these becomes better, the portfolio is another one; by way of a set farther off it may be so a little earlier.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite

import numpy as np

from quickscan.analysis.choice import Choice
from quickscan.analysis.compare import AsIs
from quickscan.analysis.selection import Selection
from quickscan.analysis.set_values import MOST_TIMES, FloatArray, SetValues, first_change
from quickscan.analysis.strongest_assumptions import strongest_assumptions
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.ranking_flips import CauseStays, Neighbours, RankingFlips, Stays
from quickscan.domain.result import Assessment

SAME = 1e-9
"""Values that differ by less than this share count as equal."""
NO_LOSS, ALL_LOST = 0.0, 0.999


def ranking_flips(
    selection: Selection, ranked: Sequence[ValuedMeasure], measures: Sequence[ValuedMeasure], as_is: AsIs, assessment: Assessment
) -> RankingFlips:
    """How firm the choice is. `ranked` are the measures of the portfolio in their order, `measures` all of them."""
    choice, chosen = selection.choice, selection.chosen
    around = _Around(choice, chosen)
    in_money = as_is.process.contribution_per_sale_eur is not None
    low, high = around.contribution_range() if in_money and chosen else (None, None)
    return RankingFlips(
        in_money=in_money,
        value=choice.value(chosen),
        contribution_low_eur=low,
        contribution_high_eur=high,
        neighbours=tuple(_neighbours(above, below, choice) for above, below in pairwise(ranked)),
        measures=tuple(around.stays(in_money)),
        causes=tuple(around.causes()),
        assumptions=strongest_assumptions(selection, measures, as_is, assessment) if chosen else (),
    )


class _Around:
    """A set held against those next to it."""

    def __init__(self, choice: Choice, chosen: frozenset[str]) -> None:
        self.choice, self.chosen = choice, chosen
        self.values = SetValues(choice)
        self.own, self.others = self.values.row(chosen), self.values.around(chosen)
        self.behind = float(self.values.values(self.own)) - self.values.values(self.others)
        """By how much a year each of the others is worth less."""

    def contribution_range(self) -> tuple[float, float | None]:
        """The contributions per sale between which the set is ahead of all next to it. Values are straight lines in it."""
        today = self.choice.eur_per_sale
        slopes = float(self.values.gains(self.own)) - self.values.gains(self.others)
        pairs = list(zip(self.behind.tolist(), slopes.tolist(), strict=True))
        low = max((today - behind / slope for behind, slope in pairs if slope > 0.0), default=0.0)
        ends = [today - behind / slope for behind, slope in pairs if slope < 0.0]
        return max(0.0, low), min(filter(isfinite, ends), default=None)  # one so flat that it has no end anywhere has none

    def stays(self, in_money: bool) -> Iterator[Stays]:
        """What keeps each measure in or out."""
        for item in sorted(self.choice.items, key=lambda item: (item.id not in self.chosen, item.id)):
            inside = item.id in self.chosen

            def lead(times: float, name: str = item.id) -> float:
                return self._lead(effect={name: times})

            yield Stays(
                id=item.id,
                chosen=inside,
                cost_a_year_eur=self._cost(item.id) if in_money else None,
                effect_times=first_change(lead, 0.0 if inside else MOST_TIMES),
            )

    def _cost(self, name: str) -> float | None:
        """By how much the running cost of a measure must move: that of a chosen one up, that of another one down."""
        column = self.others[:, [item.id for item in self.choice.items].index(name)] > 0.0
        rivals = self.behind[~column] if name in self.chosen else self.behind[column]
        margins = [max(0.0, float(rivals.min()))] if len(rivals) else []
        budget, _ = self.choice.may_take
        if name in self.chosen and budget is not None:
            margins.append(max(0.0, budget - sum(one.budget for one in self.choice.items if one.id in self.chosen)))
        return min(margins, default=None)

    def causes(self) -> Iterator[CauseStays]:
        """How far the loss by each cause may move."""
        losses = self.values.losses
        for cause, loss in losses.items():

            def lead(times: float, name: str = cause, share: float = loss) -> float:
                return self._lead(losses={**losses, name: min(ALL_LOST, share * times)})

            if loss > 0.0:
                up = first_change(lead, min(MOST_TIMES, ALL_LOST / loss))
                yield CauseStays(cause=cause, down_times=first_change(lead, NO_LOSS), up_times=up)

    def _lead(self, losses: Mapping[str, float] | None = None, effect: Mapping[str, float] | None = None) -> float:
        """By how much the set is ahead, if something is otherwise."""
        if not len(self.others):
            return 0.0
        own = float(self.values.values(self.own, losses, effect))
        return own - float(self.values.values(self.others, losses, effect).max()) + SAME * max(1.0, abs(own))


def _neighbours(above: ValuedMeasure, below: ValuedMeasure, choice: Choice) -> Neighbours:
    """Measures are ranked by additional contribution per euro, so their gains compare like these ratios."""
    pair = _Pair(above, below, choice)
    cause, times = pair.nearest_cause()
    priced = above.case.base.first_year_cost_eur and below.case.base.first_year_cost_eur
    in_money = above.contribution_gain_eur is not None and below.contribution_gain_eur is not None
    return Neighbours(
        above=above.id,
        below=below.id,
        cost_times=pair.ahead if priced and in_money else None,
        effect_times=None if pair.ahead is None else first_change(lambda times: pair.lead(effect={above.id: times}), 0.0),
        cause=cause,
        cause_times=times,
    )


class _Pair:
    """Two measures by themselves."""

    def __init__(self, above: ValuedMeasure, below: ValuedMeasure, choice: Choice) -> None:
        items = {item.id: item for item in choice.items}
        self.values = SetValues(Choice((items[above.id], items[below.id]), choice.eur_per_sale, choice.compounding))
        self.rows: FloatArray = np.eye(2)
        self.today = self._ratio(self.values.gains(self.rows))
        upper, lower = _per_euro(above), _per_euro(below)
        self.ahead = upper / lower if lower > 0.0 and np.isfinite(upper) and self.today > 0.0 else None
        """How many times the upper one is worth the lower one, by what they are ranked by."""

    def lead(self, losses: Mapping[str, float] | None = None, effect: Mapping[str, float] | None = None) -> float:
        """Above 0 while they keep their places."""
        return self._ratio(self.values.gains(self.rows, losses, effect)) / self.today * (self.ahead or 1.0) - 1.0

    def nearest_cause(self) -> tuple[str | None, float | None]:
        """The cause whose loss must move least for them to change places, and by what it is multiplied then."""
        found: list[tuple[float, str, float]] = []
        for cause, loss in self.values.losses.items() if self.ahead is not None else ():
            for end in (NO_LOSS, min(MOST_TIMES, ALL_LOST / loss)) if loss > 0.0 else ():

                def lead(times: float, name: str = cause, share: float = loss) -> float:
                    return self.lead(losses={**self.values.losses, name: min(ALL_LOST, share * times)})

                times = first_change(lead, end)
                if times is not None:
                    found.append((abs(float(np.log(max(times, 1e-9)))), cause, times))
        return (min(found)[1], min(found)[2]) if found else (None, None)

    @staticmethod
    def _ratio(gains: FloatArray) -> float:
        return float(gains[0] / gains[1]) if gains[1] > 0.0 else np.inf


def _per_euro(measure: ValuedMeasure) -> float:
    case = measure.case.base
    if case.contribution_gain_eur is None:
        return measure.sales_gain.mean
    return case.contribution_gain_eur.mean / case.first_year_cost_eur if case.first_year_cost_eur else np.inf
