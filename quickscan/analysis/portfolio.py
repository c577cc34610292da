"""The best portfolio of measures, held against the simulation of all of them together."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from quickscan.analysis.business_case import times
from quickscan.analysis.choice import Choice
from quickscan.analysis.compare import AsIs, difference
from quickscan.analysis.left_out import not_chosen
from quickscan.analysis.measures import Alone, Years
from quickscan.analysis.selection import Selection
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.calibration import Calibration, DeckCalibration
from quickscan.domain.programme import Chosen, Interaction, Outcome, Portfolio, Returns, Why
from quickscan.domain.result import Estimate
from quickscan.simulation.measure import estimate


def portfolio(
    selection: Selection,
    measures: Sequence[ValuedMeasure],
    alone: Sequence[Alone],
    together: tuple[Years, Years, Years],
    as_is: AsIs,
    returns: Returns,
) -> Portfolio:
    """The portfolio with its figures; `together` is the simulation of the chosen ones, cautious, middle and hopeful."""
    chosen = [measure for measure in measures if measure.id in selection.chosen]
    contribution_eur = as_is.process.contribution_per_sale_eur
    low, base, high = (_outcome(years, contribution_eur) for years in together)
    return Portfolio(
        budget_eur=selection.limits.budget_eur,
        person_days_limit=selection.limits.person_days,
        objective="sales" if contribution_eur is None else "contribution_after_cost",
        gains=_how(selection.choice, as_is.calibration),
        chosen=tuple(_chosen(measure, selection) for measure in sorted(chosen, key=_rank)),
        first_year_cost_eur=known_sum([measure.case.base.first_year_cost_eur for measure in chosen]),
        person_days=sum(measure.case.base.effort_person_days for measure in chosen),
        contribution_gain_eur=base.contribution_gain_eur,
        loss_rate_after=base.loss_rate_after,
        low=low,
        high=high,
        returns=returns,
        over_budget_eur=selection.choice.over_budget(selection.choice.must),
        over_person_days=selection.choice.over_days(selection.choice.must),
        interaction=_interaction(selection, alone, together[1]),
        not_chosen=tuple(not_chosen(selection, measures)),
    )


def _outcome(years: Years, contribution_eur: float | None) -> Outcome:
    gain = years.gain()
    money = None if contribution_eur is None else times(gain, contribution_eur)
    return Outcome(sales_gain=gain, contribution_gain_eur=money, loss_rate_after=years.loss_rate())


def _how(choice: Choice, calibration: Calibration) -> Literal["formula", "fitted_formula", "added"]:
    if choice.compounding is None:
        return "added"
    return "formula" if isinstance(calibration, DeckCalibration) else "fitted_formula"


def known_sum(amounts: Sequence[float | None]) -> float | None:
    """The sum of amounts; none where one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _chosen(measure: ValuedMeasure, selection: Selection) -> Chosen:
    case = measure.case.base
    return Chosen(
        id=measure.id,
        contribution_per_eur=_per_euro(case.contribution_gain_eur, case.first_year_cost_eur),
        first_year_cost_eur=case.first_year_cost_eur,
        person_days=case.effort_person_days,
        confidence=measure.confidence,
        why=_why(measure.id, selection),
        because=selection.accepted.get(measure.id),
    )


def _why(name: str, selection: Selection) -> Why:
    if name in selection.accepted:
        return "accepted"
    return "before_accepted" if name in selection.choice.must else "best_set"


def _per_euro(gain: Estimate | None, cost: float | None) -> float | None:
    return gain.mean / cost if gain is not None and cost else None


def _rank(measure: ValuedMeasure) -> tuple[float, float, str]:
    """Most contribution per euro first, before all what costs nothing; where that is unknown, most sales first."""
    case = measure.case.base
    per_euro = _per_euro(case.contribution_gain_eur, case.first_year_cost_eur)
    free = case.contribution_gain_eur is not None and case.first_year_cost_eur == 0.0
    return (-np.inf if free else -(per_euro or 0.0), -case.sales_gain.mean, measure.code)


def _interaction(selection: Selection, alone: Sequence[Alone], together: Years) -> Interaction:
    """By replication, so that the interval is that of paired differences."""
    single = [own.base.more for own in alone if own.candidate.entry.id in selection.chosen]
    added = np.sum(single, axis=0) if single else np.zeros_like(together.more)
    return Interaction(
        sum_of_single_gains=estimate(added.tolist()),
        expected_gain=selection.choice.gain(selection.chosen),
        simulated_gain=together.gain(),
        difference=difference((together.more - added).tolist()),
    )
