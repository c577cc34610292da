"""What the page of an interview does: keeps what is typed, moves the estimate, and looks for what others answered."""

from collections.abc import Mapping
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update, remount
from dash.development.base_component import Component

from quickscan.domain.engagement import Answer
from quickscan.web import ids
from quickscan.web.pages.interview.navigation import section_links
from quickscan.web.pages.interview.panel import panel
from quickscan.web.pages.interview.place import Place, address_of, place_at
from quickscan.web.pages.interview.saving import hand_in
from quickscan.web.pages.interview.words import in_words
from quickscan.web.services import Services
from quickscan.web.wording import Wording


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""
    hand_in(app.server, services)
    _register_arrival(app)
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
        State(ids.card_part("shown", ALL), "hidden"),
        prevent_initial_call=True,
    )
    def _estimate(
        _sequence: int | None, before: float, where: list[str], language: str, hidden: list[bool | None]
    ) -> tuple[Any, ...]:
        cards = [one["id"]["question"] for one in ctx.outputs_list[3]]
        return estimate_now(services, where, before, dict(zip(cards, hidden, strict=True)), services.wording(language))


def estimate_now(
    services: Services, where: list[str], before: float, hidden: Mapping[str, bool | None], say: Wording
) -> tuple[Component, float, Component, list[Any]]:
    """What stands beside the questions after an answer: the estimate, its loss rate, the sections, and which cards are hidden.

    `before` is the loss rate before the answer, `hidden` what is hidden now, by question. A card that stays as it is is not told.
    """
    place = _place(services, where)
    assessment = services.assess(place.engagement, services.knowledge)
    to_hide = {question: question not in place.applying for question in hidden}
    changes = [no_update if hide == bool(hidden[question]) else hide for question, hide in to_hide.items()]
    shown = panel(place, assessment, before, say)
    return _anew(shown), assessment.loss_rate.mean, _anew(section_links(place, say)), changes


def _anew(pieces: list[Component]) -> Component:
    # Dash 4.5 changes children in place piece by piece, and after every piece the browser looks at all parts of the page: typing
    # would hang for a second or more after each answer. What is built anew costs one look.
    built: Component = remount(html.Div(pieces))
    return built


def _register_news(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.card_part("news", ALL), "children"),
        Output(ids.LATEST, "data"),
        Input(ids.LOOK, "n_intervals"),
        State(ids.LATEST, "data"),
        State(ids.WRITER, "data"),
        State(ids.PLACE, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _look(_turns: int, latest: int, writer: str | None, where: list[str], language: str) -> tuple[Any, ...]:
        shown = [one["id"]["question"] for one in ctx.outputs_list[0]]
        news, last = news_since(services, where, latest, writer, services.wording(language))
        return [news.get(question, no_update) for question in shown], no_update if last == latest else last


def _register_arrival(app: Dash) -> None:
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("interview", "find"),
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Input(ids.SEARCH, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("interview", "who_asks"),
        Output(ids.PERSON, "title"),
        Input(ids.PERSON, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("interview", "arrived"), Output(ids.WRITER, "data"), Input(ids.PLACE, "data")
    )


def _place(services: Services, where: list[str]) -> Place:
    return place_at(services.store.get(where[0]), services.knowledge, where[1], where[2])


def news_since(
    services: Services, where: list[str], latest: int, writer: str | None, say: Wording
) -> tuple[dict[str, list[Component]], int]:
    """What others answered after a record, by question, and the number of the last record.

    `writer` names the page that asks, as it names itself when it hands in answers: what it wrote is no news to it.
    """
    records, last = services.answers.since(where[0], latest, but_of=writer)
    if not records:
        return {}, last
    place = _place(services, where)
    if where[3:] not in ([], [place.engagement.questionnaire.hash]):  # the page shows other questions than there are now
        return {}, last
    news: dict[str, list[Component]] = {}
    for answer in records:
        question = place.engagement.questionnaire.definition.question(answer.question)
        mine = answer.respondent == place.respondent.id
        who = _colleague(answer, say) if mine else place.engagement.respondent(answer.respondent).label
        words = html.P([html.Strong(who), ": ", in_words(place, question, answer, say)])
        news.setdefault(answer.question, []).append(words)
    return news, last


def _colleague(answer: Answer, say: Wording) -> str:
    name = answer.interviewer
    return say("{name}, just now", name=name) if name else say("Somebody else, just now")
