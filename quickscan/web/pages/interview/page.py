"""The page of an interview: sections at the left, questions in the middle, what they come to at the right."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update, set_props
from dash.development.base_component import Component

from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import Section
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.steps import four_steps
from quickscan.web.pages.interview.card import in_words, question_card
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.pages.interview.panel import panel
from quickscan.web.pages.interview.place import Place, address_of, place_at
from quickscan.web.pages.interview.saving import Saved, save
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import HIDDEN, Page, aria, icon, link
from quickscan.web.wording import Wording

LOOK_MS = 3000
"""How often a page looks for what others answered."""
SETTLED = timedelta(seconds=2)
"""Answers are news from this age on."""


def interview_page(services: Services, engagement_id: str, respondent: str | None, section: str | None, say: Wording) -> Page:
    """An interview with a respondent. Raises ScanError where there is no such engagement, or nobody to ask."""
    place = place_at(services.store.get(engagement_id), services.knowledge, respondent, section)
    engagement = place.engagement
    assessment = services.assess(engagement, services.knowledge)
    loss = assessment.loss_rate.mean
    stores = [
        dcc.Store(ids.PLACE, data=[engagement.id, place.respondent.id, place.section.id]),
        dcc.Store(ids.SAVED, data={"changes": 0, "loss": loss}),
        dcc.Store(ids.LATEST, data=len(engagement.answers)),
        dcc.Interval(ids.LOOK, interval=LOOK_MS),
    ]
    side = html.Aside(panel(place, assessment, None, say), id=ids.PANEL, className="panel", **aria(label=say("Estimate so far")))
    nav = html.Nav(
        [_respondents(place, say), html.Ol(_sections(place, say), id=ids.SECTIONS)],
        className="sections-nav",
        **aria(label=say("Sections")),
    )
    content = html.Div([*stores, nav, _questions(place, say), side], className="interview")
    title = f"{say('Interview')} · {engagement.client.name}"
    material = Material(engagement, assessment, services.knowledge, say)
    return Page(title, [content], header(say, engagement.client.name, four_steps(material, interviewing=True)))


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""

    @app.callback(
        Output(ids.card_part("state", MATCH), "children"),
        Output(ids.card_part("seen", MATCH), "data"),
        Output(ids.card_part("fault", MATCH), "children"),
        Input(ids.entry(MATCH, ALL), "value"),
        State(ids.card_part("seen", MATCH), "data"),
        State(ids.PLACE, "data"),
        State(ids.SAVED, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _save(_values: list[Any], seen: int, place: list[str], saved: dict[str, Any], language: str) -> tuple[Any, ...]:
        entries = ctx.inputs_list[0]
        form = {one["id"]["entry"]: one.get("value") for one in entries}
        result, shown = save_entries(services, place, entries[0]["id"]["question"], form, seen, services.wording(language))
        if result.changed:
            set_props(ids.SAVED, {"data": saved | {"changes": saved["changes"] + 1}})
        return result.state, result.seen, shown

    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("interview", "answered"),
        Output(ids.card_part("state", MATCH), "title"),
        Input(ids.card_part("seen", MATCH), "modified_timestamp"),
        Input(ids.card_part("state", MATCH), "children"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(ids.PANEL, "children"),
        Output(ids.SECTIONS, "children"),
        Output(ids.card_part("shown", ALL), "hidden"),
        Input(ids.SAVED, "data"),
        State(ids.PLACE, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _estimate(saved: dict[str, Any], where: list[str], language: str) -> tuple[Any, ...]:
        if not saved["changes"] or saved.get("told") == saved["changes"]:
            return no_update, no_update, [no_update for _ in ctx.outputs_list[2]]
        say = services.wording(language)
        place = place_at(services.store.get(where[0]), services.knowledge, where[1], where[2])
        assessment = services.assess(place.engagement, services.knowledge)
        loss, applying = assessment.loss_rate.mean, place.applying()
        set_props(ids.SAVED, {"data": saved | {"loss": loss, "told": saved["changes"]}})
        hidden = [one["id"]["question"] not in applying for one in ctx.outputs_list[2]]
        return panel(place, assessment, saved["loss"], say), _sections(place, say), hidden

    @app.callback(
        Output(ids.card_part("news", ALL), "children"),
        Output(ids.LATEST, "data"),
        Input(ids.LOOK, "n_intervals"),
        State(ids.LATEST, "data"),
        State(ids.card_part("seen", ALL), "data"),
        State(ids.PLACE, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _look(_turns: int, latest: int, _seen: list[int], where: list[str], language: str) -> tuple[Any, ...]:
        seen = {one["id"]["question"]: one.get("value") or 0 for one in ctx.states_list[1]}
        news, last = news_since(services, where, latest, seen, services.wording(language))
        if last == latest:
            return [no_update for _ in seen], no_update
        return [news.get(question, no_update) for question in seen], last

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Input(ids.RESPONDENT, "value"),
        State(ids.PLACE, "data"),
        prevent_initial_call=True,
    )
    def _with(respondent: str, where: list[str]) -> Any:
        return no_update if respondent == where[1] else address_of(where[0], respondent, where[2])


def save_entries(
    services: Services, where: list[str], question_id: str, form: dict[str, Any], seen: int, say: Wording
) -> tuple[Saved, list[Component]]:
    """Keeps a form of the page at a place, and says what is to be seen of that."""
    place = place_at(services.store.get(where[0]), services.knowledge, where[1], where[2])
    question = place.engagement.questionnaire.definition.question(question_id)
    result = save(services, place, question, form, seen, say)
    shown: list[Component] = [html.P(fault) for fault in result.faults]
    if result.overlooked is not None:
        theirs = in_words(place, question, result.overlooked, say)
        shown.append(
            html.P(say("Somebody else answered in the meantime: {theirs}. Both are kept; yours counts now.", theirs=theirs))
        )
    return result, shown


def news_since(
    services: Services, where: list[str], latest: int, seen: Mapping[str, int], say: Wording
) -> tuple[dict[str, list[Component]], int]:
    """What others answered to the questions on the page after a record, by question, and the number of the last record."""
    records, last = services.answers.since(where[0], latest)
    settled = list(takewhile(lambda answer: _settled(answer, services.clock()), records))
    last -= len(records) - len(settled)
    news: dict[str, list[Component]] = {}
    if not settled:
        return news, last
    place = place_at(services.store.get(where[0]), services.knowledge, where[1], where[2])
    for answer in settled:
        mine = answer.respondent == place.respondent.id
        if answer.question in seen and not (mine and answer.revision <= seen[answer.question]):
            question = place.engagement.questionnaire.definition.question(answer.question)
            who = say("Somebody else, just now") if mine else place.engagement.respondent(answer.respondent).label
            words = html.P([html.Strong(who), ": ", in_words(place, question, answer, say)])
            news.setdefault(answer.question, []).append(words)
    return news, last


def _settled(answer: Answer, now: datetime) -> bool:
    """Whether a page that recorded it knows so by now: until then it could take its own answer for somebody else's."""
    return answer.asked_at is None or now - answer.asked_at > SETTLED


