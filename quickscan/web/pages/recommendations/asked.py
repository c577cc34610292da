"""What the pages ask of the simulation: the programme as it was decided, with the year as it is, worked out behind the page."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quickscan.analysis.compare import AsIs
from quickscan.analysis.kpis import kpi_sheet
from quickscan.analysis.measures import Alone, candidates, simulate_alone
from quickscan.analysis.programme import programme
from quickscan.analysis.terms import decided
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.choices import ProgrammeChoices
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.kpi_sheet import KpiLine
from quickscan.domain.programme import Programme
from quickscan.interview.path import follow
from quickscan.simulation.replicate import Progress
from quickscan.simulation.simulate import simulate
from quickscan.web.background import Look
from quickscan.web.services import Services
from quickscan.web.simulations import CALIBRATIONS, CalibrationName
from quickscan.web.turns import Rank

AS_IN_THE_REPORT: CalibrationName = "deck"


@dataclass(frozen=True)
class Found:
    """The programme of an engagement, and what its pages show besides."""

    engagement_id: str
    programme: Programme
    knowledge: Knowledge
    """With the terms, figures and words that people stated."""
    kpis: tuple[KpiLine, ...]
    mark: str
    """Tells one programme from another one."""

    @property
    def measures(self) -> dict[str, ValuedMeasure]:
        """All that were valued, those that gain most first."""
        valued = [*self.programme.recommendations, *self.programme.prerequisites]
        return {measure.id: measure for measure in sorted(valued, key=lambda one: (-one.sales_gain.mean, one.code))}

    def address(self, measure: str) -> str:
        """The address of a measure's sheet, in the calibration of the report or of what is shown."""
        asked = "" if self.programme.calibration == AS_IN_THE_REPORT else f"?calibration={self.programme.calibration}"
        return f"/engagements/{self.engagement_id}/recommendations/{measure}{asked}"

    @property
    def chosen(self) -> frozenset[str]:
        """Those of the portfolio."""
        return frozenset(entry.id for entry in self.programme.portfolio.chosen)


def calibration_here(query: Mapping[str, Any]) -> CalibrationName:
    """The calibration an address asks for; that of the report unless it names another."""
    return next((name for name in CALIBRATIONS if name == query.get("calibration")), AS_IN_THE_REPORT)


def programme_of(services: Services, engagement_id: str, calibration: CalibrationName, progress: Progress | None = None) -> Found:
    """The programme as the command has it. Raises ScanError where there is no such engagement or it cannot be simulated."""
    choices = services.store.get(engagement_id).programme
    sims = services.simulations

    def make(as_is: AsIs) -> Found:
        return _made(services, engagement_id, calibration, as_is, choices, progress)

    found: Found = sims.kept(engagement_id, calibration, f"programme {_told(choices)}", make)
    return found


def look(services: Services, engagement_id: str, calibration: CalibrationName, who: str) -> Look:
    """How far it is; it is begun where it was not. Raises ScanError where there is no such engagement."""
    key = ("programme", engagement_id, services.store.revision(engagement_id), calibration)
    work: Callable[[Progress], Found] = lambda progress: programme_of(services, engagement_id, calibration, progress)  # noqa: E731
    return services.background.look(who, key, work)


def _made(
    services: Services,
    engagement_id: str,
    calibration: CalibrationName,
    as_is: AsIs,
    choices: ProgrammeChoices,
    progress: Progress | None,
) -> Found:
    sims = services.simulations
    plan, assessment = sims.plan, sims.fitted(engagement_id, calibration).assessment
    run = sims.turns.pool(Rank.BESIDE).map  # moves of levers, which are short, go before it
    answers = follow(services.store.get(engagement_id), services.knowledge.rules).answers

    def each_alone(case: AsIs) -> dict[str, Alone]:
        measures = candidates(services.knowledge, assessment)
        return {own.candidate.entry.id: own for own in simulate_alone(case, measures, plan, run, progress)} if measures else {}

    known = sims.kept(engagement_id, calibration, "measures alone", each_alone)
    year = sims.kept(
        engagement_id,
        calibration,
        "year as it is",
        lambda case: simulate(case.process, case.calibration, case.knowledge, case.severity, plan, run),
    )
    found = programme(as_is, assessment, answers, plan, choices, run, known=known)
    knowledge = decided(services.knowledge, choices)
    return Found(engagement_id, found, knowledge, kpi_sheet(knowledge, answers, year, found, choices), _told(choices))


def _told(choices: ProgrammeChoices) -> str:
    """A fingerprint of all that was decided."""
    return hashlib.sha256(choices.model_dump_json().encode()).hexdigest()
