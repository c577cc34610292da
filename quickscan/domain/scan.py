"""A whole scan: everything one engagement led to, ready for a report or a page."""

from quickscan.domain.base import Noun
from quickscan.domain.comparison import CalibratedComparison
from quickscan.domain.description import ModelDescription
from quickscan.domain.engagement import Engagement
from quickscan.domain.flow import LeadFlow
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.programme import Programme
from quickscan.domain.result import Assessment, Consolidated, SimulationResult


class Scan(Noun):
    """The engagement with its assessment, simulation and recommendations."""

    engagement: Engagement
    """Client, people and answers."""
    knowledge: Knowledge
    """The field's knowledge it was judged by."""
    answers: dict[str, Consolidated]
    """The consolidated answer to each question that applies and was answered by anybody, by question id."""
    process: LeadProcess
    """The lead process with the client's own numbers in it."""
    process_notes: dict[str, tuple[str, ...]]
    """For each parameter set from answers (such as ch.volume): the questions it came from."""
    assessment: Assessment
    """What the answers say."""
    simulation: SimulationResult
    """The simulated year as it is."""
    recommendations: Programme
    """What would help, valued, with the best set and the way there."""
    scenarios: tuple[CalibratedComparison, ...] = ()
    """The client's own scenarios that the report shows, each calibration by itself."""
    flow: LeadFlow | None = None
    """How many leads get how far and where they are lost; none where that was not counted."""
    model: ModelDescription | None = None
    """The model as it was run; none where it was not described."""
