"""The terms of a decision in the language of the app: by which rule a value counts, how sure somebody is, what moved."""

from dash.development.base_component import Component

from quickscan.assessment.contradictions import SeveralAnswers
from quickscan.domain.engagement import Confidence, Ruling
from quickscan.web.widgets import badge
from quickscan.web.wording import Wording

UNMOVED = 0.0005
"""Changes of the loss rate below this are none to speak of."""


def rule_in_words(rule: str, say: Wording) -> str:
    """Why a value counts."""
    words = {
        "single": say("the only answer"),
        "best_basis": say("the best-founded answer"),
        "mean": say("the mean, weighted by confidence"),
        "most_frequent": say("the answer given most often"),
        "unknown": say("nobody knows"),
        "ruled": say("by decision"),
    }
    return words[rule]


def confidence_in_words(confidence: Confidence, say: Wording) -> str:
    """How sure somebody is."""
    words: dict[Confidence, str] = {1: say("unsure"), 2: say("plausible"), 3: say("sure")}
    return words[confidence]


def swing_in_words(found: SeveralAnswers, say: Wording) -> str:
    """How much it matters which of the answers is right."""
    if found.swing >= UNMOVED:
        return say("moves the loss by up to {points} points", points=say.points(found.swing))
    if found.question.sets:
        return say("does not move the estimate, but the simulated year")
    return say("does not move the estimate")


def decision_in_words(ruling: Ruling, value: str, say: Wording) -> str:
    """What was decided; `value` is the value that counts, in words."""
    if ruling.decision == "withdrawn":
        return say("decision withdrawn")
    return say("all answers stand, their range counts as doubt") if ruling.value is None else value


def signed_by(by: str | None, day: str | None, say: Wording) -> str:
    """Who did something and when, as far as is known."""
    if by and day:
        return say("{who} on {day}", who=by, day=day)
    return by or day or say("by somebody unnamed")


def moved(now: float, before: float | None, say: Wording) -> list[Component | str]:
    """What a decision changed of the loss rate."""
    if before is None:
        return [say("Moves with each decision.")]
    points = now - before
    if abs(points) < UNMOVED:
        return [say("The decision changed nothing of the loss rate.")]
    words = say("{points} points", points=("+" if points > 0 else "−") + say.points(abs(points)))
    return [badge(words, "warn" if points > 0 else "accent"), " ", say("by the last decision")]
