"""The questions on which answers differ, the one first that matters most to the loss."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quickscan.assessment.loss import compound
from quickscan.assessment.severity import read_severities
from quickscan.domain.engagement import Answer, Engagement, Ruling, Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question, Section
from quickscan.domain.result import Consolidated
from quickscan.interview.consolidate import SELF_ESTIMATE, consolidate
from quickscan.interview.path import Course, follow

ON_TRIAL = "on trial"


@dataclass(frozen=True)
class SeveralAnswers:
    """A question that several answered, or about which somebody decided."""

    section: Section
    """The section it belongs to."""
    question: Question
    """The question."""
    answers: tuple[Answer, ...]
    """The current record of each respondent, those that count first."""
    consolidated: Consolidated
    """What they say together, with the ruling that counts."""
    by_rule: Consolidated
    """What they would say together without any ruling."""
    loss_low: float
    """The lowest loss rate that taking any one of the answers alone would give."""
    loss_high: float
    """The highest one."""

    @property
    def swing(self) -> float:
        """How much the loss rate (0 to 1) moves between taking the one and the other extreme of what was said."""
        return self.loss_high - self.loss_low


@dataclass(frozen=True)
class SideBySide:
    """What several people said, sorted by what is to be done about it."""

    contradictions: tuple[SeveralAnswers, ...]
    """Answers that contradict each other, and questions with a ruling: the one that moves the loss most first."""
    agreed: tuple[SeveralAnswers, ...]
    """Asked of several without contradiction, in the order asked."""
    guesses: tuple[Answer, ...]
    """What people guess about their own losses; it never flows into the estimate."""


def side_by_side(engagement: Engagement, knowledge: Knowledge) -> SideBySide:
    """What several people said to the same question."""
    course = follow(engagement, knowledge.rules)
    current = _current(engagement)
    several = [
        _several(engagement, knowledge, course, section, question, current)
        for section, question in course.questions
        if question.id != SELF_ESTIMATE and question.id in course.answers and _worth_showing(course.answers[question.id], current)
    ]
    guesses = course.answers.get(SELF_ESTIMATE)
    return SideBySide(
        contradictions=tuple(sorted(filter(_disputed, several), key=lambda found: -found.swing)),
        agreed=tuple(found for found in several if not _disputed(found)),
        guesses=_answered(guesses, current) if guesses is not None else (),
    )


def swing(engagement: Engagement, knowledge: Knowledge, question: str, values: Sequence[Value]) -> tuple[float, float]:
    """The lowest and the highest loss rate, if one of some values (at least one) were ruled to be the answer to a question."""
    losses = [loss_rate(_ruled_on_trial(engagement, question, value), knowledge) for value in values]
    return min(losses), max(losses)


def loss_rate(engagement: Engagement, knowledge: Knowledge) -> float:
    """The loss rate alone, 0 to 1, without the interval that takes long to draw."""
    readings = read_severities(follow(engagement, knowledge.rules), knowledge)
    return compound([reading.used * reading.cause.cap for reading in readings])


def _several(
    engagement: Engagement,
    knowledge: Knowledge,
    course: Course,
    section: Section,
    question: Question,
    current: Mapping[str, Mapping[str, Answer]],
) -> SeveralAnswers:
    together = course.answers[question.id]
    answers = _answered(together, current)
    values = list({repr(answer.value): answer.value for answer in answers if answer.value is not None}.values())
    disputed = together.contradiction and len(values) > 1
    low, high = swing(engagement, knowledge, question.id, values) if disputed else (0.0, 0.0)
    by_rule = consolidate(question, list(current[question.id].values()), knowledge.rules)
    return SeveralAnswers(section, question, answers, together, by_rule, low, high)


def _current(engagement: Engagement) -> Mapping[str, Mapping[str, Answer]]:
    by_question: dict[str, dict[str, Answer]] = defaultdict(dict)
    for answer in engagement.current_answers():
        by_question[answer.question][answer.respondent] = answer
    return by_question


def _answered(together: Consolidated, current: Mapping[str, Mapping[str, Answer]]) -> tuple[Answer, ...]:
    records = [current[together.question][pointer.respondent] for pointer in together.evidence]
    return tuple(answer for answer in records if answer.status == "answered")


def _worth_showing(together: Consolidated, current: Mapping[str, Mapping[str, Answer]]) -> bool:
    return together.ruling is not None or len(_answered(together, current)) > 1


def _disputed(found: SeveralAnswers) -> bool:
    return found.consolidated.contradiction or found.consolidated.ruling is not None


def _ruled_on_trial(engagement: Engagement, question: str, value: Value) -> Engagement:
    trial = Ruling(question=question, value=value, reason=ON_TRIAL)
    return engagement.model_copy(update={"rulings": (*engagement.rulings, trial)})
