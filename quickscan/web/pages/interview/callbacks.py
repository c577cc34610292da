"""What the page of an interview does: keeps what is typed, moves the estimate, and looks for what others answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update, set_props
from dash.development.base_component import Component

from quickscan.domain.engagement import Answer
from quickscan.web import ids
from quickscan.web.pages.interview.card import in_words
from quickscan.web.pages.interview.page import section_links
from quickscan.web.pages.interview.panel import panel
from quickscan.web.pages.interview.place import Place, address_of, place_at
from quickscan.web.pages.interview.saving import Saved, save
from quickscan.web.services import Services
from quickscan.web.wording import Wording

SETTLED = timedelta(seconds=2)
"""Answers are news from this age on."""


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""
    _register_saving(app, services)
    _register_estimate(app, services)
    _register_news(app, services)

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Input(ids.RESPONDENT, "value"),
        State(ids.PLACE, "data"),
        prevent_initial_call=True,
    )
    def _with(respondent: str, where: list[str]) -> Any:
        return no_update if respondent == where[1] else address_of(where[0], respondent, where[2])


def _register_saving(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.card_part("state", MATCH), "children"),
        Output(ids.card_part("seen", MATCH), "data"),
        Output(ids.card_part("fault", MATCH), "children"),
        Input(ids.entry(MATCH, ALL), "value"),
        State(ids.card_part("seen", MATCH), "data"),
        State(ids.PLACE, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _save(_values: list[Any], seen: int, where: list[str], language: str) -> tuple[Any, ...]:
        entries = ctx.inputs_list[0]
        form = {one["id"]["entry"]: one.get("value") for one in entries}
        result, shown = save_entries(services, where, entries[0]["id"]["question"], form, seen, services.wording(language))
        if result.sequence is not None:
            set_props(ids.SAVED, {"data": result.sequence})  # an output of one card only cannot stand beside it
        return result.state, result.seen, shown

    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("interview", "answered"),
        Output(ids.card_part("state", MATCH), "title"),
        Input(ids.card_part("seen", MATCH), "modified_timestamp"),
        Input(ids.card_part("state", MATCH), "children"),
        prevent_initial_call=True,
    )


def _register_estimate(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.PANEL, "children"),
        Output(ids.LOSS, "data"),
        Output(ids.SECTIONS, "children"),
        Output(ids.card_part("shown", ALL), "hidden"),
        Input(ids.SAVED, "data"),
        State(ids.LOSS, "data"),
        State(ids.PLACE, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _estimate(_sequence: int | None, before: float, where: list[str], language: str) -> tuple[Any, ...]:
        say, place = services.wording(language), _place(services, where)
        assessment = services.assess(place.engagement, services.knowledge)
        applying = place.applying()
        hidden = [one["id"]["question"] not in applying for one in ctx.outputs_list[3]]
        return panel(place, assessment, before, say), assessment.loss_rate.mean, section_links(place, say), hidden


def _register_news(app: Dash, services: Services) -> None:
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
        return [news.get(question, no_update) for question in seen], no_update if last == latest else last


def _place(services: Services, where: list[str]) -> Place:
    return place_at(services.store.get(where[0]), services.knowledge, where[1], where[2])


def save_entries(
    services: Services, where: list[str], question_id: str, form: dict[str, Any], seen: int, say: Wording
) -> tuple[Saved, list[Component]]:
    """Keeps a form of the page at a place, and says what is to be seen of that."""
    place = _place(services, where)
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
    place = _place(services, where)
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
