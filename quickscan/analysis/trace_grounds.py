"""What a chain ends at: answers, measurements, rulings, sources, caps, judgements, decisions, and how a year was simulated."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quickscan.analysis.trace_figures import Traceable
from quickscan.analysis.trace_inputs import course
from quickscan.analysis.trace_inputs_programme import Parts, entries_chosen
from quickscan.analysis.trace_witness import Witnesses
from quickscan.assessment.measured import measured_loss_of
from quickscan.domain.base import Text
from quickscan.domain.engagement import Ruling, Status
from quickscan.domain.provenance import Basis, Provenance
from quickscan.domain.questionnaire import MaturityQuestion
from quickscan.domain.trace import Ground, GroundKind, Published

OPEN = Text(de="Noch nicht beantwortet: {questions}.", en="Not answered yet: {questions}.")
NOBODY = Text(de="Dazu gibt es noch keine Antwort.", en="There is no answer about it yet.")
MOST_NAMED = 12
"""So many open questions are named; more are counted."""
KINDS: Mapping[Basis, GroundKind] = {"deck": "source", "source_seen": "source", "source_secondary": "source"}
"""What a provenance is: published or on the deck; anything else is a judgement."""
TEMPLATE = Text(
    de="Was Antworten nicht setzen, steht in der Prozessvorlage {name}: {source}.",
    en="What answers do not set stands in the process template {name}: {source}.",
)
SIMULATION = Text(
    de="{years} simulierte Jahre, Startwert {seed}, Kalibrierung {calibration}, Rechenkern {engine}, Programm {version}.",
    en="{years} simulated years, seed {seed}, calibration {calibration}, engine {engine}, program {version}.",
)
RULED = Text(de="Entschieden: {reason}", en="Decided: {reason}")
LIMIT = Text(de="Als Grenze für diesen Kunden angegeben.", en="Stated as a limit for this client.")
STATED = Text(de="Für diesen Kunden angegeben.", en="Stated for this client.")
DECIDED = Text(de="{verdict}: {reason}", en="{verdict}: {reason}")
OWN_FIGURE = Text(
    de="Für diesen Kunden an Stelle der Bibliothek festgelegt. {reason}",
    en="Decided for this client in place of the library's. {reason}",
)
CHOSEN = Text(
    de="{number} Maßnahmen gewählt: die beste Menge innerhalb der Grenzen, mit allem, was vorausgehen muss.",
    en="{number} measures chosen: the best set within the limits, with all that must come first.",
)
ORDER = Text(
    de="Die Reihenfolge folgt aus Voraussetzungen, Art und Gewinn je Personentag.",
    en="The order follows from prerequisites, kind and gain per person-day.",
)
MEANING = Text(de="Begründung im Fragebogen: „{source}“.", en="Reason given in the questionnaire: “{source}”.")
"""A questionnaire may have its reason in one language only: it is quoted."""
SCENARIO = Text(de="Szenario „{name}“: {source}.", en="Scenario “{name}”: {source}.")


STATUS: Mapping[Status, Text] = {
    "answered": Text(de="beantwortet", en="answered"),
    "dont_know": Text(de="weiß nicht", en="does not know"),
    "refused": Text(de="wollte nicht antworten", en="did not want to answer"),
    "not_applicable": Text(de="trifft nicht zu", en="does not apply"),
    "not_asked": Text(de="nicht gefragt", en="not asked"),
    "deferred": Text(de="aufgeschoben", en="deferred"),
}
"""What became of a question that has no value."""


@dataclass(frozen=True)
class Grounds:
    """Finds what figures rest on."""

    of: Traceable
    witnesses: Witnesses

    def under(self, names: Iterable[str], parts: Parts) -> tuple[Ground, ...]:
        """What stands under the names that a rule gives."""
        found: list[Ground] = []
        for name in names:
            kind, _, field = name.partition(":")
            found += GROUNDS[kind](self, (*parts, field) if field else parts)
        return tuple(found)

    def source(self, provenance: Provenance, kind: GroundKind | None = None, before: Text | None = None) -> Ground:
        """A provenance with the published findings that support it; those that nobody found again are not cited."""
        cited = (entry for entry in self.of.knowledge.evidence if entry.id in provenance.evidence)
        published = tuple(
            Published(id=entry.id, finding=entry.finding, source=entry.provenance.source, year=entry.year, url=entry.url)
            for entry in cited
            if entry.provenance.basis != "remembered"
        )
        return Ground(
            kind=kind or KINDS.get(provenance.basis, "judgement"),
            words=before or provenance.source,
            basis=provenance.basis,
            trust=provenance.trust,
            published=published,
        )


def _answers(at: Grounds, parts: Parts) -> Iterator[Ground]:
    answer = at.of.answers[parts[0]]
    if answer.ruling is not None:
        yield _ruling(at, answer.ruling)
    for pointer in answer.evidence:
        witness = at.witnesses.witness(pointer)
        kind: GroundKind = "measurement" if witness.basis == "measured" or witness.kind == "data" else "answer"
        yield Ground(kind=kind, words=witness.value or STATUS[witness.status], witness=witness, at=witness.asked_at)


def _ruling(at: Grounds, ruling: Ruling) -> Ground:
    reason = at.witnesses.hidden(ruling.reason)
    return Ground(kind="ruling", words=_filled(RULED, reason=reason), by=ruling.by, at=ruling.at)


def _filled(words: Text, **values: object) -> Text:
    """The words with their {names} filled; what a client typed may hold braces of its own."""
    return words.fill(**values)


def _within(source: Text) -> Text:
    """A source inside a sentence that ends with a full stop of its own."""
    return Text(de=source.de.rstrip("."), en=source.en.rstrip("."))


def _cap(at: Grounds, parts: Parts) -> Iterator[Ground]:
    yield at.source(at.of.knowledge.cause(parts[0]).provenance, "cap")


def _loss_meaning(at: Grounds, parts: Parts) -> Iterator[Ground]:
    for _, question in course(at.of).questions:
        meaning = measured_loss_of(question)
        if meaning is not None and meaning.cause == parts[0] and question.id in at.of.answers:
            yield at.source(meaning.provenance, before=_filled(MEANING, source=_within(meaning.provenance.source)))


def _scoring(at: Grounds, parts: Parts) -> Iterator[Ground]:
    yield at.source(at.of.knowledge.rules.provenance, "judgement")


def _valuation(at: Grounds, parts: Parts) -> Iterator[Ground]:
    terms = at.of.programme.terms if at.of.programme is not None else at.of.knowledge.valuation
    yield at.source(terms.provenance, "judgement")


def _stated(words: Text) -> Callable[[Grounds, Parts], Iterator[Ground]]:
    def found(at: Grounds, parts: Parts) -> Iterator[Ground]:
        yield Ground(kind="decision", words=words)

    return found


def _parameter(at: Grounds, parts: Parts) -> Iterator[Ground]:
    found = next(one for one in at.of.knowledge.parameters if one.id == parts[0])
    yield at.source(found.provenance)


def _template(at: Grounds, parts: Parts) -> Iterator[Ground]:
    if at.of.process is not None:
        process = at.of.process
        words = _filled(TEMPLATE, name=process.name, source=_within(process.provenance.source))
        yield at.source(process.provenance, "template", words)


def _simulation(at: Grounds, parts: Parts) -> Iterator[Ground]:
    if at.of.simulation is not None:
        run = at.of.simulation
        words = _filled(
            SIMULATION,
            years=run.replications,
            seed=run.seed,
            calibration=run.calibration,
            engine=run.engine,
            version=run.version,
        )
        yield Ground(kind="simulation", words=words)


def _library(at: Grounds, parts: Parts) -> Iterator[Ground]:
    """The library's figure, or the one decided for this client."""
    measure, field = parts[0], parts[-1]
    choice = at.of.engagement.programme.of(measure)
    if getattr(choice, field) is not None:
        words = _filled(OWN_FIGURE, reason=at.witnesses.hidden(choice.reason or ""))
        stripped = Text(de=words.de.strip(), en=words.en.strip())
        yield Ground(kind="decision", words=stripped, by=choice.by, at=choice.at)
    else:
        yield at.source(at.of.knowledge.recommendation(measure).provenance)


