"""A small client whose answers call for most measures, as tests of measures and programmes share it."""

from quickscan.analysis.compare import AsIs
from quickscan.analysis.programme import programme
from quickscan.assessment.assess import assess
from quickscan.domain.calibration import Calibration
from quickscan.domain.choices import ProgrammeChoices, StatedTerms
from quickscan.domain.engagement import Answer
from quickscan.domain.programme import Programme
from quickscan.domain.result import Assessment, Consolidated
from quickscan.interview.path import follow
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, deck, engagement, knowledge, said, scaled

PLAN = Plan(seed=5, replications=6)
ANSWERS = [
    said(question.id, number % 4, confidence=1 + number % 3)
    for number, question in enumerate(engagement().questionnaire.definition.questions())
    if question.type == "maturity" and question.when is None
]


def assessed(answers: list[Answer]) -> tuple[Assessment, dict[str, Consolidated]]:
    """What answers say, and the consolidated answers."""
    asked = engagement(answers)
    return assess(asked, knowledge()), dict(follow(asked, knowledge().rules).answers)


FOUND, TOLD = assessed(ANSWERS)


def as_is(calibration: Calibration | None = None, contribution: float | None = 5000.0) -> AsIs:
    """Its process: a fifth of the inquiries of the car maker."""
    process = scaled(car_dealers(), 0.2).model_copy(update={"contribution_per_sale_eur": contribution})
    severity = {cause: reading.severity for cause, reading in FOUND.severity.items()}
    return AsIs(process, severity, calibration or deck(), knowledge())


def made(calibration: Calibration | None = None, contribution: float | None = 5000.0, **limits: float) -> Programme:
    """Its programme."""
    return decided(ProgrammeChoices(terms=StatedTerms(**limits)), calibration, contribution)


def decided(choices: ProgrammeChoices, calibration: Calibration | None = None, contribution: float | None = 5000.0) -> Programme:
    """Its programme with what people decided."""
    return programme(as_is(calibration, contribution), FOUND, TOLD, PLAN, choices)
