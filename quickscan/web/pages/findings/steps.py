"""Where a Quick-Scan stands in its four steps."""

from typing import Literal

from quickscan.web.pages.findings.material import Material
from quickscan.web.shell import Step, StepState

StepName = Literal["interviews", "analysis", "recommendation"]
FIRST_SECTION = 0
"""The first section of a questionnaire asks for the business itself."""


def four_steps(material: Material, here: StepName = "analysis") -> tuple[Step, Step, Step, Step]:
    """The four steps, with the pages or the parts of pages that belong to them."""
    say, missing = material.say, set(material.assessment.unanswered)
    results = f"/engagements/{material.engagement.id}"
    business = {question.id for question in material.questionnaire.sections[FIRST_SECTION].questions}
    return (
        Step(say("Business"), _done(not business & missing), f"{results}#client"),
        Step(say("Interviews"), "here" if here == "interviews" else _done(not missing), f"{results}/interview"),
        Step(say("Analysis"), "here" if here == "analysis" else "open", f"{results}#loss"),
        Step(say("Recommendation"), "here" if here == "recommendation" else "open", f"{results}/recommendations"),
    )


def _done(done: bool) -> StepState:
    return "done" if done else "open"
