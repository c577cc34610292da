"""What follows from a choice of respondents: their interviews, the guide to print, what was put off, and who is missing."""

import math
from collections.abc import Collection

from dash import html
from dash.development.base_component import Component

from quickscan.domain.base import LANGUAGES
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question
from quickscan.interview.agenda import Agenda, AgendaQuestion, Gap, Sitting, agenda, people_of
from quickscan.web.guides import guide_address
from quickscan.web.pages.interview.place import address_of, address_of_question
from quickscan.web.widgets import card, icon, link, more, share_bar
from quickscan.web.wording import Wording

HOUR = 60


def plan(engagement: Engagement, knowledge: Knowledge, chosen: Collection[str], say: Wording) -> list[Component]:
    """The agenda of those chosen."""
    found = agenda(engagement, knowledge.rules, chosen)
    pieces = [
        _total(engagement, found, say),
        _sittings(engagement, knowledge, found, say),
        _parked(engagement, found, say),
        _missing(engagement, knowledge, found, say),
    ]
    return [piece for piece in pieces if piece is not None]


def duration(minutes: float, say: Wording) -> str:
    """A length of time, in whole minutes."""
    hours, rest = divmod(math.ceil(minutes), HOUR)
    return say("{hours} h {minutes} min", hours=hours, minutes=rest) if hours else say("{minutes} min", minutes=rest)


def _total(engagement: Engagement, found: Agenda, say: Wording) -> Component:
    if not found.sittings:
        return card(say("Still to ask"), html.P(say("Choose at least one respondent.")))
    everybody = len(found.sittings) == len(people_of(engagement))
    chosen = None if everybody else [sitting.respondent.id for sitting in found.sittings]
    guides = [_guide(guide_address(engagement.id, language, chosen), language, say) for language in LANGUAGES]
    spoken = say.plural("in {number} interview", "in {number} interviews", len(found.sittings))
    figures = html.Div(
        [
            html.H2(say("Still to ask")),
            html.P(duration(found.minutes_open, say), className="agenda-total"),
            html.P(say("{interviews}, of {all} in all", interviews=spoken, all=duration(found.minutes, say)), className="small"),
        ]
    )
    note = html.P(say("The questions on paper, with levels to tick and room for notes. People's names do not stand in it."))
    paper = html.Div([html.H2(say("Interview guide to print")), note, html.Div(guides, className="guides")])
    return html.Section([figures, paper], className="card agenda-head")


def _guide(href: str, language: str, say: Wording) -> Component:
    words = say("German") if language == "de" else say("English")
    return html.A(
        [icon("download"), words, html.Span(".docx", className="ending")],
        href=href,
        className="button" if language == say.language else "quiet",
        download="",
    )


def _sittings(engagement: Engagement, knowledge: Knowledge, found: Agenda, say: Wording) -> Component | None:
    rows = [_sitting(engagement, knowledge, sitting, say) for sitting in found.sittings]
    return html.Ol(rows, className="sittings") if rows else None


def _sitting(engagement: Engagement, knowledge: Knowledge, sitting: Sitting, say: Wording) -> Component:
    person, done, number = sitting.respondent, len(sitting.of("done")), len(sitting.questions)
    name = [html.H2(person.label), html.P(say.of(knowledge.role(person.role).name), className="small")]
    if not number:
        nothing = html.P(say("No question is put to this role."), className="small")
        return html.Li([html.Div(name), nothing], className="card sitting")
    progress = [html.P(say("{done} of {all} questions done", done=done, all=number)), share_bar(done / number)]
    rest = say("of {all}", all=duration(sitting.minutes, say))
    left = duration(sitting.minutes_open, say) if sitting.minutes_open else say("all done")
    minutes = [html.Strong(left), html.Span(f" {rest}" if sitting.minutes_open else f" · {duration(sitting.minutes, say)}")]
    return html.Li(
        [
            html.Div(name),
            html.Div(progress, className="progress small"),
            html.P([html.Span(say("still to ask:") + " ", className="unseen"), *minutes], className="minutes"),
            _way_in(engagement, sitting, say),
        ],
        className="card sitting",
    )


def _way_in(engagement: Engagement, sitting: Sitting, say: Wording) -> Component:
    """The interview at the first question that is not done."""
    first = next((one for one in sitting.questions if one.state != "done"), None)
    section = (first or sitting.questions[0]).section
    words = say("Look through") if first is None else say("Continue") if sitting.of("done") else say("Begin")
    whom = html.Span(f" {sitting.respondent.label}", className="unseen")
    return link([words, whom], address_of(engagement.id, sitting.respondent.id, section.id), "quiet")


def _parked(engagement: Engagement, found: Agenda, say: Wording) -> Component | None:
    parked = [(sitting, one) for sitting in found.sittings for one in sitting.of("parked")]
    if not parked:
        return None
    rows = [_put_off(engagement, sitting, one, say) for sitting, one in parked]
    note = say("These were put off during an interview and are still to be asked.")
    return card(say("Parked questions"), html.Ul(rows, className="parked"), note=note, name="parked")


def _put_off(engagement: Engagement, sitting: Sitting, one: AgendaQuestion, say: Wording) -> Component:
    href = address_of_question(engagement, sitting.respondent.id, one.question.id)
    name = link([html.Span(one.question.code, className="code"), " ", say.of(one.question.title)], href)
    note = one.answer.note if one.answer is not None else None
    return html.Li([name, html.Span(sitting.respondent.label, className="small"), html.P(note) if note else None])


def _missing(engagement: Engagement, knowledge: Knowledge, found: Agenda, say: Wording) -> Component:
    if not found.gaps:
        nothing = html.P([icon("check"), " ", say("Nobody: those chosen can answer every question.")], className="good")
        return card(say("Who must still be asked"), nothing, name="missing")
    rows = [_gap(engagement, knowledge, gap, say) for gap in found.gaps]
    note = say("Questions that none of those chosen can answer, or that need the view of a further role.")
    return card(say("Who must still be asked"), html.Ul(rows, className="gaps"), note=note, name="missing")


def _gap(engagement: Engagement, knowledge: Knowledge, gap: Gap, say: Wording) -> Component:
    named = [person.label for person in people_of(engagement) if person.role == gap.role]
    do = say("Choose {who} above.", who=", ".join(named)) if named else say("Name somebody of this role as a respondent.")
    count = say.plural("{number} question", "{number} questions", len(gap.questions))
    lists = [piece for words, questions in _kinds(gap, say) if questions for piece in _listed(words, questions, say)]
    head = [html.H3(say.of(knowledge.role(gap.role).name)), html.P(do)]
    return html.Li([html.Div(head), more(f"{count}, {duration(gap.minutes, say)}", *lists)])


def _kinds(gap: Gap, say: Wording) -> list[tuple[str, tuple[Question, ...]]]:
    return [
        (say("Nobody else can answer these"), gap.alone),
        (say("Their view is wanted beside that of others"), gap.compared),
        (say("Another missing role could answer these too"), gap.shared),
    ]


def _listed(words: str, questions: tuple[Question, ...], say: Wording) -> list[Component]:
    items = [html.Li([html.Span(one.code, className="code"), " ", say.of(one.title)]) for one in questions]
    return [html.P(words, className="small"), html.Ul(items, className="codes")]
