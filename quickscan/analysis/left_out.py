"""Why measures are not in the portfolio, and what it would take to have them in it."""

from collections.abc import Mapping, Sequence

from quickscan.analysis.selection import Selection
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.programme import NotChosen, Reason


def not_chosen(selection: Selection, measures: Sequence[ValuedMeasure]) -> list[NotChosen]:
    """All that are left out: those that would add most first, those that cannot be weighed last."""
    weighed = {item.id for item in selection.choice.items}
    library = {measure.id: measure for measure in measures}
    left = [
        _kept_out(selection, measure) if measure.id in weighed else _unweighed(measure, library, selection)
        for measure in measures
        if measure.id not in selection.chosen
    ]
    return sorted(
        left, key=lambda entry: (entry.more_sales is None, -(entry.more_a_year or 0.0), -(entry.more_sales or 0.0), entry.id)
    )


def _kept_out(selection: Selection, measure: ValuedMeasure) -> NotChosen:
    """What adding it, with what must come first, would bring and take."""
    choice, chosen = selection.choice, selection.chosen
    grown = chosen | choice.first(measure.id)
    more_sales, more_value = choice.gain(grown) - choice.gain(chosen), choice.value(grown) - choice.value(chosen)
    over_budget, over_days = choice.over_budget(grown), choice.over_days(grown)
    in_money = measure.case.base.contribution_gain_eur is not None
    reasons: list[Reason] = []
    if more_value <= 0.0:
        reasons.append("does_not_pay" if more_sales > 0.0 and in_money else "no_gain")
    else:
        reasons += ["budget"] if over_budget > choice.over_budget(chosen) else []
        reasons += ["person_days"] if over_days > choice.over_days(chosen) else []
    return NotChosen(
        id=measure.id,
        reasons=tuple(reasons or ["no_gain"]),
        with_first=tuple(sorted(grown - chosen - {measure.id})),
        more_sales=more_sales,
        more_a_year=more_value if in_money else None,
        extra_budget_eur=over_budget,
        extra_person_days=over_days,
    )


def _unweighed(measure: ValuedMeasure, library: Mapping[str, ValuedMeasure], selection: Selection) -> NotChosen:
    before = _before(measure, library)
    refused = [name for name in (measure.id, *sorted(before)) if name in selection.rejected]
    return NotChosen(
        id=measure.id,
        reasons=(_why_unweighed(measure, refused),),
        because=selection.rejected[refused[0]] if refused else None,
        with_first=tuple(sorted(before - selection.chosen)),
        more_sales=None,
        more_a_year=None,
        extra_budget_eur=0.0,
        extra_person_days=0.0,
    )


def _why_unweighed(measure: ValuedMeasure, refused: Sequence[str]) -> Reason:
    if refused:
        return "rejected" if refused[0] == measure.id else "prerequisite_rejected"
    return "cost_unknown" if measure.case.base.first_year_cost_eur is None else "prerequisite_cost_unknown"


def _before(measure: ValuedMeasure, library: Mapping[str, ValuedMeasure]) -> frozenset[str]:
    """All that must come before a measure."""
    return frozenset(measure.requires).union(*(_before(library[name], library) for name in measure.requires))
