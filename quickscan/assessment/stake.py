"""What the loss is worth: an estimate by hand that moves with every answer, before any simulation has run."""

from dataclasses import dataclass

from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question
from quickscan.domain.result import LossRange
from quickscan.interview.path import Course, follow

SALES, MARGIN = "cl.sales", "cl.margin"
"""The parameters it needs: sales a year, and contribution per sale in euros."""
ALMOST_ALL = 0.999


@dataclass(frozen=True)
class Stake:
    """Contribution lost in a year, or the questions still to be answered for it."""

    lost_eur: float | None
    """Contribution lost a year in euros; none where an answer is missing."""
    low_eur: float | None
    """It at the lower end of the loss rate."""
    high_eur: float | None
    """It at the upper end of the loss rate."""
    missing: tuple[Question, ...]
    """The questions whose answers it needs and that nobody has answered."""


def value_at_stake(engagement: Engagement, knowledge: Knowledge, loss: LossRange) -> Stake:
    """Sales today are what the loss rate leaves of those there could be, so sales x loss / (1 - loss) are lost."""
    course = follow(engagement, knowledge.rules)
    sales, margin = _number(course, SALES), _number(course, MARGIN)
    if sales is None or margin is None:
        missing = [name for name, number in ((SALES, sales), (MARGIN, margin)) if number is None]
        return Stake(None, None, None, tuple(question for name in missing for question in _setting(course, name)))
    mean, low, high = (sales * margin * _lost_per_sale(rate) for rate in (loss.mean, loss.low, loss.high))
    return Stake(mean, low, high, ())


def _lost_per_sale(rate: float) -> float:
    return min(rate, ALMOST_ALL) / (1.0 - min(rate, ALMOST_ALL))


def _number(course: Course, parameter: str) -> float | None:
    for question in _setting(course, parameter):
        value = course.value(question.id)
        fields = [sets.field for sets in question.sets if sets.parameter == parameter]
        entry = value.get(fields[0] or "") if isinstance(value, dict) else value
        if isinstance(entry, int | float):
            return float(entry)
    return None


def _setting(course: Course, parameter: str) -> list[Question]:
    return [question for _, question in course.questions if any(sets.parameter == parameter for sets in question.sets)]
