"""Answers in words, in both languages: levels with their description, numbers with their unit."""

from collections.abc import Mapping

from quickscan.domain.base import LANGUAGES, Language, Text
from quickscan.domain.engagement import Value
from quickscan.domain.question_parts import TOP_LEVEL, NumberField
from quickscan.domain.questionnaire import ChoiceQuestion, MaturityQuestion, NumberQuestion, Question, Questionnaire

UNITS: Mapping[str, Text] = {
    "count": Text(de="{}", en="{}"),
    "percent": Text(de="{} %", en="{}%"),
    "minutes": Text(de="{} min", en="{} min"),
    "hours": Text(de="{} h", en="{} h"),
    "days": Text(de="{} Tage", en="{} days"),
    "eur": Text(de="{} €", en="€{}"),
    "eur_per_month": Text(de="{} € je Monat", en="€{} a month"),
    "eur_per_year": Text(de="{} € je Jahr", en="€{} a year"),
    "per_month": Text(de="{} je Monat", en="{} a month"),
    "per_year": Text(de="{} je Jahr", en="{} a year"),
    "text": Text(de="{}", en="{}"),
}
LEVEL = Text(de="Stufe {}", en="level {}")


def number_in_words(value: float, language: Language, decimals: int = 2) -> str:
    """A number as people write it: 1.234,5 in German, 1,234.5 in English; no needless zeros."""
    words = f"{value:,.{decimals}f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return words.translate(str.maketrans(",.", ".,")) if language == "de" else words


def number_in_both(value: float, decimals: int = 2) -> Text:
    """The same in both languages."""
    return Text(**{language: number_in_words(value, language, decimals) for language in LANGUAGES})


def answer_in_words(questionnaire: Questionnaire, question: Question, value: Value, rows: Mapping[str, Text]) -> Text:
    """An answer as a person would say it. `rows` names channels and process steps."""
    return Text(**{language: _in_words(questionnaire, question, value, rows, language) for language in LANGUAGES})


def as_given(value: Value, rows: Mapping[str, Text], language: Language) -> str:
    """An answer without its question, which may have had another unit: numbers as they are, options by their id."""
    if isinstance(value, dict):
        names = {row: rows[row].in_language(language) if row in rows else row for row in value}
        return "; ".join(f"{names[row]}: {as_given(entry, rows, language)}" for row, entry in value.items())
    if isinstance(value, tuple):
        return ", ".join(value)
    return number_in_words(value, language) if isinstance(value, int | float) else value


def _in_words(
    questionnaire: Questionnaire, question: Question, value: Value, rows: Mapping[str, Text], language: Language
) -> str:
    if isinstance(question, MaturityQuestion) and isinstance(value, int | float):
        return _level(questionnaire, question, value, language)
    if isinstance(question, ChoiceQuestion):
        names = {option.id: option.text.in_language(language) for option in question.options}
        chosen = value if isinstance(value, tuple) else (value,)
        return ", ".join(names.get(str(option), str(option)) for option in chosen)
    if isinstance(value, dict):
        fields = _fields(question)
        return "; ".join(_row(row, entry, fields, rows, language) for row, entry in value.items())
    if isinstance(value, int | float):
        return with_unit(value, next(iter(_fields(question).values()), None), language)
    return str(value)


def _fields(question: Question) -> dict[str, NumberField]:
    """Fields by name; the cell of a matrix, which stands for every row, under the empty name."""
    if isinstance(question, NumberQuestion):
        return {field.id: field for field in question.fields}
    cell = getattr(question, "cell", None)
    return {"": cell} if cell is not None else {}


def _row(row: str, entry: object, fields: Mapping[str, NumberField], rows: Mapping[str, Text], language: Language) -> str:
    field = fields.get(row) or fields.get("")
    label = field.label if field is not None and field.id == row else rows.get(row)
    name = label.in_language(language) if label is not None else row
    words = with_unit(entry, field, language) if isinstance(entry, int | float) else str(entry)
    return f"{name}: {words}"


def with_unit(value: float, field: NumberField | None, language: Language) -> str:
    """A number with the unit of its field."""
    return UNITS[field.unit if field is not None else "count"].in_language(language).format(number_in_words(value, language))


def _level(questionnaire: Questionnaire, question: MaturityQuestion, value: float, language: Language) -> str:
    name = LEVEL.in_language(language).format(number_in_words(value, language, 1))
    if value != int(value) or not 0 <= value <= TOP_LEVEL:  # a mean of several, or what was answered before there were levels
        return name
    return f"{name}: {questionnaire.levels_of(question)[int(value)].in_language(language)}"
