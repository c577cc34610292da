"""What somebody states for one client in place of what the field assumes: terms of valuation, figures and words of measures."""

from pydantic import ValidationError

from quickscan.domain.advice import Recommendation
from quickscan.domain.base import Text
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.provenance import Provenance
from quickscan.domain.valuation import Valuation

STATED = Provenance(
    basis="ask_client",
    source=Text(
        de="Für diesen Auftraggeber angegeben, als das Programm aufgestellt wurde; alles Übrige ist eigene Einschätzung",
        en="Stated for this client when the programme was made; the rest is own judgement",
    ),
)
OPTIONS = {"budget_eur": "--budget", "person_days": "--person-days"}
"""Limits, whose option is not called like them or which need no other word than what a limit is."""
FIGURES = ("effort_person_days", "one_off_keur", "per_year_keur", "months_to_effect")
WORDS = ("title", "description", "owner_role")


def with_options(terms: StatedTerms, **values: float | None) -> StatedTerms:
    """What is stated, with the options of a command that are not none in its place.

    Raises ScanError for values that cannot be, with all of them.
    """
    given = {name: value for name, value in values.items() if value is not None}
    try:
        return StatedTerms.model_validate({**dict(terms), **given})
    except ValidationError as error:
        raise ScanError(_problem(str(fault["loc"][0]), fault["input"], fault["msg"]) for fault in error.errors()) from None


def _problem(name: str, value: float, why: str) -> Problem:
    if name in OPTIONS:
        return Problem(OPTIONS[name], f"{value:g} is no limit", "give a number of 0 or more, or leave it out for no limit")
    return Problem("--" + name.replace("_", "-"), f"{value} cannot be: {why.lower()}", "give another value")


def decided(knowledge: Knowledge, choices: ProgrammeChoices) -> Knowledge:
    """The knowledge with the terms, figures and words that were stated; those terms then say where they come from."""
    library = tuple(_own(entry, choices.of(entry.id)) for entry in knowledge.recommendations)
    return knowledge.model_copy(update={"valuation": stated(knowledge.valuation, choices.terms), "recommendations": library})


def stated(valuation: Valuation, terms: StatedTerms) -> Valuation:
    """The terms of valuation with those that were stated."""
    given = {name: value for name in Valuation.model_fields if (value := getattr(terms, name, None)) is not None}
    return Valuation.model_validate({**dict(valuation), **given, "provenance": STATED}) if given else valuation


def _own(entry: Recommendation, choice: MeasureChoice) -> Recommendation:
    """A measure with its own figures, and with its own words, which stand for both languages and in pictures too."""
    figures = {name: getattr(choice, name) for name in FIGURES if getattr(choice, name) is not None}
    words = {name: Text(de=own, en=own) for name in WORDS if (own := getattr(choice, name)) is not None}
    short_title = None if "title" in words else entry.short_title
    return entry.model_copy(update={**figures, **words, "short_title": short_title})