def _library_cuts(at: Grounds, parts: Parts) -> Iterator[Ground]:
    yield at.source(at.of.knowledge.recommendation(parts[0]).provenance)


def _library_all(at: Grounds, parts: Parts) -> Iterator[Ground]:
    for entry in entries_chosen(at.of):
        yield at.source(entry.provenance)


def _portfolio(at: Grounds, parts: Parts) -> Iterator[Ground]:
    if at.of.programme is not None:
        yield Ground(kind="decision", words=_filled(CHOSEN, number=len(at.of.programme.portfolio.chosen)))
    for choice in at.of.engagement.programme.measures:
        if choice.verdict != "open":
            title = at.of.knowledge.recommendation(choice.measure).title
            verdict = _filled(VERDICTS[choice.verdict], measure=title)
            words = _filled(DECIDED, verdict=verdict, reason=at.witnesses.hidden(choice.reason or "–"))
            yield Ground(kind="decision", words=words, by=choice.by, at=choice.at)


VERDICTS = {
    "accepted": Text(de="{measure} angenommen", en="{measure} accepted"),
    "rejected": Text(de="{measure} abgelehnt", en="{measure} rejected"),
}


def _scenario(at: Grounds, parts: Parts) -> Iterator[Ground]:
    for scenario in at.of.engagement.scenarios:
        if scenario.id == parts[1]:
            words = _filled(SCENARIO, name=scenario.name, source=_within(scenario.provenance.source))
            yield Ground(kind="decision", words=words, by=scenario.made_by, at=scenario.made_at)


