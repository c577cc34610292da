"""What somebody does at the card of a question, key by key and choice by choice, each of which the program can take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from quickscan.domain.engagement import Respondent
from quickscan.domain.question_parts import TOP_LEVEL, NumberField
from quickscan.domain.questionnaire import ChoiceQuestion, MatrixQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.interview.typed import VALUE, read_form
from tests.benchmarks.answered import rows_of

CONFIDENCES = ("1", "2", "3")
LETTERS = "äöü &<ßé9.🚀ש"
TRIES = 50

Form = dict[str, Any]
"""What stands in the fields of a card, by entry."""


@dataclass(frozen=True)
class Stroke:
    """One key or one choice."""

    entry: str
    """The entry of the form."""
    choice: int | None
    """The number of the choice; none for a key."""
    key: str
    """What is typed."""
    anew: bool
    """Whether it takes the place of what stands in the field."""
    form: Form
    """The whole form after it."""


def strokes_at(question: Question, who: Respondent, form: Form, random: Random) -> list[Stroke]:
    """An answer, given in the way of its question: a choice, or a number figure by figure. Empty where none could be found."""
    if isinstance(question, MaturityQuestion):
        return [_choose(form, VALUE, [str(level) for level in range(TOP_LEVEL + 1)], random)]
    if isinstance(question, ChoiceQuestion):
        options = [option.id for option in question.options]
        return [_choose(form, VALUE, options, random) if question.type == "single_choice" else _tick(form, options, random)]
    if isinstance(question, NumberQuestion | MatrixQuestion):
        return _number(question, who, form, random)
    return note(form, random, VALUE)


def surer(form: Form, random: Random) -> Stroke:
    """Another choice of how sure the answer is."""
    return _choose(form, "confidence", CONFIDENCES, random)


def note(form: Form, random: Random, entry: str = "note", letters: int = 3) -> list[Stroke]:
    """Some letters behind what stands in the field."""
    return list(_typed(form, entry, form[entry] or "", [random.choice(LETTERS) for _ in range(letters)], anew=False))


def _choose(form: Form, entry: str, choices: Sequence[str], random: Random) -> Stroke:
    chosen = random.choice([choice for choice in choices if choice != str(form[entry])])
    return Stroke(entry, choices.index(chosen), "", False, form | {entry: chosen})


def _tick(form: Form, options: Sequence[str], random: Random) -> Stroke:
    """Ticks another box, or takes a tick away where one remains."""
    ticked = list(form[VALUE])
    box = random.choice([option for option in options if option not in ticked or len(ticked) > 1])
    after = [option for option in options if (option in ticked) != (option == box)]
    return Stroke(VALUE, options.index(box), "", False, form | {VALUE: after})


def _number(question: NumberQuestion | MatrixQuestion, who: Respondent, form: Form, random: Random) -> list[Stroke]:
    """Two figures in some field, such that the program takes the first one, too."""
    names = rows_of(question) if isinstance(question, MatrixQuestion) else [field.id for field in question.fields]
    for _ in range(TRIES):
        name = random.choice(names)
        keys = [random.choice(LETTERS if _is_words(question, name) else "123456789") for _ in range(2)]
        strokes = list(_typed(form, f"{VALUE}.{name}", "", keys, anew=True))
        if strokes[0].form != form and all(taken(question, who, stroke.form) for stroke in strokes):
            return strokes
    return []


def _is_words(question: NumberQuestion | MatrixQuestion, name: str) -> bool:
    field: NumberField = question.cell if isinstance(question, MatrixQuestion) else _field(question, name)
    return field.kind == "text"


def _field(question: NumberQuestion, name: str) -> NumberField:
    return next(field for field in question.fields if field.id == name)


def _typed(form: Form, entry: str, before: str, keys: Sequence[str], *, anew: bool) -> Iterator[Stroke]:
    text = before
    for number, key in enumerate(keys):
        text += key
        yield Stroke(entry, None, key, anew and number == 0, form | {entry: text})


def taken(question: Question, who: Respondent, form: Form) -> bool:
    """Whether the program takes a form as an answer."""
    read = read_form(question, who.id, form, rows_of(question) if isinstance(question, MatrixQuestion) else [], "de")
    return read.answer is not None and not read.faults
