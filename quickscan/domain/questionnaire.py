"""A questionnaire: sections of questions, what may be answered, and what an answer means for causes and simulation."""

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, QuestionId, Text
from quickscan.domain.question_parts import Condition, Informs, MeasuredLoss, NumberField, Option, Rows, Sets


class QuestionBase(Noun):
    """What every question carries."""

    id: QuestionId
    """Its name, section.question; never renumbered, never used again."""
    aliases: tuple[str, ...] = ()
    """Other names under which it was known, such as its code E-01."""
    title: Text
    """A few words for lists and charts."""
    text: Text
    """The question as it is read out."""
    help: Text | None = None
    """What is meant, for whoever asks."""
    probes: tuple[Text, ...] = ()
    """Ask like this."""
    red_flags: tuple[Text, ...] = ()
    """Signs that the answer is too good to be true, or that something is badly wrong."""
    evidence_hint: Text | None = None
    """What document would prove it."""
    minutes: Annotated[float, Field(gt=0.0)]
    """How long it takes to ask, in minutes."""
    ask_roles: tuple[Id, ...] = Field(min_length=1)
    """Roles that can answer."""
    ask_several: bool = False
    """Whether several roles should be asked and their answers compared."""
    optional: bool = False
    """Whether it can be left out when time is short."""
    when: Condition | None = None
    """Asked only if this holds."""
    informs: tuple[Informs, ...] = ()
    """The causes it tells about."""
    sets: tuple[Sets, ...] = ()
    """The parameters of the simulation it sets."""

    @property
    def code(self) -> str:
        """The short code shown to people: the first alias, otherwise the id."""
        return self.aliases[0] if self.aliases else self.id


class MaturityQuestion(QuestionBase):
    """A level from 0 to 4, each described."""

    type: Literal["maturity"]
    """Maturity."""
    levels: tuple[Text, Text, Text, Text, Text] | None = None
    """What must be true for each level, 0 to 4."""
    scale: Id | None = None
    """A shared scale in place of levels of its own."""
    weight: Annotated[float, Field(gt=0.0)] = 1.0
    """How much it counts in the maturity of its section."""

    @model_validator(mode="after")
    def _levels_or_scale(self) -> "MaturityQuestion":
        if (self.levels is None) == (self.scale is None):
            raise ValueError("a maturity question needs either levels or scale; keep one")
        return self


class NumberQuestion(QuestionBase):
    """One or several numbers: count, percentage, duration or money."""

    type: Literal["number", "percentage", "duration", "currency"]
    """What sort of number leads."""
    fields: tuple[NumberField, ...] = Field(min_length=1)
    """The numbers to type; a single one is called value."""
    measured_loss: MeasuredLoss | None = None
    """What it says about a loss, where the answer was measured."""


class ChoiceQuestion(QuestionBase):
    """One or several of some options."""

    type: Literal["single_choice", "multiple_choice"]
    """Whether one option or several can be chosen."""
    options: tuple[Option, ...] = Field(min_length=2)
    """The options in the order shown."""


class MatrixQuestion(QuestionBase):
    """One entry for each channel or process step."""

    type: Literal["matrix"]
    """Matrix."""
    rows: Rows
    """What the rows are."""
    cell: NumberField
    """What is typed in each row."""
    measured_loss: MeasuredLoss | None = None
    """What the volume-weighted mean says about a loss, where the answer was measured."""


class TextQuestion(QuestionBase):
    """Free words."""

    type: Literal["text"]
    """Text."""


Question = Annotated[
    MaturityQuestion | NumberQuestion | ChoiceQuestion | MatrixQuestion | TextQuestion, Field(discriminator="type")
]


class Scale(Noun):
    """Five described levels shared by several questions."""

    id: Id
    """Its name."""
    levels: tuple[Text, Text, Text, Text, Text]
    """What must be true for each level, 0 to 4."""


class Section(Noun):
    """Questions on one area."""

    id: Id
    """Its name."""
    code: str
    """Its letter on the interview sheet."""
    title: Text
    """The name shown."""
    intro: Text
    """What it is about, in one sentence."""
    process_step: Id | None = None
    """The process step it looks at; none where it is about the whole."""
    questions: tuple[Question, ...] = Field(min_length=1)
    """The questions in the order asked."""


class Questionnaire(Noun):
    """All questions of a scan, of one version."""

    id: Id
    """Its name."""
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")]
    """Its version, such as "1.0"."""
    title: Text
    """The name shown."""
    scales: tuple[Scale, ...] = ()
    """Shared scales."""
    sections: tuple[Section, ...] = Field(min_length=1)
    """The sections in the order asked."""

    def questions(self) -> Iterator[Question]:
        """All questions in order."""
        for section in self.sections:
            yield from section.questions

    def question(self, question_id: str) -> Question:
        """The question of that id or alias. Raises KeyError where there is none."""
        for question in self.questions():
            if question_id == question.id or question_id in question.aliases:
                return question
        raise KeyError(question_id)

    def section_of(self, question_id: str) -> Section:
        """The section of the question of that id or alias. Raises KeyError where there is none."""
        wanted = self.question(question_id).id
        return next(section for section in self.sections if any(question.id == wanted for question in section.questions))

    def fingerprint(self) -> str:
        """The SHA-256 of the definition in a canonical form, 64 hexadecimal digits; a new field not used changes nothing."""
        canonical = json.dumps(
            self.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def levels_of(self, question: MaturityQuestion) -> tuple[Text, ...]:
        """The five described levels, its own or those of its scale. Raises KeyError for an unknown scale."""
        if question.levels is not None:
            return question.levels
        for scale in self.scales:
            if scale.id == question.scale:
                return scale.levels
        raise KeyError(question.scale)


class QuestionnaireVariant(Noun):
    """A shorter questionnaire defined by reference to another one."""

    id: Id
    """Its name."""
    title: Text
    """The name shown."""
    based_on: Id
    """The questionnaire it takes its questions from."""
    minutes: Annotated[float, Field(gt=0.0)]
    """How long it takes."""
    questions: tuple[QuestionId, ...] = Field(min_length=1)
    """The questions kept; they are asked in the order of the full questionnaire."""