def _scenario_run(at: Grounds, parts: Parts) -> Iterator[Ground]:
    for group in at.of.scenarios:
        if group.calibration == parts[0]:
            run = group.comparison.as_is
            words = _filled(
                SIMULATION,
                years=run.replications,
                seed=run.seed,
                calibration=run.calibration,
                engine=run.engine,
                version=run.version,
            )
            yield Ground(kind="simulation", words=words)


def _open(asks: Callable[[MaturityQuestion, str, str], bool]) -> Callable[[Grounds, Parts], Iterator[Ground]]:
    def found(at: Grounds, parts: Parts) -> Iterator[Ground]:
        """Questions that nobody answered yet, where there are any."""
        walked = course(at.of)
        unknown = {question.id for question in walked.unanswered}
        codes = [
            question.code
            for section, question in walked.questions
            if question.id in unknown and isinstance(question, MaturityQuestion) and asks(question, section.id, parts[0])
        ]
        named = ", ".join(codes[:MOST_NAMED]) + (f" … ({len(codes)})" if len(codes) > MOST_NAMED else "")
        if codes:
            yield Ground(kind="nothing_known", words=_filled(OPEN, questions=named))

    return found


def _open_finding(at: Grounds, parts: Parts) -> Iterator[Ground]:
    if not at.of.assessment.findings[int(parts[0]) - 1].evidence:
        yield Ground(kind="nothing_known", words=NOBODY)


def _open_question(at: Grounds, parts: Parts) -> Iterator[Ground]:
    yield Ground(kind="nothing_known", words=NOBODY)


GROUNDS: Mapping[str, Callable[[Grounds, Parts], Iterator[Ground]]] = {
    "answers": _answers,
    "cap": _cap,
    "loss_meaning": _loss_meaning,
    "scoring": _scoring,
    "valuation": _valuation,
    "stated_terms": _stated(STATED),
    "limits": _stated(LIMIT),
    "order": _stated(ORDER),
    "parameter": _parameter,
    "template": _template,
    "simulation": _simulation,
    "library": _library,
    "library_cuts": _library_cuts,
    "library_all": _library_all,
    "portfolio": _portfolio,
    "scenario": _scenario,
    "scenario_run": _scenario_run,
    "open_cause": _open(lambda question, section, cause: any(informs.cause == cause for informs in question.informs)),
    "open_area": _open(lambda question, section, area: section == area),
    "open_finding": _open_finding,
    "open_question": _open_question,
}
"""By the name that rules call it."""
