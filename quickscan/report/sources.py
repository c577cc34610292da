"""The appendix of sources: published findings that the report rests on, parameters and their origin, and the words used."""

from collections.abc import Iterable
from unicodedata import combining, normalize

from quickscan.domain.base import Noun
from quickscan.domain.knowledge import Evidence, Parameter
from quickscan.domain.provenance import Provenance
from quickscan.domain.scan import Scan
from quickscan.report.statements import Statements
from quickscan.report.wording import OF_PROVENANCE, Wording


class ParameterRow(Noun):
    """A parameter of the lead process."""

    name: str
    """What it is."""
    value: str
    """Its default with its origin; a dash where only the client knows."""
    range: str
    """The range for sensitivity; a dash where none is given."""
    source: str
    """Where the value comes from."""
    set_by: str
    """The questions that set it here; a dash where the default counts."""


class Source(Noun):
    """A published finding."""

    number: str
    """Its number."""
    finding: str
    """What was found."""
    origin: str
    """Source, year and sample."""
    trust: str
    """How it was read, and its trust grade."""
    address: str
    """Where it was read; empty where unknown."""


class GlossaryTerm(Noun):
    """A word of the field."""

    word: str
    """The word."""
    meaning: str
    """What it means."""


class Sources(Noun):
    """Parameters, sources and words."""

    parameters: tuple[ParameterRow, ...]
    """The parameters of the lead process that have a default or are set by answers."""
    published: tuple[Source, ...]
    """The published findings that this report rests on."""
    glossary: tuple[GlossaryTerm, ...]
    """The words used."""


def sources(scan: Scan, statements: Statements, wording: Wording) -> Sources:
    """Parameters, sources and words of a scan."""
    cited = {number for provenance in _provenances(scan) for number in provenance.evidence}
    terms = sorted(scan.knowledge.glossary, key=lambda term: _in_dictionary(wording.of(term.word)))
    return Sources(
        parameters=tuple(_parameter(parameter, scan, statements, wording) for parameter in _worth_listing(scan)),
        published=tuple(_source(entry, wording) for entry in scan.knowledge.evidence if entry.id in cited and _citable(entry)),
        glossary=tuple(GlossaryTerm(word=wording.of(term.word), meaning=wording.of(term.meaning)) for term in terms),
    )


def _in_dictionary(word: str) -> str:
    """The word as a dictionary sorts it: Übergabe stands under U."""
    letters = (letter for letter in normalize("NFKD", word.casefold()) if not combining(letter))
    return "".join(letters)


def _provenances(scan: Scan) -> Iterable[Provenance]:
    """Everything this report rests on that may name published findings."""
    yield scan.process.provenance
    yield scan.process.call_centre.provenance
    yield scan.process.dealers.provenance
    yield from (channel.provenance for channel in scan.process.channels)
    yield from (cause.provenance for cause in scan.knowledge.causes)
    yield from (parameter.provenance for parameter in scan.knowledge.parameters)
    used = {measure.id for measure in scan.recommendations.recommendations}
    yield from (entry.provenance for entry in scan.knowledge.recommendations if entry.id in used)


def _worth_listing(scan: Scan) -> list[Parameter]:
    """The parameters with a default, and those that answers set here; of the others there is nothing to say."""
    return [
        parameter
        for parameter in scan.knowledge.parameters
        if parameter.default is not None or parameter.id in scan.process_notes
    ]


def _citable(entry: Evidence) -> bool:
    """What nobody found again must not be cited."""
    return entry.provenance.basis != "remembered" and entry.provenance.trust != "unusable"


def _parameter(parameter: Parameter, scan: Scan, statements: Statements, wording: Wording) -> ParameterRow:
    def quantity(value: float | None) -> str:
        return "–" if value is None else statements.values.quantity(value, parameter.unit)

    origin = wording.mark(OF_PROVENANCE[parameter.provenance.basis])
    default = quantity(parameter.default) + (origin if parameter.default is not None else "")
    spread = [quantity(end) for end in (parameter.low, parameter.high) if end is not None]
    set_by = ", ".join(statements.code(question) for question in scan.process_notes.get(parameter.id, ()))
    return ParameterRow(
        name=wording.of(parameter.name),
        value=default,
        range=wording.span(*spread) if len(spread) == 2 else (spread or ["–"])[0],
        source=_described(parameter.provenance, wording),
        set_by=set_by or "–",
    )


def _described(provenance: Provenance, wording: Wording) -> str:
    """A provenance in a line: how it is known, the source as noted, entries of the source list, trust grade."""
    parts = [wording.say(f"provenance_{provenance.basis}"), wording.of(provenance.source)]
    parts += [", ".join(provenance.evidence)] if provenance.evidence else []
    parts += [wording.say("trust_grade", grade=provenance.trust)] if provenance.trust else []
    return " · ".join(parts)


def _source(entry: Evidence, wording: Wording) -> Source:
    sample = wording.of(entry.sample) if entry.sample else ""
    details = [wording.of(entry.provenance.source), str(entry.year) if entry.year else "", sample]
    trust = [wording.say(f"provenance_{entry.provenance.basis}")]
    trust += [wording.say("trust_grade", grade=entry.provenance.trust)] if entry.provenance.trust else []
    return Source(
        number=entry.id,
        finding=wording.of(entry.finding),
        origin=", ".join(detail for detail in details if detail),
        trust=", ".join(trust),
        address=entry.url or "",
    )
