"""What is different between two versions of a questionnaire: question by question, found by stable ids and aliases.

A question is the same one where its id is the same, or where one version names the id of the other among its aliases. A code
such as E-01 does not make it the same: a question whose meaning changed gets a new id and may keep its code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from quickscan.domain.question_parts import Condition
from quickscan.domain.questionnaire import MaturityQuestion, Question, Questionnaire, Section

Kind = Literal[
    "added", "removed", "renamed", "moved", "order", "text", "type", "values", "condition", "roles", "meaning", "effort", "names"
]
"""values: what may be answered, its ranges, units, options and levels; meaning: what an answer means for causes and simulation;
effort: how long it takes and whether it can be left out; names: its codes and other names."""
Of = Literal["questionnaire", "section", "question"]

QUESTION_PARTS: Mapping[str, Kind] = {
    "title": "text",
    "text": "text",
    "help": "text",
    "probes": "text",
    "red_flags": "text",
    "evidence_hint": "text",
    "fields": "values",
    "cell": "values",
    "rows": "values",
    "options": "values",
    "levels": "values",
    "when": "condition",
    "ask_roles": "roles",
    "ask_several": "roles",
    "weight": "meaning",
    "informs": "meaning",
    "sets": "meaning",
    "measured_loss": "meaning",
    "minutes": "effort",
    "optional": "effort",
}
"""The parts of a question that are compared, and what sort of change it is when one differs."""
SECTION_PARTS: Mapping[str, Kind] = {"title": "text", "intro": "text", "code": "text", "process_step": "meaning"}
OPPOSITE: Mapping[Kind, Kind] = {"added": "removed", "removed": "added"}


@dataclass(frozen=True)
class Change:
    """One difference."""

    kind: Kind
    """What sort of change it is."""
    of: Of
    """What changed."""
    was: str | None
    """Its id in the earlier version; none where it was not there."""
    now: str | None
    """Its id in the later version; none where it is not there any more."""
    part: str = ""
    """The part of it that differs, such as options."""
    before: Any = None
    """That part in the earlier version."""
    after: Any = None
    """That part in the later version."""

    @property
    def name(self) -> str:
        """Its id in the later version; of what was removed, in the earlier one."""
        return self.now or self.was or ""

    def turned_round(self) -> "Change":
        """The same difference seen from the later version to the earlier one."""
        return Change(OPPOSITE.get(self.kind, self.kind), self.of, self.now, self.was, self.part, self.after, self.before)


def same_questions(before: Questionnaire, after: Questionnaire) -> dict[str, str]:
    """The id in the later version by the id in the earlier one, for all questions that are in both. No id stands twice."""
    earlier = {question.id: question for question in before.questions()}
    later = {question.id: question for question in after.questions()}
    pairs = {name: name for name in earlier if name in later}
    taken = set(pairs)
    for was, now in sorted(_by_alias(earlier, later), key=sorted):  # the same pairs whichever version comes first
        if was not in pairs and now not in taken:
            pairs[was] = now
            taken.add(now)
    return pairs


def differences(before: Questionnaire, after: Questionnaire) -> tuple[Change, ...]:
    """All that is different, in the order of the later version; what was removed comes last. The version itself is none."""
    return tuple(_Comparison(before, after).changes())


def _by_alias(earlier: Mapping[str, Question], later: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    for question in later.values():
        yield from ((alias, question.id) for alias in question.aliases if alias in earlier)
    for question in earlier.values():
        yield from ((question.id, alias) for alias in question.aliases if alias in later)


class _Comparison:
    """Compares two versions."""

    def __init__(self, before: Questionnaire, after: Questionnaire) -> None:
        self.before, self.after = before, after
        self.pairs = same_questions(before, after)
        self.came_from = {now: was for was, now in self.pairs.items()}
        self.sections_before = {section.id: section for section in before.sections}
        self.sections_after = {section.id: section for section in after.sections}

    def changes(self) -> Iterator[Change]:
        names = (self.before.id, self.after.id)
        if self.before.title != self.after.title:
            yield Change("text", "questionnaire", *names, "title", self.before.title, self.after.title)
        before = tuple(name for name in self.sections_before if name in self.sections_after)
        after = tuple(name for name in self.sections_after if name in self.sections_before)
        if before != after:
            yield Change("order", "questionnaire", *names, "sections", before, after)
        for section in self.after.sections:
            yield from self._section(section)
            for question in section.questions:
                yield from self._question(section, question)
        yield from self._removed()

    def _section(self, section: Section) -> Iterator[Change]:
        was = self.sections_before.get(section.id)
        if was is None:
            yield Change("added", "section", None, section.id, after=section.title)
            return
        for part, kind in SECTION_PARTS.items():
            before, after = getattr(was, part), getattr(section, part)
            if before != after:
                yield Change(kind, "section", section.id, section.id, part, before, after)
        yield from self._order(was, section)

    def _question(self, section: Section, question: Question) -> Iterator[Change]:
        if question.id not in self.came_from:
            yield Change("added", "question", None, question.id, after=question)
            return
        was = self.before.question(self.came_from[question.id])
        names = (was.id, question.id)
        if was.id != question.id:
            yield Change("renamed", "question", *names, before=was.id, after=question.id)
        home = next(one.id for one in self.before.sections if was in one.questions)
        if home != section.id:
            yield Change("moved", "question", *names, before=home, after=section.id)
        if was.type != question.type:
            yield Change("type", "question", *names, "type", was.type, question.type)
        aliases = [tuple(alias for alias in one.aliases if alias not in names) for one in (was, question)]
        if aliases[0] != aliases[1]:
            yield Change("names", "question", *names, "aliases", *aliases)
        yield from self._parts(was, question)

    def _parts(self, was: Question, question: Question) -> Iterator[Change]:
        for part, kind in QUESTION_PARTS.items():
            if hasattr(was, part) and hasattr(question, part):
                before, after = _value(self.before, was, part), _value(self.after, question, part)
                same = _renamed(before, self.pairs) if isinstance(before, Condition) else before
                if same != after:
                    yield Change(kind, "question", was.id, question.id, part, before, after)

    def _removed(self) -> Iterator[Change]:
        for section in self.before.sections:
            if section.id not in self.sections_after:
                yield Change("removed", "section", section.id, None, before=section.title)
            for question in section.questions:
                if question.id not in self.pairs:
                    yield Change("removed", "question", question.id, None, before=question)

    def _order(self, was: Section, section: Section) -> Iterator[Change]:
        """A change where the questions that stay in a section stand in another order."""
        here, there = [one.id for one in section.questions], [one.id for one in was.questions]
        before = [name for name in there if self.pairs.get(name) in here]
        after = [name for name in here if self.came_from.get(name) in there]
        if [self.pairs[name] for name in before] != after:
            yield Change("order", "section", section.id, section.id, "questions", tuple(before), tuple(after))


def _value(questionnaire: Questionnaire, question: Question, part: str) -> Any:
    """A part of a question; levels are the same whether they are its own or those of a shared scale."""
    if part == "levels":
        return questionnaire.levels_of(question) if isinstance(question, MaturityQuestion) else None
    return getattr(question, part, None)


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition with the questions it looks at under their names in the later version."""
    parts = {part: tuple(_renamed(one, names) for one in getattr(condition, part)) for part in ("all", "any")}
    name = names.get(condition.question, condition.question) if condition.question else None
    return condition.model_copy(update={"question": name, **parts})
