"""Traces as lines: the list of figures, and one figure followed as an indented tree."""

from collections.abc import Iterator, Mapping

from quickscan.cli import show
from quickscan.domain.base import Language, Text
from quickscan.domain.trace import Ground, GroundKind, Trace, TracedFigure, Witness

STEP = "  "
KINDS: Mapping[GroundKind, Text] = {
    "answer": Text(de="Antwort", en="answer"),
    "measurement": Text(de="Messung", en="measurement"),
    "ruling": Text(de="Entscheidung", en="ruling"),
    "source": Text(de="Quelle", en="source"),
    "cap": Text(de="Obergrenze", en="cap"),
    "judgement": Text(de="eigene Einschätzung", en="own judgement"),
    "template": Text(de="Prozessvorlage", en="process template"),
    "decision": Text(de="festgelegt", en="decision"),
    "simulation": Text(de="Simulation", en="simulation"),
    "nothing_known": Text(de="offen", en="open"),
}
BASES = {
    "told": Text(de="gesagt", en="told"),
    "documented": Text(de="belegt", en="documented"),
    "observed": Text(de="beobachtet", en="observed"),
    "measured": Text(de="gemessen", en="measured"),
}
WHO = Text(de="{label} ({role})", en="{label} ({role})")
HOW = Text(de="{basis}, Sicherheit {confidence} von 3", en="{basis}, confidence {confidence} of 3")
ASKED = Text(de="gefragt {when}", en="asked {when}")
ASKED_BY = Text(de="von {who}", en="by {who}")
VERSION = Text(de="Fragebogen {name}, Prüfsumme {hash}", en="questionnaire {name}, hash {hash}")
RECORD = Text(de="Fassung {revision}", en="record {revision}")
CHANGED = Text(de="geändert: {reason}", en="changed: {reason}")
FILES = Text(de="Belege: {files}", en="evidence: {files}")
ABOVE = Text(de="(siehe oben)", en="(see above)")
SHOWN_OF_HASH = 12


def figures(trace: Trace, language: Language) -> None:
    """The list of figures."""
    for figure in trace.figures:
        show.line(f"{figure.id}: {figure.name.in_language(language)} = {figure.value.in_language(language)}")


def chain(trace: Trace, language: Language) -> None:
    """A figure and all below it, each told once."""
    by_id = {figure.id: figure for figure in trace.figures}
    for line in _lines(trace.figures[0].id, by_id, language, 0, set()):
        show.line(line)


def _lines(figure_id: str, by_id: Mapping[str, TracedFigure], language: Language, depth: int, seen: set[str]) -> Iterator[str]:
    figure, indent = by_id[figure_id], STEP * depth
    head = f"{indent}{figure.name.in_language(language)} = {figure.value.in_language(language)}  [{figure.id}]"
    if figure_id in seen:
        yield f"{head} {ABOVE.in_language(language)}"
        return
    seen.add(figure_id)
    yield head
    yield f"{indent}{STEP}= {figure.rule.in_language(language)}"
    for ground in figure.grounds:
        yield f"{indent}{STEP}• {ground_in_words(ground, language)}"
    for name in figure.inputs:
        yield from _lines(name, by_id, language, depth + 1, seen)


def ground_in_words(ground: Ground, language: Language) -> str:
    """What a chain ends at, in one line."""
    words = [f"{KINDS[ground.kind].in_language(language)}: {ground.words.in_language(language)}"]
    if ground.witness is not None:
        return " · ".join([*words, *_witness(ground.witness, language)])
    words += [ground.by] if ground.by else []
    words += [ground.at.isoformat(timespec="minutes")] if ground.at else []
    words += [f"{one.id}: {one.source.in_language(language)}" for one in ground.published]
    return " · ".join(words)


def _witness(witness: Witness, language: Language) -> Iterator[str]:
    def say(text: Text, **values: object) -> str:
        return text.fill(**values).in_language(language)

    role = witness.role.in_language(language)
    who = witness.label if role in witness.label else say(WHO, label=witness.label, role=role)
    yield who + (f", {witness.name}" if witness.name else "")
    yield say(HOW, basis=BASES[witness.basis], confidence=witness.confidence)
    if witness.asked_at is not None or witness.interviewer:
        asked = say(ASKED, when=witness.asked_at.isoformat(timespec="minutes") if witness.asked_at else "–")
        yield asked + (f" {say(ASKED_BY, who=witness.interviewer)}" if witness.interviewer else "")
    yield say(VERSION, name=witness.questionnaire, hash=witness.hash[:SHOWN_OF_HASH])
    yield say(RECORD, revision=witness.revision)
    if witness.change_reason:
        yield say(CHANGED, reason=witness.change_reason)
    if witness.files:
        yield say(FILES, files=", ".join(witness.files))
