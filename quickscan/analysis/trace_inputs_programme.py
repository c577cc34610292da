"""What figures of the programme are made of: which measures, stages, pairs and assumptions."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from quickscan.analysis.trace_figures import Traceable
from quickscan.domain.advice import Recommendation
from quickscan.domain.programme import Programme, Stage
from quickscan.domain.ranking_flips import RankingFlips

Parts = tuple[str, ...]
Hanging = Callable[[Traceable, Parts], Iterable[str]]


def _required(of: Traceable, parts: Parts) -> list[str]:
    """When those work that must come first, where they are on the roadmap."""
    needed = of.knowledge.recommendation(parts[1]).requires
    return [name for measure, name in _works(of) if measure in needed]


def _times_of_portfolio(of: Traceable, parts: Parts) -> list[str]:
    return [name for _, name in _works(of)]


def _works(of: Traceable) -> Iterator[tuple[str, str]]:
    """Each measure on the roadmap, and the figure that says when it works."""
    for stage in _programme(of).roadmap.stages:
        for step in stage.steps:
            yield step.id, f"roadmap.stages.{stage.name}.steps.{step.id}.works_from_month"


def _gains_of_stage(of: Traceable, parts: Parts) -> list[str]:
    return [f"measure.{step.id}.sales_gain" for step in _stage(of, parts[0]).steps]


def _costs_of_stage(of: Traceable, parts: Parts) -> list[str]:
    return [f"measure.{step.id}.case.base.first_year_cost_eur" for step in _stage(of, parts[0]).steps]


def _gains_of_portfolio(of: Traceable, parts: Parts) -> list[str]:
    return [f"measure.{chosen.id}.sales_gain" for chosen in _programme(of).portfolio.chosen]


def _once_of_portfolio(of: Traceable, parts: Parts) -> list[str]:
    return [f"measure.{chosen.id}.case.{parts[0]}.one_off_eur" for chosen in _programme(of).portfolio.chosen]


def _yearly_of_portfolio(of: Traceable, parts: Parts) -> list[str]:
    return [f"measure.{chosen.id}.case.{parts[0]}.per_year_eur" for chosen in _programme(of).portfolio.chosen]


def _gain_of_case(of: Traceable, parts: Parts) -> list[str]:
    case = "" if parts[0] == "base" else f"{parts[0]}."
    return [f"portfolio.{case}contribution_gain_eur"]


def _cut_by_portfolio(of: Traceable, parts: Parts) -> list[str]:
    return [f"cause.{cut.cause}.severity" for entry in entries_chosen(of) for cut in entry.cuts]


def _pair(of: Traceable, place: str) -> tuple[str, str]:
    pair = _flips(of).neighbours[int(place) - 1]
    return pair.above, pair.below


def _cost_of_pair(of: Traceable, parts: Parts) -> list[str]:
    return [f"portfolio.chosen.{measure}.contribution_per_eur" for measure in _pair(of, parts[0])]


def _gain_of_pair(of: Traceable, parts: Parts) -> list[str]:
    return [f"measure.{measure}.sales_gain" for measure in _pair(of, parts[0])]


def _behind_assumption(of: Traceable, parts: Parts) -> list[str]:
    found = _flips(of).assumptions[int(parts[0]) - 1]
    ends = {
        "severity": [f"cause.{found.about}.{end}" for end in ("severity", "low", "high")],
        "effect": [f"measure.{found.about}.sales_gain_{end}" for end in ("low", "high")],
        "cost": [f"measure.{found.about}.case.{end}.first_year_cost_eur" for end in ("low", "high")],
    }
    return ends[found.kind]


def entries_chosen(of: Traceable) -> Iterator[Recommendation]:
    """The chosen measures as the library has them."""
    return (of.knowledge.recommendation(chosen.id) for chosen in _programme(of).portfolio.chosen)


def _stage(of: Traceable, name: str) -> Stage:
    return next(stage for stage in _programme(of).roadmap.stages if stage.name == name)


def _programme(of: Traceable) -> Programme:
    if of.programme is None:
        raise ValueError("figures of the programme are traced where there is one")
    return of.programme


def _flips(of: Traceable) -> RankingFlips:
    flips = _programme(of).flips
    if flips is None:
        raise ValueError("what would flip the ranking is traced where it was looked for")
    return flips


OF_PROGRAMME: Mapping[str, Hanging] = {
    "required": _required,
    "times_of_portfolio": _times_of_portfolio,
    "gains_of_stage": _gains_of_stage,
    "costs_of_stage": _costs_of_stage,
    "gains_of_portfolio": _gains_of_portfolio,
    "once_of_portfolio": _once_of_portfolio,
    "yearly_of_portfolio": _yearly_of_portfolio,
    "gain_of_case": _gain_of_case,
    "cut_by_portfolio": _cut_by_portfolio,
    "cost_of_pair": _cost_of_pair,
    "gain_of_pair": _gain_of_pair,
    "behind_assumption": _behind_assumption,
}
"""By the name that rules call it."""
