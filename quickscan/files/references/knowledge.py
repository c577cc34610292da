"""Whether the parts of the field's knowledge fit each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.provenance import Provenance
from quickscan.files.references.misfit import Misfit, twice, unknown
from quickscan.files.yaml_tree import Loc

CAUSES = 9


def knowledge_misfits(knowledge: Knowledge) -> Iterator[Misfit]:
    """Everything in the field's knowledge that does not fit."""
    yield from _ids(knowledge)
    yield from _nine_causes(knowledge)
    yield from _names(knowledge)
    yield from _aliases(knowledge)
    yield from _documents(knowledge)
    yield from _recommendations(knowledge)
    yield from _parameters(knowledge)
    yield from _doubts(knowledge)
    yield from _evidence(knowledge)


def _lists(knowledge: Knowledge) -> Iterator[tuple[str, Sequence[Any]]]:
    """The parts of the knowledge that are lists, by the name of their key."""
    for name in Knowledge.model_fields:
        part = getattr(knowledge, name)
        if isinstance(part, tuple):
            yield name, part


def _ids(knowledge: Knowledge) -> Iterator[Misfit]:
    for name, things in _lists(knowledge):
        for key in ("id", "code", "number"):
            used: list[tuple[Loc, str]] = [
                ((name, n, key), str(getattr(thing, key))) for n, thing in enumerate(things) if hasattr(thing, key)
            ]
            yield from twice(used, key)


def _nine_causes(knowledge: Knowledge) -> Iterator[Misfit]:
    codes = [cause.code for cause in knowledge.causes]
    for number in range(1, CAUSES + 1):
        if f"C{number}" not in codes:
            yield Misfit(
                ("causes",), f"the cause C{number} is missing", "there are exactly nine causes, C1 to C9; add it", "causes"
            )
    if codes != sorted(codes):
        yield Misfit(("causes",), "the causes are not in the order C1 to C9", "put them in order", "causes")


def _names(knowledge: Knowledge) -> Iterator[Misfit]:
    steps = [step.id for step in knowledge.process_steps]
    for number, cause in enumerate(knowledge.causes):
        yield from unknown(("causes", number, "step"), "process step", cause.step, steps)
    for number, factor in enumerate(knowledge.success_factors):
        for n, step in enumerate(factor.steps):
            yield from unknown(("success_factors", number, "steps", n), "process step", step, steps)
        for n, name in enumerate(factor.causes):
            yield from unknown(("success_factors", number, "causes", n), "cause", name, knowledge.cause_ids)


def _aliases(knowledge: Knowledge) -> Iterator[Misfit]:
    names: list[tuple[Loc, str]] = [(("channels", n, "id"), channel.id) for n, channel in enumerate(knowledge.channels)]
    for number, channel in enumerate(knowledge.channels):
        for n, alias in enumerate(channel.aliases):
            loc: Loc = ("channels", number, "aliases", n)
            if alias != channel.id:
                names.append((loc, alias))
            if alias != alias.lower():
                yield Misfit(loc, f"the alias '{alias}' has capital letters", f"write '{alias.lower()}'", channel.id)
    yield from (misfit for misfit in twice(names, "channel name or alias") if "aliases" in misfit.loc)


def _documents(knowledge: Knowledge) -> Iterator[Misfit]:
    roles = [role.id for role in knowledge.roles]
    for number, document in enumerate(knowledge.documents):
        for n, role in enumerate(document.roles):
            yield from unknown(("documents", number, "roles", n), "role", role, roles)
        for n, cause in enumerate(document.causes):
            yield from unknown(("documents", number, "causes", n), "cause", cause, knowledge.cause_ids)


def _recommendations(knowledge: Knowledge) -> Iterator[Misfit]:
    known = [recommendation.id for recommendation in knowledge.recommendations]
    parameters = [parameter.id for parameter in knowledge.parameters]
    for number, recommendation in enumerate(knowledge.recommendations):
        loc: Loc = ("recommendations", number)
        for n, cut in enumerate(recommendation.cuts):
            yield from unknown((*loc, "cuts", n, "cause"), "cause", cut.cause, knowledge.cause_ids)
        causes: Iterator[tuple[Loc, str]] = (((*loc, "cuts", n, "cause"), cut.cause) for n, cut in enumerate(recommendation.cuts))
        yield from twice(causes, "cause")
        for n, needed in enumerate(recommendation.requires):
            yield from unknown((*loc, "requires", n), "recommendation", needed, known)
        for n, parameter in enumerate(recommendation.parameters):
            yield from unknown((*loc, "parameters", n), "parameter", parameter, parameters)
    yield from _circles({r.id: r.requires for r in knowledge.recommendations})


def _circles(requires: Mapping[str, Sequence[str]]) -> Iterator[Misfit]:
    """Recommendations that must come before themselves; a circle is told once, at the first of its members."""
    told: set[str] = set()
    for number, start in enumerate(requires):
        circle = way_back(start, requires)
        if circle and not told & set(circle):
            told |= set(circle)
            way = " -> ".join((*circle, start))
            what = f"'{start}' must come before itself ({way})"
            yield Misfit(("recommendations", number, "requires"), what, "remove one of these requirements", start)


def way_back(start: str, requires: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The way from a name over the names it requires back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        for needed in requires.get(way[-1], ()):
            if needed == start:
                return way
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()


def _parameters(knowledge: Knowledge) -> Iterator[Misfit]:
    for number, parameter in enumerate(knowledge.parameters):
        values = {"low": parameter.low, "default": parameter.default, "high": parameter.high}
        given = {name: value for name, value in values.items() if value is not None}
        if list(given.values()) != sorted(given.values()):
            stated = ", ".join(f"{name} {value:g}" for name, value in given.items())
            yield Misfit(("parameters", number), f"low, default and high must rise ({stated})", "put them in order", parameter.id)


def _doubts(knowledge: Knowledge) -> Iterator[Misfit]:
    for key in ("level_doubt", "measured_doubt_share"):
        doubts = getattr(knowledge.rules, key)
        for confidence in (1, 2, 3):
            if confidence not in doubts:
                yield Misfit(("rules", key), f"the entry for confidence {confidence} is missing", f"add '{confidence}: ...'", key)
        for confidence, doubt in doubts.items():
            if doubt < 0.0:
                yield Misfit(("rules", key, confidence), f"a doubt of {doubt:g} is below 0", "give 0 or more", key)


def _evidence(knowledge: Knowledge) -> Iterator[Misfit]:
    known = [evidence.id for evidence in knowledge.evidence]
    for name, things in _lists(knowledge):
        for number, thing in enumerate(things):
            provenance = getattr(thing, "provenance", None)
            if isinstance(provenance, Provenance):
                yield from evidence_misfits((name, number, "provenance"), provenance, known)
    yield from evidence_misfits(("rules", "provenance"), knowledge.rules.provenance, known)
    yield from evidence_misfits(("valuation", "provenance"), knowledge.valuation.provenance, known)


def evidence_misfits(loc: Loc, provenance: Provenance, known: Sequence[str]) -> Iterator[Misfit]:
    """Entries of the evidence table that a provenance names and that do not exist."""
    for number, entry in enumerate(provenance.evidence):
        yield from unknown((*loc, "evidence", number), "entry of the evidence table", entry, known)
