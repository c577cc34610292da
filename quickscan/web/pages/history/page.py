"""The page of the history: filters above, what was done below, fifty entries at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.engagement import Answer, Ruling
from quickscan.interview.history import Entry, Wanted, history, people
from quickscan.web import ids
from quickscan.web.pages.contradictions.words import signed_by
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.history.decisions import NOTHING
from quickscan.web.pages.history.words import kind_in_words, steps
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, badge
from quickscan.web.wording import Wording

AT_ONCE = 50
"""Entries shown at once."""


@dataclass(frozen=True)
class Shown:
    """A part of the history that is shown."""

    entries: Sequence[Entry]
    """The entries."""
    first: int
    """How many newer ones there are."""
    number: int
    """How many there are in all."""

    @property
    def has_newer(self) -> bool:
        """Whether there are newer ones."""
        return self.first > 0

    @property
    def has_older(self) -> bool:
        """Whether there are older ones."""
        return self.first + len(self.entries) < self.number

    def range_in_words(self, say: Wording) -> str:
        """Which ones of how many are shown."""
        if not self.entries:
            return say("nothing to show")
        last = self.first + len(self.entries)
        return say(
            "{first}–{last} of {number}", first=say.number(self.first + 1), last=say.number(last), number=say.number(self.number)
        )


def history_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """The history of an engagement. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    entries = history(engagement, services.changes.of(engagement_id))
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    shown = part_of(entries, Wanted(), 0)
    intro = say("Who changed what, when, and from what. Nothing is ever lost: an old answer can be brought back.")
    content = [
        dcc.Store(id=ids.ENGAGEMENT, data=engagement_id),
        dcc.Store(id=ids.HISTORY_FIRST, data=0),
        html.Div([html.H1(say("History"), tabIndex=-1), html.P(intro, className="small")], className="page-head"),
        _filters(entries, material),
        html.Div(id=ids.RESTORED, role="status", className="restored"),
        html.Div(entry_list(shown, material), id=ids.HISTORY),
        _pager(shown, say),
    ]
    return room_page(material, "history", say("History"), content)


def part_of(entries: Sequence[Entry], wanted: Wanted, first: int) -> Shown:
    """The entries that are wanted, from a number on."""
    found = [entry for entry in entries if wanted.includes(entry)]
    begin = max(0, min(first, len(found) - 1))
    return Shown(found[begin : begin + AT_ONCE], begin, len(found))


def entry_list(shown: Shown, material: Material) -> Component:
    """The entries, or a word where there are none."""
    say = material.say
    if not shown.entries:
        nothing = say("Nothing fits these filters. Choose “all” again to see everything.") if shown.number == 0 else ""
        return html.P(nothing, className="card")
    return html.Ol([_entry(entry, material) for entry in shown.entries], className="history")


def _filters(entries: Sequence[Entry], material: Material) -> Component:
    say = material.say
    asked = {entry.question for entry in entries}
    questions = [
        (question.id, f"{question.code} {say.of(question.title)}")
        for question in material.questionnaire.questions()
        if question.id in asked
    ]
    respondents = [(one.id, one.label) for one in material.engagement.respondents]
    by = [(name, name) for name in people(entries)]
    return html.Div(
        [
            _filter("question", say("Question"), say("all questions"), questions),
            _filter("respondent", say("Respondent"), say("all respondents"), respondents),
            _filter("by", say("Changed by"), say("everybody"), by),
        ],
        className="filters",
    )


def _filter(name: str, label: str, everything: str, choices: Sequence[tuple[str, str]]) -> Component:
    data = [{"value": "", "label": everything}, *({"value": value, "label": words} for value, words in choices)]
    chosen: Component = dmc.Select(
        id=ids.HISTORY_FILTERS[name], label=label, data=data, value="", searchable=True, allowDeselect=False
    )
    return chosen


def _pager(shown: Shown, say: Wording) -> Component:
    pieces = [
        html.Button(say("Newer"), id=ids.HISTORY_NEWER, type="button", className="quiet", disabled=not shown.has_newer),
        html.Span(shown.range_in_words(say), id=ids.HISTORY_RANGE, role="status", className="small"),
        html.Button(say("Older"), id=ids.HISTORY_OLDER, type="button", className="quiet", disabled=not shown.has_older),
    ]
    return html.Nav(pieces, className="pager", **aria(label=say("Parts of the history")))


def _entry(entry: Entry, material: Material) -> Component:
    say = material.say
    head = [
        badge(kind_in_words(entry, say), "accent" if isinstance(entry.record, Ruling) else "plain"),
        html.Strong(_about(entry, material)),
        html.Span(_when(entry, say), className="small when"),
    ]
    return html.Li(
        [
            html.Div(head, className="about"),
            html.Dl([_step(*step) for step in steps(entry, material)]),
            _reason(entry, say),
            _remark(entry, say),
            _restore(entry, say),
        ],
        className="card entry",
    )


def _about(entry: Entry, material: Material) -> str:
    if entry.question is None:
        return material.engagement.title
    question = material.questions.get(entry.question)
    name = f"{question.code} {material.say.of(question.title)}" if question is not None else entry.question
    if not isinstance(entry.record, Answer):
        return name
    labels = {one.id: one.label for one in material.engagement.respondents}
    return f"{name} · {labels.get(entry.record.respondent, entry.record.respondent)}"


def _when(entry: Entry, say: Wording) -> str:
    moment = f"{say.date(entry.at)}, {say.time(entry.at)}" if entry.at is not None else None
    return signed_by(entry.by, moment, say)


def _step(name: str, before: str, after: str) -> Component:
    if before == NOTHING:
        return html.Div([html.Dt(name), html.Dd(after, className="now")])
    arrow = html.Span("→", className="arrow", **aria(hidden="true"))
    return html.Div([html.Dt(name), html.Dd([html.Span(before, className="was"), arrow, html.Span(after, className="now")])])


def _reason(entry: Entry, say: Wording) -> Component | None:
    record = entry.record
    reason = record.change_reason if isinstance(record, Answer) else record.reason if isinstance(record, Ruling) else None
    return html.P(say("Reason: {reason}", reason=reason), className="small") if reason else None


def _remark(entry: Entry, say: Wording) -> Component | None:
    if entry.overlooked_by is None:
        return None
    words = say("Somebody recorded another answer at the same time without having seen this one.")
    return html.P([badge(say("overlooked"), "warn"), " ", words], className="small")


def _restore(entry: Entry, say: Wording) -> Component | None:
    answer, newest = entry.record, entry.newest
    if not entry.restorable or not isinstance(answer, Answer) or newest is None:
        return None
    name = ids.restoring(answer.question, answer.respondent, answer.revision, newest.revision)
    return html.Button(say("Bring this answer back"), id=name, type="button", className="quiet restore")
