"""Figures of the example and its traces."""

from datetime import UTC, datetime
from functools import cache

from quickscan.analysis.trace import Tracer
from quickscan.analysis.trace_figures import Traceable
from quickscan.domain.base import Text
from quickscan.domain.choices import ProgrammeChoices, StatedTerms
from quickscan.domain.comparison import CalibratedComparison, ComparedScenario, Comparison, Difference
from quickscan.domain.result import Estimate
from quickscan.domain.scan import Scan
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.domain.trace import Ground, Trace
from tests.report.paper import car_maker, nearly_empty

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@cache
def with_scenario() -> Scan:
    """The complete example with a scenario that was compared."""
    scan = car_maker()
    own = OwnScenario(
        id="six",
        name=Text(de="Sechs Versuche", en="Six attempts"),
        description=Text(de="d", en="d"),
        overrides=(Override(path="call_centre.agents", value=9),),
        made_by="Muster",
        made_at=AT,
    )
    more = Difference(change=Estimate(mean=3.0, half_width=1.0, n=2), inside_noise=False)
    compared = ComparedScenario(
        id="six",
        name=own.name,
        simulation=scan.simulation,
        differences={"won": more, "response_median_hours": more},
        first_year_cost_eur=40_000.0,
        contribution_after_cost_eur=more.change,
    )
    group = CalibratedComparison(calibration="deck", comparison=Comparison(as_is=scan.simulation, scenarios=(compared,)))
    engagement = scan.engagement.model_copy(update={"scenarios": (own,)})
    return scan.model_copy(update={"scenarios": (group,), "engagement": engagement})


def tracer(scan: Scan, names: bool = False) -> Tracer:
    return Tracer(Traceable.of(scan), names)


@cache
def everything(which: str) -> Trace:
    return tracer({"full": with_scenario, "empty": nearly_empty}[which]()).everything()


def with_limits() -> Scan:
    """With everything stated that can be."""
    terms = StatedTerms(budget_eur=100_000.0, person_days=50.0, person_day_eur=900.0, discount_rate=0.05, list_price_eur=20_000.0)
    scan = with_scenario()
    engagement = scan.engagement.model_copy(update={"programme": ProgrammeChoices(terms=terms)})
    portfolio = scan.recommendations.portfolio.model_copy(update={"budget_eur": 100_000.0, "person_days_limit": 50.0})
    valued = scan.recommendations.terms.model_copy(
        update={"person_day_eur": 900.0, "discount_rate": 0.05, "list_price_eur": 20_000.0}
    )
    programme = scan.recommendations.model_copy(update={"portfolio": portfolio, "terms": valued})
    return scan.model_copy(update={"engagement": engagement, "recommendations": programme})


def kinds(trace: Trace) -> set[str]:
    return {ground.kind for figure in trace.figures for ground in figure.grounds}


def grounds_of(scan: Scan, figure: str) -> list[Ground]:
    return list(tracer(scan).figure(figure).grounds)
