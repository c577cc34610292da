"""What several respondents together say to one question, by a stated rule, and whether they contradict each other.

The rule: the best-founded answers count (measured before observed before documented before told); among several of them numbers
and levels are averaged, weighted by confidence, and of choices the one named most counts. A guess never outweighs a measurement.

A ruling goes before the rule. It decides the value, not how well it is known: it is as well founded as the best-founded answer
that says the same, otherwise as the answers that would count without it. Where all answers stand by decision, the value is
that of the rule, and everything that was said is handed on as what it may be.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from quickscan.domain.engagement import Answer, AnswerBasis, Confidence, Ruling, Value
from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.questionnaire import (
    ChoiceQuestion,
    MatrixQuestion,
    MaturityQuestion,
    NumberQuestion,
    Question,
    TextQuestion,
)
from quickscan.domain.result import AnswerRef, Consolidated

BASIS_RANK: Mapping[AnswerBasis, int] = {basis: rank for rank, basis in enumerate(get_args(AnswerBasis))}
"""told, documented, observed, measured: the later, the better founded."""

Rule = Literal["single", "best_basis", "mean", "most_frequent", "unknown"]

SELF_ESTIMATE = "business_model.self_estimated_loss"
"""The question for the loss that people guess: shown beside the estimate, never part of it, so that guesses contradict nobody."""
UNFOUNDED: tuple[AnswerBasis, Confidence] = ("told", 1)
"""How a value is known that was decided where nobody else knew one."""


def consolidate(
    question: Question, answers: Sequence[Answer], rules: AssessmentRules, ruling: Ruling | None = None
) -> Consolidated:
    """The consolidated answer to a question from the current record of each respondent, and the ruling that counts."""
    by_rule = _by_rule(question, answers, rules)
    if ruling is None:
        return by_rule
    known = [answer for answer in answers if answer.status == "answered"]
    if ruling.decision == "both_stand":
        standing = tuple(answer.value for answer in known if answer.value is not None)
        return by_rule.model_copy(update={"ruling": ruling, "standing": standing})
    return by_rule.model_copy(update={"ruling": ruling, "value": ruling.value, "rule": "ruled"} | _founded(ruling, known))


def _by_rule(question: Question, answers: Sequence[Answer], rules: AssessmentRules) -> Consolidated:
    known = [answer for answer in answers if answer.status == "answered"]
    counting = _best_founded(known)
    counted = {id(answer) for answer in counting}
    others = [answer for answer in answers if id(answer) not in counted]
    return Consolidated(
        question=question.id,
        value=_together(question, counting) if counting else None,
        rule=_rule(question, known, counting),
        basis=counting[0].basis if counting else None,
        confidence=min((answer.confidence for answer in counting), default=None),
        contradiction=_contradict(question, known, rules),
        evidence=tuple(reference(answer) for answer in (*counting, *others)),
    )


def _founded(ruling: Ruling, known: Sequence[Answer]) -> dict[str, object]:
    """How a value that was decided is known."""
    behind = _best_founded([answer for answer in known if answer.value == ruling.value] or known)
    if not behind:
        return dict(zip(("basis", "confidence"), UNFOUNDED, strict=True))
    return {"basis": behind[0].basis, "confidence": min(answer.confidence for answer in behind)}


def reference(answer: Answer) -> AnswerRef:
    """A pointer to an answer."""
    return AnswerRef(question=answer.question, respondent=answer.respondent, revision=answer.revision)


def _best_founded(known: Sequence[Answer]) -> list[Answer]:
    best = max((BASIS_RANK[answer.basis] for answer in known), default=None)
    return [answer for answer in known if BASIS_RANK[answer.basis] == best]


def _rule(question: Question, known: Sequence[Answer], counting: Sequence[Answer]) -> Rule:
    if not counting:
        return "unknown"
    if len(known) == 1:
        return "single"
    if len(counting) == 1:
        return "best_basis"
    return "most_frequent" if _is_words(question) else "mean"


def _is_words(question: Question) -> bool:
    return isinstance(question, ChoiceQuestion | TextQuestion)


def _together(question: Question, counting: Sequence[Answer]) -> Value:
    if len(counting) == 1:
        value = counting[0].value
        assert value is not None  # an answered record has a value
        return value
    if _is_words(question):
        return _most_frequent(counting)
    if isinstance(counting[0].value, dict):
        return _mean_by_row(counting)
    return _mean([(answer.value, answer.confidence) for answer in counting])


def _most_frequent(counting: Sequence[Answer]) -> Value:
    """The value named most; among equals the surer one, then the one named first."""
    named = Counter(repr(answer.value) for answer in counting)
    ranked = sorted(counting, key=lambda answer: (named[repr(answer.value)], answer.confidence), reverse=True)
    value = ranked[0].value
    assert value is not None
    return value


def _mean_by_row(counting: Sequence[Answer]) -> Value:
    tables = [(answer.value, answer.confidence) for answer in counting if isinstance(answer.value, dict)]
    rows = dict.fromkeys(row for table, _ in tables for row in table)
    return {row: _mean([(table[row], confidence) for table, confidence in tables if row in table]) for row in rows}


def _mean(weighted: Sequence[tuple[object, int]]) -> float | str:
    """The mean weighted by confidence; of words, which have none, the first."""
    numbers = [(value, weight) for value, weight in weighted if isinstance(value, int | float)]
    if not numbers:
        return str(weighted[0][0])
    return sum(value * weight for value, weight in numbers) / sum(weight for _, weight in numbers)


def _contradict(question: Question, known: Sequence[Answer], rules: AssessmentRules) -> bool:
    if question.id == SELF_ESTIMATE:
        return False
    if _is_words(question):
        return question.type == "single_choice" and len({repr(answer.value) for answer in known}) > 1
    if known and isinstance(known[0].value, dict):
        return any(_apart(kind, values, rules) for kind, values in _by_row(question, known))
    return _apart(_kind(question), [answer.value for answer in known], rules)


def _by_row(question: Question, known: Sequence[Answer]) -> list[tuple[str, list[object]]]:
    tables = [answer.value for answer in known if isinstance(answer.value, dict)]
    rows = dict.fromkeys(row for table in tables for row in table)
    return [(_kind(question, row), [table[row] for table in tables if row in table]) for row in rows]


def _kind(question: Question, row: str | None = None) -> str:
    if isinstance(question, MaturityQuestion):
        return "maturity"
    if isinstance(question, MatrixQuestion):
        return question.cell.kind
    fields = question.fields if isinstance(question, NumberQuestion) else ()
    named = [field for field in fields if row is None or field.id == row]
    return named[0].kind if named else "number"


def _apart(kind: str, values: Sequence[object], rules: AssessmentRules) -> bool:
    numbers = [value for value in values if isinstance(value, int | float)]
    if len(numbers) < 2:
        return False
    low, high = min(numbers), max(numbers)
    if kind == "maturity":
        return high - low >= rules.contradiction_levels
    if kind == "percentage":
        return high - low >= rules.contradiction_points
    return high > 0 and (low <= 0 or high / low >= rules.contradiction_ratio)
