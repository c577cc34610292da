"""A questionnaire: sections of questions, what may be answered, and what an answer means for causes and simulation."""

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, QuestionId, Share, Text
from quickscan.domain.provenance import Provenance

TOP_LEVEL = 4
"""The highest maturity level."""

Rows = Literal["channels", "process_steps"]
Unit = Literal[
    "count", "percent", "minutes", "hours", "days", "eur", "eur_per_month", "eur_per_year", "per_month", "per_year", "text"
]


class Condition(Noun):
    """When a question is asked. Exactly one of the three forms: an answer to a question, all of several, any of several."""

    question: QuestionId | None = None
    """The question whose answer decides."""
    is_one_of: tuple[str, ...] = ()
    """Asked if the choice is one of these options."""
    at_least: float | None = None
    """Asked if the number or level is at least this."""
    at_most: float | None = None
    """Asked if the number or level is at most this."""
    all: tuple["Condition", ...] = ()
    """Asked if all of these hold."""
    any: tuple["Condition", ...] = ()
    """Asked if any of these holds."""

    @model_validator(mode="after")
    def _one_form(self) -> "Condition":
        tests = bool(self.is_one_of) + (self.at_least is not None or self.at_most is not None)
        if (self.question is not None) + bool(self.all) + bool(self.any) != 1 or tests != (self.question is not None):
            raise ValueError(
                "a condition needs either a question with is_one_of or at_least / at_most, or all, or any; keep one form"
            )
        return self

    def questions(self) -> Iterator[str]:
        """The ids of all questions it looks at."""
        if self.question is not None:
            yield self.question
        for part in (*self.all, *self.any):
            yield from part.questions()


class Informs(Noun):
    """Which cause an answer tells about."""

    cause: Id
    """The cause."""
    weight: Annotated[float, Field(gt=0.0)] = 1.0
    """How much this question counts among all that inform the cause."""


class MeasuredLoss(Noun):
    """How a measured percentage says directly what a cause costs: the loss runs straight from one end to the other."""

    cause: Id
    """The cause."""
    loss_at_0_percent: Share
    """The share of sales lost if the answer is 0 %."""
    loss_at_100_percent: Share
    """The share of sales lost if the answer is 100 %."""
    covers: Literal["whole", "part"]
    """whole: it replaces the severity from maturity; part: the cause does more than this, so it is a floor."""
    provenance: Provenance
    """Why the loss is read this way."""


class Quantiles(Noun):
    """A range for a parameter of the simulation: one in ten below p10, half below p50, nine in ten below p90."""

    p10: float
    """Low."""
    p50: float
    """Middle."""
    p90: float
    """High."""

    @model_validator(mode="after")
    def _in_order(self) -> "Quantiles":
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError(f"p10, p50 and p90 must rise ({self.p10:g}, {self.p50:g}, {self.p90:g}); put them in order")
        return self


class Sets(Noun):
    """Which parameter of the simulation an answer sets."""

    parameter: str
    """The parameter, such as dl.t_first_h."""
    field: Id | None = None
    """The field of the answer that sets it, where the answer has several."""
    by_level: tuple[Quantiles, ...] = ()
    """For a maturity question: the range at each level, 0 to 4, where one can be given."""

    @model_validator(mode="after")
    def _five_levels(self) -> "Sets":
        if self.by_level and len(self.by_level) != TOP_LEVEL + 1:
            raise ValueError(f"by_level has {len(self.by_level)} entries; give one for each level 0 to {TOP_LEVEL}")
        return self


class NumberField(Noun):
    """A number that can be typed, with its unit and limits."""

    id: Id = "value"
    """Its name among the fields of a question."""
    label: Text | None = None
    """What to call it, where a question has several."""
    kind: Literal["number", "percentage", "duration", "currency", "text"]
    """What sort of entry it is."""
    unit: Unit
    """The unit in which it is stored."""
    minimum: float | None = None
    """Below this it is refused."""
    maximum: float | None = None
    """Above this it is refused."""
    plausible_minimum: float | None = None
    """Below this a warning asks to check."""
    plausible_maximum: float | None = None
    """Above this a warning asks to check."""
    whole: bool = False
    """Whether only whole numbers make sense."""

    @model_validator(mode="after")
    def _limits_in_order(self) -> "NumberField":
        limits = [x for x in (self.minimum, self.plausible_minimum, self.plausible_maximum, self.maximum) if x is not None]
        if limits != sorted(limits):
            raise ValueError(
                "minimum, plausible_minimum, plausible_maximum and maximum must rise in this order; put them in order"
            )
        return self


class Option(Noun):
    """One answer to choose."""

    id: Id
    """The value stored."""
    text: Text
    """The words shown."""


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

    def fingerprint(self) -> str:
        """The SHA-256 of the definition in a canonical form, as 64 hexadecimal digits."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
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
