"""Where a Quick-Scan stands in its four steps."""

from quickscan.web.pages.findings.material import Material
from quickscan.web.shell import Step, StepState

FIRST_SECTION = 0
"""The first section of a questionnaire asks for the business itself."""


def four_steps(material: Material) -> tuple[Step, Step, Step, Step]:
    """The four steps, with the parts of the page that belong to them."""
    say, missing = material.say, set(material.assessment.unanswered)
    business = {question.id for question in material.questionnaire.sections[FIRST_SECTION].questions}
    return (
        Step(say("Business"), _done(not business & missing), "client"),
        Step(say("Interviews"), _done(not missing), "missing"),
        Step(say("Analysis"), "here", "loss"),
        Step(say("Recommendation"), "open", "report"),
    )


def _done(done: bool) -> StepState:
    return "done" if done else "open"
