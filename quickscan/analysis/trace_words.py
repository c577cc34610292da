"""What figures are called and how their values read, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from quickscan.analysis.trace_figures import Figure, Traceable
from quickscan.analysis.trace_labels import PARTS, RULE_NAMES
from quickscan.analysis.trace_witness import plain
from quickscan.domain.base import LANGUAGES, Language, Text
from quickscan.domain.engagement import Value
from quickscan.domain.question_parts import NumberField
from quickscan.domain.result import Estimate
from quickscan.domain.trace import Unit
from quickscan.interview.wording import answer_in_words, number_in_words, with_unit

FORMS: Mapping[Unit, tuple[Text, float, int]] = {
    "share": (Text(de="{} %", en="{}%"), 100.0, 1),
    "points": (Text(de="{} Punkte", en="{} points"), 100.0, 1),
    "severity": (Text(de="{}", en="{}"), 1.0, 2),
    "level": (Text(de="Stufe {}", en="level {}"), 1.0, 1),
    "count": (Text(de="{} im Jahr", en="{} a year"), 1.0, 1),
    "number": (Text(de="{}", en="{}"), 1.0, 3),
    "eur": (Text(de="{} €", en="€{}"), 1.0, 0),
    "hours": (Text(de="{} Stunden", en="{} hours"), 1.0, 1),
    "months": (Text(de="{} Monate", en="{} months"), 1.0, 1),
    "person_days": (Text(de="{} Personentage", en="{} person-days"), 1.0, 1),
    "years": (Text(de="{} Jahre", en="{} years"), 1.0, 0),
    "words": (Text(de="{}", en="{}"), 1.0, 3),
    "setting": (Text(de="{}", en="{}"), 1.0, 0),
}
"""For each unit the words around a number, by what it is multiplied to be shown, and its decimals."""
AT_CONFIDENCE = Text(de="{rule} (Sicherheit {level})", en="{rule} (confidence {level})")
UNKNOWN = Text(de="unbekannt", en="unknown")
UNIT_OF_PARAMETER: Mapping[str, Unit] = {"share": "share", "hours": "hours", "eur": "eur"}


@dataclass(frozen=True)
class Names:
    """What parts of the names of figures are called: causes, areas, measures, parameters, questions, scenarios."""

    of: Traceable

    def part(self, head: str, part: str) -> Text:
        """A part of a name under its first word."""
        if part in PARTS and head in ("measure", "portfolio", "roadmap", "simulated", "scenario"):
            return PARTS[part]
        if head in ("rules", "terms"):
            return _of_rule(part)
        return self._things.get(head, {}).get(part) or self._measures.get(part) or plain(part.replace("_", " "))

    @cached_property
    def _measures(self) -> Mapping[str, Text]:
        return {entry.id: entry.title for entry in self.of.knowledge.recommendations}

    @cached_property
    def _things(self) -> Mapping[str, Mapping[str, Text]]:
        knowledge = self.of.knowledge
        causes = {cause.id: cause.name for cause in knowledge.causes}
        questions = {
            question.id: Text(**{language: f"{question.code} {question.title.in_language(language)}" for language in LANGUAGES})
            for question in self.of.engagement.questionnaire.definition.questions()
        }
        return {
            "cause": causes,
            "simulated": causes,
            "programme": causes,
            "area": {area.area: area.title for area in self.of.assessment.maturity.values()},
            "parameter": {parameter.id: parameter.name for parameter in knowledge.parameters},
            "answer": questions,
            "narrowing": questions,
            "scenario": {scenario.id: scenario.name for scenario in self.of.engagement.scenarios},
        }


def _of_rule(part: str) -> Text:
    """The name of a rule; one that hangs on how sure an answer is says so."""
    name, _, level = part.partition(".")
    label = RULE_NAMES.get(name, plain(name.replace("_", " ")))
    return AT_CONFIDENCE.fill(rule=label, level=level) if level else label


def in_words(figure: Figure, unit: Unit) -> Text:
    """A figure as a person would say it; a simulated one with its interval."""
    return Text(**{language: _said(figure, unit, language) for language in LANGUAGES})


def _said(figure: Figure, unit: Unit, language: Language) -> str:
    if isinstance(figure, Estimate):
        mean, half = (_number(value, unit, language) for value in (figure.mean, figure.half_width))
        return FORMS[unit][0].in_language(language).format(f"{mean} ± {half}")
    if isinstance(figure, int | float):
        return FORMS[unit][0].in_language(language).format(_number(figure, unit, language))
    if isinstance(figure, Mapping):
        return "; ".join(f"{name}: {_said(value, unit, language)}" for name, value in figure.items())
    return ", ".join(figure) if isinstance(figure, tuple) else figure or UNKNOWN.in_language(language)


def _number(value: float, unit: Unit, language: Language) -> str:
    _, factor, decimals = FORMS[unit]
    return number_in_words(factor * value, language, decimals)


def answer_words(of: Traceable, question_id: str, value: Value | None) -> Text:
    """The consolidated answer to a question in words."""
    definition = of.engagement.questionnaire.definition
    question = next((one for one in definition.questions() if one.id == question_id), None)
    if value is None or question is None:
        return UNKNOWN if value is None else in_words(value, "words")
    return answer_in_words(definition, question, value, of.knowledge.row_names)


def parameter_words(of: Traceable, parameter: str, value: Figure) -> Text:
    """The value of a parameter: as answered, in the unit of its question; otherwise in its own."""
    setters = (of.sources or {}).get(parameter, ())
    if not setters:
        found = next(one for one in of.knowledge.parameters if one.id == parameter)
        return in_words(value, UNIT_OF_PARAMETER.get(found.unit, "number"))
    questions = {question.id: question for question in of.engagement.questionnaire.definition.questions()}
    fields = {field.id: field for name in setters for field in getattr(questions[name], "fields", ())}
    cell: NumberField | None = next((getattr(questions[name], "cell", None) for name in setters), None)
    entries = value if isinstance(value, dict) else {"": value}
    return Text(**{language: _entries(of, entries, fields, cell, language) for language in LANGUAGES})


def _entries(
    of: Traceable,
    entries: Mapping[str, Figure],
    fields: Mapping[str, NumberField],
    cell: NumberField | None,
    language: Language,
) -> str:
    """One entry after the other: rows of a table by their names, fields by their labels."""
    only = next(iter(fields.values()), cell) if len(entries) == 1 else None
    said = []
    for name, entry in entries.items():
        field = fields.get(name) or cell or only
        label = of.knowledge.row_names.get(name) or (field.label if field is not None and field.id == name else None)
        words = with_unit(entry, field, language) if isinstance(entry, int | float) else _said(entry, "words", language)
        said.append(f"{label.in_language(language)}: {words}" if label is not None else words)
    return "; ".join(said)
