"""An engagement under another version of its questionnaire: what becomes of every answer, and the engagement that has moved.

No record is ever dropped or changed in what it says. Where a question has another id, the records follow it under the new name.
Where what was answered cannot be the answer any more, a further record sets the question aside to be asked again; the old one
stays beneath it and comes back when the engagement moves back. Records of a question that is gone stay and take no part.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeVar

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, EarlierQuestionnaire, Engagement, QuestionnaireCopy, Ruling, Value
from quickscan.domain.problem import ScanError
from quickscan.domain.question_parts import Rows
from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question, Questionnaire
from quickscan.interview.values import problems_of
from quickscan.interview.versions import same_questions

Record = TypeVar("Record", Answer, Ruling)
Outcome = Literal["stays", "follows", "set_aside", "rests", "returns"]
"""stays: it counts as before; follows: it counts under the new id of its question; set_aside: its value cannot be the answer any
more, so it is to be asked again; rests: its question is gone, it is kept and takes no part; returns: it counts again."""
Why = Literal["other_sort", "other_unit", "no_fit"]
"""other_sort: the question is answered in another way; other_unit: the same number would mean something else; no_fit: the value
is out of range or no option any more."""

ASK_AGAIN = {"status": "deferred", "value": None, "marked_for_review": True}
SET_ASIDE = Text(
    de="Fragebogen gewechselt (Version {version}): bitte noch einmal fragen, die frühere Antwort passt nicht mehr",
    en="Questionnaire changed (version {version}): please ask again, the earlier answer does not fit any more",
)
BACK = Text(
    de="Zurück zum Fragebogen der Version {version}: die frühere Antwort gilt wieder",
    en="Back to the questionnaire of version {version}: the earlier answer counts again",
)


@dataclass(frozen=True)
class Fate:
    """What becomes of the newest answer of a respondent to a question."""

    answer: Answer
    """The answer as it is today."""
    question: str
    """The id of its question after the move."""
    outcome: Outcome
    """What becomes of it."""
    why: Why | None = None
    """Why it is set aside."""
    restored: Answer | None = None
    """The answer that counts again, where a later record had set it aside."""


class Move:
    """An engagement's way to another version. `rows` are the known rows of matrices, by what the rows are."""

    def __init__(self, engagement: Engagement, target: Questionnaire, rows: Mapping[Rows, Collection[str]]) -> None:
        self.engagement, self.target, self.rows = engagement, target, rows
        self.before = {question.id: question for question in engagement.questionnaire.definition.questions()}
        self.after = {question.id: question for question in target.questions()}

    @cached_property
    def hash(self) -> str:
        """The fingerprint of the version it moves to."""
        return self.target.fingerprint()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The ids that answers follow to, by those they have; never two to one, so that no two answers become one."""
        given = list(dict.fromkeys(_questions(self.engagement.answers, self.engagement.rulings)))
        taken = set(given)  # also by what rests: it must not become one with another question's answers
        names: dict[str, str] = {}
        for name in given:
            new = next((one for one in self._candidates(name) if one not in taken), None)
            if new is not None:
                names[name] = new
                taken.add(new)
        return names

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """What becomes of every answer that counts today or rests."""
        return tuple(self._fate(answer) for answer in self.engagement.current_answers())

    def moved(self, *, now: datetime, by: str | None) -> Engagement:
        """The engagement under the other version. Raises ScanError where it has that version already."""
        copy, engagement = self.engagement.questionnaire, self.engagement
        if copy.hash == self.hash:
            raise ScanError.of(engagement.id, "the engagement has this version already", "choose another version")
        answers, rulings = [self._under_new_name(one) for one in engagement.answers], engagement.rulings
        left = EarlierQuestionnaire(
            id=copy.definition.id,
            version=copy.definition.version,
            hash=copy.hash,
            records=len(answers),
            rulings=len(rulings),
            renamed=dict(self.names),
            left_at=now,
            left_by=by,
        )
        return engagement.model_copy(
            update={
                "questionnaire": QuestionnaireCopy(hash=self.hash, definition=self.target),
                "answers": (*answers, *self._further(now, by)),
                "rulings": (*map(self._under_new_name, rulings), *self._further_rulings(now, by)),
                "earlier_questionnaires": (*engagement.earlier_questionnaires, left),
            }
        )

    @cached_property
    def withdrawn(self) -> tuple[Ruling, ...]:
        """The rulings that count today and whose value cannot be the answer any more."""
        current = self.engagement.current_rulings()
        return tuple(
            ruling for name, ruling in current.items() if ruling.value is not None and self._is_unfit(name, ruling.value)
        )

    def _is_unfit(self, name: str, value: Value) -> bool:
        question = self.after.get(self.names.get(name, name))
        return question is not None and self._unfit(self.before.get(name), question, value) is not None

    def _further_rulings(self, now: datetime, by: str | None) -> Iterator[Ruling]:
        """What withdraws rulings that do not fit any more, and those that count again after moving back."""
        for ruling in self.withdrawn:
            why = SET_ASIDE.fill(version=self.target.version).in_language(self.engagement.language)
            yield self._under_new_name(Ruling(question=ruling.question, decision="withdrawn", reason=why, by=by, at=now))
        newest = {ruling.question: number for number, ruling in enumerate(self.engagement.rulings)}
        for name, number in newest.items():
            ruling = self.engagement.rulings[number]
            if ruling.decision == "withdrawn" and ruling.at in self._moves_from_there:
                below = next(one for one in reversed(self.engagement.rulings[:number]) if one.question == name)
                yield self._under_new_name(below).model_copy(update={"at": now})

    @cached_property
    def _moves_from_there(self) -> list[datetime | None]:
        """When the engagement left this very version before."""
        return [earlier.left_at for earlier in self.engagement.earlier_questionnaires if earlier.hash == self.hash]

    def _under_new_name(self, record: Record) -> Record:
        return record.model_copy(update={"question": self.names.get(record.question, record.question)})

    def _further(self, now: datetime, by: str | None) -> Iterator[Answer]:
        """The records that set answers aside, and those that bring them back."""
        for fate in self.fates:
            newest, said, words = fate.answer, fate.restored, BACK
            if fate.outcome == "set_aside":
                said, words = newest.model_copy(update=ASK_AGAIN), SET_ASIDE
            if said is not None:
                why = words.fill(version=self.target.version).in_language(self.engagement.language)
                record = {"question": fate.question, "revision": newest.revision + 1, "supersedes": newest.revision}
                act = {"overlooked": None, "asked_at": now, "interviewer": by, "change_reason": why}
                yield said.model_copy(update=record | act)

    def _candidates(self, name: str) -> Iterator[str]:
        """Under what ids the answers of a question might go on, the surest first."""
        former = self._name_then(name)
        if former is not None:  # as it was, even if it rested
            yield former
        elif name not in self.after:
            if name in self._pairs:
                yield self._pairs[name]
            yield from (question.id for question in self.after.values() if name in question.aliases)

    @cached_property
    def _pairs(self) -> Mapping[str, str]:
        return same_questions(self.engagement.questionnaire.definition, self.target)

    def _name_then(self, name: str) -> str | None:
        """The id that answers had when the engagement had this version before; none where there were none to the question."""
        then = name
        for earlier in reversed(self.engagement.earlier_questionnaires):
            names_before = {new: old for old, new in earlier.renamed.items()}
            then = names_before.get(then, then)
            if earlier.hash == self.hash:
                records, rulings = self.engagement.answers[: earlier.records], self.engagement.rulings[: earlier.rulings]
                return then if name in _questions(records, rulings) else None
        return None

    def _fate(self, answer: Answer) -> Fate:
        name = self.names.get(answer.question, answer.question)
        question, was = self.after.get(name), self.before.get(answer.question)
        if question is None:
            return Fate(answer, name, "rests")
        restored = self._set_aside_before(answer)
        if restored is not None:
            return Fate(answer, name, "returns", restored=restored)
        why = self._unfit(was, question, answer.value) if answer.value is not None else None
        if why is not None:
            return Fate(answer, name, "set_aside", why)
        return Fate(answer, name, "returns" if was is None else "stays" if name == answer.question else "follows")

    def _set_aside_before(self, answer: Answer) -> Answer | None:
        """The answer beneath a record that set it aside when the engagement left this very version."""
        said = set_aside_beneath(self.engagement, answer, self.hash)
        return None if said is None else said.model_copy(update={"note": answer.note, "quote": answer.quote})

    def _unfit(self, was: Question | None, question: Question, value: Value) -> Why | None:
        if was is not None and _sort(was) != _sort(question):
            return "other_sort"
        if was is not None and _units(was, value) != _units(question, value):
            return "other_unit"
        known = self.rows[question.rows] if isinstance(question, MatrixQuestion) else None
        return "no_fit" if problems_of(question, value, known) else None


def _questions(answers: Iterable[Answer], rulings: Iterable[Ruling]) -> list[str]:
    """What questions were answered or decided, in the order first given, possibly more than once."""
    return [*(answer.question for answer in answers), *(ruling.question for ruling in rulings)]


def set_aside_beneath(engagement: Engagement, answer: Answer, left: str | None = None) -> Answer | None:
    """The answer that a move set aside and that nobody has given anew since; none where there is no such one.

    With `left`, only a move away from the version of that fingerprint counts.
    """
    moves = [earlier.left_at for earlier in engagement.earlier_questionnaires if left in (None, earlier.hash)]
    record: Answer | None = answer
    while record is not None and record.status in ("deferred", "not_asked"):
        below = _replaced_by(engagement, record)
        if record.status == "deferred" and record.marked_for_review and record.asked_at in moves:
            return below
        record = below
    return None


def was_set_aside(engagement: Engagement, answer: Answer) -> bool:
    """Whether a record answers a version of the questionnaire that was left, so that its number may have another unit today."""
    moves = [earlier.left_at for earlier in engagement.earlier_questionnaires]
    key = (answer.question, answer.respondent)
    later = [one for one in engagement.answers if (one.question, one.respondent) == key and one.revision > answer.revision]
    by_moves = [one for one in later if one.asked_at in moves and one.asked_at is not None]
    return bool(by_moves) and by_moves[-1].status == "deferred" and by_moves[-1].marked_for_review


def _replaced_by(engagement: Engagement, answer: Answer) -> Answer | None:
    """The record that an answer replaced; none where it is the first."""
    key = (answer.question, answer.respondent, answer.supersedes)
    return next((one for one in engagement.answers if (one.question, one.respondent, one.revision) == key), None)


def _sort(question: Question) -> str:
    """How a question is answered: numbers of all types are of one sort, matrices differ by their rows."""
    if isinstance(question, MatrixQuestion):
        return f"matrix of {question.rows}"
    return "number" if isinstance(question, NumberQuestion) else question.type


def _units(question: Question, value: Value) -> list[str | None]:
    """The unit of every entry of a value."""
    if isinstance(question, MatrixQuestion):
        return [question.cell.unit]
    if not isinstance(question, NumberQuestion):
        return []
    if not isinstance(value, dict):
        return [question.fields[0].unit]
    units = {field.id: field.unit for field in question.fields}
    return [units.get(name) for name in value]
