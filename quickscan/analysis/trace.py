"""Where every figure comes from: followed to answers, people, times, measurements, sources, caps and judgements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from quickscan.analysis.trace_figures import Figure, Traceable, figures
from quickscan.analysis.trace_grounds import Grounds
from quickscan.analysis.trace_inputs import inputs_of
from quickscan.analysis.trace_inputs_programme import Parts
from quickscan.analysis.trace_rule import Rule, rule
from quickscan.analysis.trace_rules_answers import AREAS, BASICS, CAUSES, LOSS
from quickscan.analysis.trace_rules_firmness import FLIPS, RETURNS
from quickscan.analysis.trace_rules_measures import MEASURES
from quickscan.analysis.trace_rules_programme import PORTFOLIO, ROADMAP
from quickscan.analysis.trace_rules_simulated import SCENARIOS, YEAR
from quickscan.analysis.trace_witness import Witnesses
from quickscan.analysis.trace_words import Names, answer_words, in_words, parameter_words
from quickscan.domain.base import LANGUAGES, Text
from quickscan.domain.problem import ScanError
from quickscan.domain.result import Consolidated, Estimate
from quickscan.domain.trace import Trace, TracedFigure, Unit

RULES: tuple[Rule, ...] = (*LOSS, *CAUSES, *AREAS, *YEAR, *SCENARIOS, *MEASURES, *PORTFOLIO, *RETURNS, *FLIPS, *ROADMAP, *BASICS)
"""The first that fits counts."""
OF_ITS_PART = rule(
    "**",
    "number",
    ("{0}", "{0}"),
    ("Mit den übrigen Zahlen seines Teils berechnet.", "Computed with the others of its part."),
)
"""For a figure that has no rule of its own yet: nothing that is printed is left out."""
RULES_OF_ANSWERS: Mapping[str, Text] = {
    "single": Text(de="Die einzige Antwort.", en="The only answer."),
    "best_basis": Text(de="Die am besten belegte Antwort zählt.", en="The best-founded answer counts."),
    "mean": Text(de="Mittel der am besten belegten Antworten, nach Sicherheit gewichtet.",
                 en="Mean of the best-founded answers, weighted by confidence."),
    "most_frequent": Text(de="Unter den am besten belegten die häufigste Antwort.",
                          en="The most frequent among the best-founded answers."),
    "unknown": Text(de="Niemand weiß es.", en="Nobody knows."),
    "ruled": Text(de="Es wurde entschieden, welcher Wert gilt.", en="It was decided which value counts."),
}  # fmt: skip
NEAREST, ALIKE = 3, 0.5


@dataclass(frozen=True)
class Tracer:
    """Traces the figures of one scan, or of as much of it as there is."""

    of: Traceable
    names: bool = False
    """Whether people's names are told."""

    @cached_property
    def known(self) -> Mapping[str, Figure]:
        """All figures by id."""
        return figures(self.of)

    def figure(self, figure_id: str) -> TracedFigure:
        """One figure with what it comes from. Raises ScanError where there is none of that name, naming the nearest."""
        if figure_id not in self.known:
            raise ScanError.of(figure_id, "there is no such figure", self._remedy(figure_id))
        found, parts = rule_of(self.of, figure_id)
        value = self.known[figure_id]
        return TracedFigure(
            id=figure_id,
            name=self._filled(found.name, figure_id, parts),
            value=self._value(figure_id, value, _unit(found, figure_id)),
            number=value.mean if isinstance(value, Estimate) else float(value) if isinstance(value, int | float) else None,
            half_width=value.half_width if isinstance(value, Estimate) else None,
            unit=_unit(found, figure_id),
            rule=self._answer_rule(parts[0]) if found.words.en == "{rule}" else found.words,
            inputs=inputs_of(self.of, found, parts, self.known),
            grounds=self._grounds.under(found.grounds, parts),
        )

    def everything(self) -> Trace:
        """All figures."""
        return self._trace(self.known)

    def chain(self, figure_id: str) -> Trace:
        """A figure and all that it is made of, itself first. Raises ScanError where there is none of that name."""
        return self._trace(dict.fromkeys(self._below(figure_id, set())))

    def _below(self, figure_id: str, seen: set[str]) -> Iterator[str]:
        """Each figure once, before those that it is made of."""
        if figure_id not in seen:
            seen.add(figure_id)
            yield figure_id
            for name in self.figure(figure_id).inputs:
                yield from self._below(name, seen)

    def _trace(self, wanted: Mapping[str, object]) -> Trace:
        copy, run = self.of.engagement.questionnaire, self.of.simulation
        return Trace(
            engagement=self.of.engagement.id,
            questionnaire=f"{copy.definition.id} {copy.definition.version}",
            hash=copy.hash,
            version=run.version if run else None,
            calibration=run.calibration if run else None,
            seed=run.seed if run else None,
            replications=run.replications if run else None,
            names_shown=self.names,
            figures=tuple(self.figure(name) for name in wanted),
        )

    @cached_property
    def _witnesses(self) -> Witnesses:
        return Witnesses(self.of, self.names)

    @cached_property
    def _grounds(self) -> Grounds:
        return Grounds(self.of, self._witnesses)

    @cached_property
    def _called(self) -> Names:
        return Names(self.of)

    def _filled(self, words: Text, figure_id: str, parts: Parts) -> Text:
        head = figure_id.partition(".")[0]
        called = [self._called.part(head, part) for part in parts]
        return Text(
            **{
                language: words.in_language(language).format(*(one.in_language(language) for one in called))
                for language in LANGUAGES
            }
        )

    def _value(self, figure_id: str, value: Figure, unit: Unit) -> Text:
        head, _, rest = figure_id.partition(".")
        if head == "answer":
            words = answer_words(self.of, rest, self.of.answers[rest].value)
        else:
            words = parameter_words(self.of, rest, value) if head == "parameter" else in_words(value, unit)
        return Text(de=self._witnesses.hidden(words.de), en=self._witnesses.hidden(words.en))

    def _answer_rule(self, question: str) -> Text:
        answer: Consolidated = self.of.answers[question]
        return RULES_OF_ANSWERS[answer.rule]

    def _remedy(self, figure_id: str) -> str:
        near = get_close_matches(figure_id, self.known, NEAREST, ALIKE)
        return f"take one of the list, such as {', '.join(near)}" if near else "take one of the list"


