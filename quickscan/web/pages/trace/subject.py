"""What is traced: as much of an engagement as the figure asked for needs, so that only a simulated one waits for a simulation."""

from dataclasses import dataclass, replace
from typing import Any

from quickscan.analysis.flow import lead_flow
from quickscan.analysis.trace import Tracer
from quickscan.analysis.trace_figures import Traceable
from quickscan.domain.flow import LeadFlow
from quickscan.interview.path import follow
from quickscan.web import simulations
from quickscan.web.pages.recommendations.asked import calibration_here, programme_of
from quickscan.web.pages.rooms import Query, calibration_asked
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName

SIMULATED = "simulated."
OF_PROCESS = "parameter."
OF_PROGRAMME = ("measure.", "portfolio.", "roadmap.", "programme.", "terms.")


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    engagement_id: str
    figure: str
    """The figure; empty for the list."""
    calibration: CalibrationName
    """How the causes act, for what is simulated."""
    names: bool
    """Whether people's names are shown."""

    @classmethod
    def of(cls, engagement_id: str, query: Query) -> "Asked":
        """From the words behind the question mark; names are hidden unless it says otherwise."""
        figure = query.get("figure") or ""
        calibration = calibration_here(query) if figure.startswith(OF_PROGRAMME) else calibration_asked(query)
        return cls(engagement_id, figure, calibration, query.get("names") == "1")

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Asked":
        """From what the browser keeps about the page."""
        return cls.of(data["engagement"], data)

    def as_data(self) -> dict[str, str]:
        """For the browser."""
        names = "1" if self.names else ""
        return {"engagement": self.engagement_id, "figure": self.figure, "calibration": self.calibration, "names": names}


def tracer_of(services: Services, asked: Asked) -> Tracer:
    """What can say where the figure comes from. Raises ScanError where the engagement is not there or cannot be simulated."""
    engagement, knowledge = services.store.get(asked.engagement_id), services.knowledge
    answers = follow(engagement, knowledge.rules).answers
    if not asked.figure.startswith((SIMULATED, OF_PROCESS, *OF_PROGRAMME)):
        return Tracer(Traceable(engagement, knowledge, answers, services.assess(engagement, knowledge)), asked.names)
    fitted = services.simulations.fitted(asked.engagement_id, asked.calibration)
    process, sources = fitted.as_is.process, fitted.sources
    simulation = None if asked.figure.startswith(OF_PROCESS) else _flow(services, asked).simulation
    traceable = Traceable(engagement, knowledge, answers, fitted.assessment, process, sources, simulation)
    if asked.figure.startswith(OF_PROGRAMME):
        found = programme_of(services, asked.engagement_id, asked.calibration)
        traceable = replace(traceable, knowledge=found.knowledge, programme=found.programme)
    return Tracer(traceable, asked.names)


def _flow(services: Services, asked: Asked) -> LeadFlow:
    """The same that the page of today shows, and kept with it."""
    found: LeadFlow = services.simulations.kept(
        asked.engagement_id,
        asked.calibration,
        "flow",
        lambda as_is: lead_flow(as_is, simulations.PLAN, services.simulations.pool.map),
    )
    return found
