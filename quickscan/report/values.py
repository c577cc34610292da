"""Answers as words: a level with its description, a number with its unit, options by their names, one line per channel or step.

An answer that does not fit its question any more is printed as it was given; nothing a respondent said is ever left out.
"""

from collections.abc import Callable

from quickscan.domain.engagement import Answer, Scalar, Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.question_parts import NumberField
from quickscan.domain.questionnaire import (
    ChoiceQuestion,
    MatrixQuestion,
    MaturityQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from quickscan.report.wording import Wording

EURO_UNITS = ("eur", "eur_per_month", "eur_per_year")


class ValueWords:
    """Puts the values of one questionnaire into words."""

    def __init__(self, questionnaire: Questionnaire, knowledge: Knowledge, wording: Wording) -> None:
        self.questionnaire = questionnaire
        self.wording = wording
        self.rows = {
            "channels": {channel.id: wording.of(channel.name) for channel in knowledge.channels},
            "process_steps": {step.id: wording.of(step.name) for step in knowledge.process_steps},
        }

    def answer(self, question: Question | None, answer: Answer) -> str:
        """What one respondent answered, or what became of the question."""
        if answer.value is not None:
            return self.value(question, answer.value)
        words = self.wording.say(f"status_{answer.status}")
        return f"{words}: {answer.reason}" if answer.reason else words

    def value(self, question: Question | None, value: Value) -> str:
        """A value in words; without its question, as it was given."""
        if isinstance(question, MaturityQuestion):
            return self._level(question, value)
        if isinstance(question, NumberQuestion):
            return self._fields(question, value)
        if isinstance(question, ChoiceQuestion):
            names = {option.id: self.wording.of(option.text) for option in question.options}
            return self._each(value, lambda part: names.get(str(part), self.as_given(part)))
        if isinstance(question, MatrixQuestion):
            return self._matrix(question, value)
        return self._each(value, self.as_given)

    def quantity(self, amount: float, unit: str) -> str:
        """A number with its unit; an unknown unit is printed as it is."""
        figures = self.wording.numbers
        if unit in EURO_UNITS:
            return self.wording.say(f"unit_{unit}", value=figures.euro(amount))
        if unit == "share":
            return figures.plain_percent(amount)
        value = figures.plain(amount)
        if not self.wording.knows(f"unit_{unit}"):
            return f"{value} {unit.replace('_', ' ')}"
        single = amount == 1 and self.wording.knows(f"unit_{unit}_one")
        return self.wording.say(f"unit_{unit}_one" if single else f"unit_{unit}", value=value)

    def _level(self, question: MaturityQuestion, value: Value) -> str:
        levels = self.questionnaire.levels_of(question)
        if isinstance(value, int | float) and float(value).is_integer() and 0 <= value < len(levels):
            return self.wording.say("level", level=int(value), meaning=self.wording.of(levels[int(value)]))
        if isinstance(value, int | float):
            return self.wording.say("level_between", level=self.wording.numbers.number(value, 1))
        return self._each(value, self.as_given)

    def _fields(self, question: NumberQuestion, value: Value) -> str:
        fields = {field.id: field for field in question.fields}
        if not isinstance(value, dict):
            return self._each(value, lambda part: self._in_field(question.fields[0], part))
        return self._lines({self._field_name(fields, key): self._in_field(fields.get(key), part) for key, part in value.items()})

    def _field_name(self, fields: dict[str, NumberField], key: str) -> str:
        label = fields[key].label if key in fields else None
        return self.wording.of(label) if label else ("" if key == "value" else key)

    def _matrix(self, question: MatrixQuestion, value: Value) -> str:
        names = self.rows[question.rows]
        if not isinstance(value, dict):
            return self._each(value, lambda part: self._in_field(question.cell, part))
        return self._lines({names.get(key, key): self._in_field(question.cell, part) for key, part in value.items()})

    def _in_field(self, field: NumberField | None, part: Scalar) -> str:
        if field is None or isinstance(part, str):
            return self.as_given(part)
        return self.quantity(part, field.unit)

    def as_given(self, part: Scalar) -> str:
        """A part of a value as it was given."""
        return part if isinstance(part, str) else self.wording.numbers.plain(part)

    def _each(self, value: Value, words: Callable[[Scalar], str]) -> str:
        if isinstance(value, dict):
            return self._lines({key: words(part) for key, part in value.items()})
        return "; ".join(words(part) for part in value) if isinstance(value, tuple) else words(value)

    @staticmethod
    def _lines(named: dict[str, str]) -> str:
        return "\n".join(f"{name}: {words}" if name else words for name, words in named.items())
