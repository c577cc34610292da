"""Where a Quick-Scan stands in its four steps."""

from quickscan.web.pages.findings.material import Material
from quickscan.web.shell import Step, StepState

FIRST_SECTION = 0
"""The first section of a questionnaire asks for the business itself."""


def four_steps(material: Material, interviewing: bool = False) -> tuple[Step, Step, Step, Step]:
    """The four steps, with the parts of the pages that belong to them."""
    say, missing = material.say, set(material.assessment.unanswered)
    results = f"/engagements/{material.engagement.id}"
    business = {question.id for question in material.questionnaire.sections[FIRST_SECTION].questions}
    return (
        Step(say("Business"), _done(not business & missing), f"{results}#client"),
        Step(say("Interviews"), "here" if interviewing else _done(not missing), f"{results}/interview"),
        Step(say("Analysis"), "open" if interviewing else "here", f"{results}#loss"),
        Step(say("Recommendation"), "open", f"{results}#report"),
    )


def _done(done: bool) -> StepState:
    return "done" if done else "open"
