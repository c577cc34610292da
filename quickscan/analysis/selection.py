"""Measures chosen within limits, by what people decided and by what is known about their gain and cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quickscan.analysis.best_set import best_set
from quickscan.analysis.choice import Choice, Compounding, Item, Limits
from quickscan.analysis.compare import AsIs
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.choices import ProgrammeChoices


@dataclass(frozen=True)
class Selection:
    """The measures chosen, and how."""

    choice: Choice
    """What could be weighed: without measures that were rejected or whose cost is not known, and those that need one of them."""
    chosen: frozenset[str]
    limits: Limits
    accepted: Mapping[str, str | None]
    """Measures that people accepted, with the reason they gave."""
    rejected: Mapping[str, str | None]
    """Measures that people rejected, likewise."""


def select(
    as_is: AsIs,
    measures: Sequence[ValuedMeasure],
    compounding: Compounding | None,
    limits: Limits,
    choices: ProgrammeChoices | None = None,
) -> Selection:
    """The best measures within the limits; gains are added up where there is no compounding.

    What was accepted is chosen with all that must come first, whatever it costs; what was rejected is not, nor what needs it.
    Where the contribution per sale is unknown, sales count; cost then counts only against the budget.
    """
    decided = choices or ProgrammeChoices()
    accepted, rejected = decided.with_verdict("accepted"), decided.with_verdict("rejected")
    contribution = as_is.process.contribution_per_sale_eur
    possible = _closed({measure.id: _item(measure, as_is) for measure in measures if measure.id not in rejected})
    must = Choice.of(possible.values(), must=accepted.keys() & possible.keys()).must
    if contribution is not None or limits.budget_eur is not None:
        known = {measure.id for measure in measures if measure.case.base.first_year_cost_eur is not None}
        possible = _closed({name: item for name, item in possible.items() if name in known | must})
    choice = Choice.of(
        possible.values(),
        1.0 if contribution is None else contribution,
        compounding=compounding,
        budget=limits.budget_eur,
        days=limits.person_days,
        must=must,
    )
    return Selection(choice, best_set(choice), limits, accepted, rejected)


def _closed(items: Mapping[str, Item]) -> Mapping[str, Item]:
    """The items of which all that they require is among them."""
    while dropped := {name for name, item in items.items() if set(item.requires) - items.keys()}:
        items = {name: item for name, item in items.items() if name not in dropped}
    return items


def _item(measure: ValuedMeasure, as_is: AsIs) -> Item:
    case, knowledge = measure.case.base, as_is.knowledge
    a_year = case.one_off_eur / knowledge.valuation.years + (case.per_year_eur or 0.0)
    return Item(
        measure.id,
        gain=case.sales_gain.mean,
        cost_a_year=a_year if as_is.process.contribution_per_sale_eur is not None else 0.0,
        budget=case.one_off_eur + (case.per_year_eur or 0.0),
        days=case.effort_person_days,
        requires=measure.requires,
        cuts={cut.cause: cut.middle for cut in knowledge.recommendation(measure.id).cuts},
    )