def rule_of(of: Traceable, figure_id: str) -> tuple[Rule, Parts]:
    """The rule of a figure, and what the stars in its pattern stand for."""
    variant = _variant(of, figure_id)
    for one in RULES:
        parts = one.parts(figure_id)
        if parts is not None and one.pattern.partition(":")[2] in ("", variant):
            return one, parts
    return OF_ITS_PART, (figure_id,)


def _variant(of: Traceable, figure_id: str) -> str:
    """What some figures hang on: how a severity is known, whether anybody answered a parameter, whether a term was stated."""
    head, _, rest = figure_id.partition(".")
    if head == "cause" and rest.endswith(".severity"):
        return of.assessment.severity[rest.rpartition(".")[0]].basis
    if head == "parameter":
        return "answered" if rest in (of.sources or {}) else "assumed"
    return "stated" if getattr(of.engagement.programme.terms, rest, None) is not None else "assumed"


def _unit(found: Rule, figure_id: str) -> Unit:
    """That of the rule; a figure of a scenario counts in the unit of the same figure today."""
    if found.unit != "number" or not figure_id.startswith(("scenario.", "terms.")):
        return found.unit
    return UNITS_OF_TERMS.get(figure_id.partition(".")[2]) or _unit_of_year(figure_id.split(".", 3)[-1])


UNITS_OF_TERMS: Mapping[str, Unit] = {
    "discount_rate": "share", "years": "years", "person_days_per_month": "person_days", "person_day_eur": "eur",
    "list_price_eur": "eur",
    "quick_wins_until_month": "months", "foundation_until_month": "months", "growth_until_month": "months",
}  # fmt: skip


def _unit_of_year(name: str) -> Unit:
    name = name.removeprefix("difference.")
    known = {"response_median_hours": "response_time_hours.median", "response_p90_hours": "response_time_hours.p90"}
    wanted = f"simulated.{known.get(name, name)}"
    found = next((one for one in YEAR if one.parts(wanted) is not None), None)
    ending: Unit = "eur" if name.endswith("_eur") else "share" if name.endswith("_utilisation") else "number"
    return found.unit if found is not None else ending
