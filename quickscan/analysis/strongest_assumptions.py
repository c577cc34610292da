"""The strongest assumptions: numbers that are not sure at both ends of their range, and what the portfolio is worth then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quickscan.analysis.choice import Choice, Item
from quickscan.analysis.compare import AsIs
from quickscan.analysis.selection import Selection
from quickscan.domain.business_case import Case, ValuedMeasure
from quickscan.domain.ranking_flips import Assumption
from quickscan.domain.result import Assessment

SHOWN = 12
"""How many are told."""
MOST_LOST = 0.999


def strongest_assumptions(
    selection: Selection, measures: Sequence[ValuedMeasure], as_is: AsIs, assessment: Assessment
) -> tuple[Assumption, ...]:
    """Severities as far as answers leave them open, and effect and cost of the chosen measures, by how much hangs on each."""
    choice, chosen = selection.choice, selection.chosen
    found = [*_severities(choice, chosen, assessment), *_measures(selection, measures, as_is)]
    moved = [assumption for assumption in found if assumption.swing > 0.0]
    return tuple(sorted(moved, key=lambda one: (-one.swing, one.kind, one.about))[:SHOWN])


def _severities(choice: Choice, chosen: frozenset[str], assessment: Assessment) -> Iterator[Assumption]:
    compounding = choice.compounding
    for cause, loss in compounding.losses.items() if compounding else ():
        reading = assessment.severity[cause]
        if compounding is None or reading.severity <= 0.0:
            continue
        low = max(0.0, min(reading.low, reading.severity - reading.doubt))
        high = min(1.0, max(reading.high, reading.severity + reading.doubt))
        ways = [
            replace(choice, compounding=replace(compounding, losses={**compounding.losses, cause: min(MOST_LOST, lost)}))
            for lost in (loss * low / reading.severity, loss * high / reading.severity)
        ]
        yield _between("severity", cause, [way.value(chosen) for way in ways])


def _measures(selection: Selection, measures: Sequence[ValuedMeasure], as_is: AsIs) -> Iterator[Assumption]:
    by_id = {measure.id: measure for measure in measures}
    for item in selection.choice.items:
        if item.id in selection.chosen:
            case, cuts = by_id[item.id].case, as_is.knowledge.recommendation(item.id).cuts
            weaker = replace(item, cuts={cut.cause: cut.low for cut in cuts}, gain=case.low.sales_gain.mean)
            stronger = replace(item, cuts={cut.cause: cut.high for cut in cuts}, gain=case.high.sales_gain.mean)
            yield _between("effect", item.id, _with(selection, weaker, stronger))
            if item.cost_a_year > 0.0:
                costs = (_cost_a_year(one, as_is) for one in (case.low, case.high))
                yield _between("cost", item.id, _with(selection, *(replace(item, cost_a_year=cost) for cost in costs)))


def _cost_a_year(case: Case, as_is: AsIs) -> float:
    return case.one_off_eur / as_is.knowledge.valuation.years + (case.per_year_eur or 0.0)


def _with(selection: Selection, *ways: Item) -> list[float]:
    """What the portfolio is worth with an item replaced by each of some others."""
    others: Mapping[str, Item] = {item.id: item for item in selection.choice.items}
    return [replace(selection.choice, items=tuple({**others, way.id: way}.values())).value(selection.chosen) for way in ways]


def _between(kind: str, about: str, values: Sequence[float]) -> Assumption:
    return Assumption.model_validate({"kind": kind, "about": about, "low": min(values), "high": max(values)})
