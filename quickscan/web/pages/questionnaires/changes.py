"""The differences between two versions in words, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from quickscan.domain.base import Language
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.versions import Change, differences
from quickscan.web.pages.questionnaires.words import PartWords, kind_in_words, part_names
from quickscan.web.widgets import badge
from quickscan.web.wording import Wording

COLOURS = {"added": "accent", "removed": "warn"}


@dataclass(frozen=True)
class Between:
    """Two versions and the languages to speak of them."""

    before: Questionnaire
    """The earlier version."""
    after: Questionnaire
    """The later version."""
    knowledge: Knowledge
    """What the field knows."""
    wordings: Mapping[Language, Wording]
    """All languages of the app."""
    say: Wording
    """The language of the page."""

    def sides(self, change: Change) -> list[tuple[Language, list[str], list[str]]]:
        """What was said before and what is after, where it differs: in the language of the page, otherwise in the other one."""
        told = [(say.language, *self._differing(change, say)) for say in (self.say, *self.wordings.values())]
        here = [(language, was, now) for language, was, now in told if was or now]
        own = [side for side in here if side[0] == self.say.language]
        return own[:1] or here[:1]

    def _differing(self, change: Change, say: Wording) -> tuple[list[str], list[str]]:
        was = PartWords(self.before, self.knowledge, say).of(change, change.before)
        now = PartWords(self.after, self.knowledge, say).of(change, change.after)
        if change.kind == "order" or len(was) == len(now) == 1:
            return (was, now) if was != now else ([], [])
        return [words for words in was if words not in now], [words for words in now if words not in was]


def changes_list(between: Between) -> Component:
    """All differences, those of one question together; a sentence where there are none."""
    say, found = between.say, differences(between.before, between.after)
    if not found:
        return html.P(say("Nothing differs: every question is asked as before."))
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        groups.setdefault((change.of, change.name), []).append(change)
    return html.Ul([_group(changes, between) for changes in groups.values()], className="changes")


def counted(between: Between) -> str:
    """How many questions are new, gone and changed, in one line."""
    say = between.say
    by_kind: dict[str, set[str]] = {"added": set(), "removed": set(), "changed": set()}
    for change in differences(between.before, between.after):
        if change.of == "question":
            by_kind[change.kind if change.kind in by_kind else "changed"].add(change.name)
    new, removed, changed = (say.number(len(by_kind[kind])) for kind in ("added", "removed", "changed"))
    return say("Questions: {new} new, {removed} removed, {changed} changed", new=new, removed=removed, changed=changed)


def _group(changes: Sequence[Change], between: Between) -> Component:
    kinds = dict.fromkeys(change.kind for change in changes)
    badges = [badge(kind_in_words(kind, between.say), COLOURS.get(kind, "plain")) for kind in kinds]
    details = [detail for change in changes for detail in _details(change, between)]
    head = html.Div([html.Strong(_name(changes[0], between)), *badges], className="about")
    return html.Li([head, html.Dl(details) if details else None])


def _name(change: Change, between: Between) -> list[Component | str]:
    """The code and title of what changed."""
    say = between.say
    version, name = (between.after, change.now) if change.now is not None else (between.before, change.was)
    if change.of == "questionnaire":
        return [say("The whole questionnaire")]
    if change.of == "section":
        section = next(one for one in version.sections if one.id == name)
        return [say("Section {section}", section=say.of(section.title))]
    question = version.question(name or "")
    return [html.Span(question.code, className="code"), " ", say.of(question.title)]


def _details(change: Change, between: Between) -> list[Component]:
    if change.kind in ("added", "removed"):
        return _whole(change, between)
    name = part_names(between.say).get(change.part, kind_in_words(change.kind, between.say))
    told: list[Component] = []
    for language, was, now in between.sides(change):
        foreign = "" if language == between.say.language else f" ({language.upper()})"
        told += [html.Dt(name + foreign), _side("was", between.say("before"), was), _side("now", between.say("now"), now)]
    return told


def _whole(change: Change, between: Between) -> list[Component]:
    """The question as it is read out, where a whole one comes or goes."""
    if change.of != "question":
        return []
    question = change.after or change.before
    return [html.Dt(between.say("Question as read out")), html.Dd(between.say.of(question.text))]


def _side(kind: str, label: str, words: Sequence[str]) -> Component:
    entries = [html.Li(entry) for entry in words] or [html.Li("–")]
    return html.Dd([html.Span(label, className="small"), html.Ul(entries)], className=kind)
