"""Measures chosen within limits, by what is known about their gain and cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from quickscan.analysis.best_set import best_set
from quickscan.analysis.choice import Choice, Compounding, Item, Limits
from quickscan.analysis.compare import AsIs
from quickscan.domain.business_case import ValuedMeasure


@dataclass(frozen=True)
class Selection:
    """The measures chosen, and how."""

    choice: Choice
    """What could be weighed: without measures whose cost is not known, and those that need one of them."""
    chosen: frozenset[str]
    limits: Limits


def select(as_is: AsIs, measures: Sequence[ValuedMeasure], compounding: Compounding | None, limits: Limits) -> Selection:
    """The best measures within the limits; gains are added up where there is no compounding.

    Where the contribution per sale is unknown, sales count; cost then counts only against the budget.
    """
    contribution = as_is.process.contribution_per_sale_eur
    cost_counts = contribution is not None or limits.budget_eur is not None
    weighed = {measure.id: _item(measure, as_is) for measure in measures if not cost_counts or _cost_known(measure)}
    while dropped := {name for name, item in weighed.items() if set(item.requires) - weighed.keys()}:
        weighed = {name: item for name, item in weighed.items() if name not in dropped}
    choice = Choice.of(
        weighed.values(),
        1.0 if contribution is None else contribution,
        compounding=compounding,
        budget=limits.budget_eur,
        days=limits.person_days,
    )
    return Selection(choice, best_set(choice), limits)


def _cost_known(measure: ValuedMeasure) -> bool:
    return measure.case.base.first_year_cost_eur is not None


def _item(measure: ValuedMeasure, as_is: AsIs) -> Item:
    case, knowledge = measure.case.base, as_is.knowledge
    a_year = case.one_off_eur / knowledge.valuation.years + (case.per_year_eur or 0.0)
    return Item(
        measure.id,
        gain=case.sales_gain.mean,
        cost_a_year=a_year if as_is.process.contribution_per_sale_eur is not None else 0.0,
        budget=case.first_year_cost_eur or 0.0,
        days=case.effort_person_days,
        requires=measure.requires,
        cuts={cut.cause: cut.middle for cut in knowledge.recommendation(measure.id).cuts},
    )