def _questions(place: Place, say: Wording) -> Component:
    applying = place.applying()
    cards = [question_card(place, question, question.id in applying, say) for question in place.asked(place.section)]
    nothing = html.P(say("Nothing in this section is asked of this role."), className="card")
    heading = [html.H1(say.of(place.section.title), tabIndex=-1), html.P(say.of(place.section.intro), className="small")]
    return html.Div(
        [
            html.Div(heading, className="page-head"),
            html.Ol(cards, className="questions") if cards else nothing,
            _onward(place, say),
        ],
        className="middle",
    )


def _respondents(place: Place, say: Wording) -> Component:
    people = [person for person in place.engagement.respondents if person.kind == "person"]
    back = link([icon("arrow-left"), say("Results")], f"/engagements/{place.engagement.id}", "back")
    choices = [(person.id, person.label) for person in people]
    choice = one_of(ids.RESPONDENT, say("In conversation with"), choices, place.respondent.id, "people")
    return html.Div([back, html.P(say("In conversation with"), className="small", **HIDDEN), choice])


def _sections(place: Place, say: Wording) -> list[Component]:
    applying = place.applying()
    return [_section(place, section, applying, say) for section in place.engagement.questionnaire.definition.sections]


def _section(place: Place, section: Section, applying: set[str], say: Wording) -> Component:
    asked = [question for question in place.asked(section) if question.id in applying]
    done = sum(place.newest(question.id) is not None for question in asked)
    count = say("{done} of {all}", done=done, all=len(asked)) if asked else "–"
    here = aria(current="page") if section.id == place.section.id else {}
    words = [html.Span(say.of(section.title)), html.Span(count, className="count")]
    href = address_of(place.engagement.id, place.respondent.id, section.id)
    return html.Li(dcc.Link(words, href=href, className="here" if here else ""), **here)


def _onward(place: Place, say: Wording) -> Component:
    sections = place.engagement.questionnaire.definition.sections
    number = next(number for number, section in enumerate(sections) if section.id == place.section.id)
    pieces: list[Component] = []
    if number > 0:
        before = sections[number - 1]
        words = say("Back: {section}", section=say.of(before.title))
        pieces.append(link(words, address_of(place.engagement.id, place.respondent.id, before.id), "quiet"))
    if number + 1 < len(sections):
        after = sections[number + 1]
        words = say("On: {section}", section=say.of(after.title))
        pieces.append(link(words, address_of(place.engagement.id, place.respondent.id, after.id), "quiet"))
    return html.Nav(pieces, className="onward", **aria(label=say("Other sections")))
