"""The page on which the head of an engagement is changed later: client, title, languages, consultants, respondents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.interview.head import HOLDS_ANSWERS, form_of, merged, read_head, records_of, row_name, with_head
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.engagements.form import (
    Offer,
    assignment_card,
    client_card,
    process_card,
    profile_field,
    respondents_card,
)
from quickscan.web.pages.engagements.typed import Part, faults_by_place, faults_shown, form_typed, roles_asked
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, card, icon
from quickscan.web.wording import Wording


def settings_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """The page of an engagement's particulars. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    title = say("Particulars")
    heading = html.Div([html.H1(title, tabIndex=-1), _file_link(engagement, say)], className="page-head settings-head")
    form = html.Div(settings_form(services, engagement, say), id=ids.FORM, className="engagement-form")
    return room_page(material, "settings", title, [heading, dcc.Store(ids.ENGAGEMENT, data=engagement_id), form])


def settings_form(services: Services, engagement: Engagement, say: Wording, saved: str | None = None) -> list[Component]:
    """The form as the engagement stands. `saved` says that it was just saved."""
    form, offer = form_of(engagement), _offer(services, engagement)
    narrow = [assignment_card(form, say), process_card(form, offer, say)]
    wide = [client_card(form, say), card(say("In the report"), profile_field(form, say)), respondents_card(form, offer, say)]
    status = html.P(saved, className="small state take-focus", role="status", tabIndex=-1) if saved else None
    save_button = html.Button(say("Save"), id=ids.SAVE_HEAD, type="button", className="button")
    return [
        dcc.Store(ids.SEEN_HEAD, data=form),
        html.Div([html.Div(wide, className="wide"), html.Div(narrow, className="narrow")], className="columns"),
        html.Div([save_button, html.Div(id=ids.FORM_FAULT, role="alert"), status], className="form-foot"),
    ]


def _file_link(engagement: Engagement, say: Wording) -> Component:
    words: list[Any] = [icon("download"), say("Download the engagement as a file")]
    return html.A(words, href=f"/engagements/{engagement.id}/file", download="", className="quiet")


def _offer(services: Services, engagement: Engagement) -> Offer:
    return Offer(
        services.processes(),
        [engagement.questionnaire.definition],
        services.knowledge,
        {one.id: one for one in engagement.respondents},
        {one.id: records_of(engagement, one.id) for one in engagement.respondents},
    )


@dataclass(frozen=True)
class Typed:
    """What somebody typed on the page."""

    form: Mapping[str, Any]
    """The form as it stands now."""
    seen: Mapping[str, Any]
    """The form as it was shown."""
    given_up: Mapping[str, int]
    """With how many records it was agreed to let each respondent go that was taken out."""


def save_head(services: Services, engagement_id: str, typed: Typed) -> Engagement:
    """Keeps what was typed, and what others changed meanwhile elsewhere in the head. Raises ScanError with all that is amiss."""
    processes = [one.id for one in services.processes()]

    def change(engagement: Engagement) -> Engagement:
        roles = roles_asked([engagement.questionnaire.definition])
        form = merged(form_of(engagement), typed.seen, typed.form)
        head = read_head(form, [*processes, engagement.process], roles, engagement.respondents)
        return with_head(engagement, head, typed.given_up)

    return services.store.revise(engagement_id, change, now=services.clock(), by=asked_by())


@dataclass(frozen=True)
class Shown:
    """What becomes of the page, for the outputs of the callback."""

    form: Any = no_update
    fault: Any = no_update
    seen: Any = no_update
    fields: Sequence[Any] = ()
    rows: Sequence[Any] = ()
    hidden: Sequence[Any] = ()
    records: Sequence[Any] = ()
    words: Sequence[Any] = ()

    @classmethod
    def nothing(cls, places: Sequence[Sequence[Part]]) -> "Shown":
        """The page stays as it is."""
        return cls(no_update, no_update, no_update, *([no_update] * len(one) for one in places))

    def outputs(self) -> tuple[Any, ...]:
        """In the order of the callback's outputs."""
        return self.form, self.fault, self.seen, self.fields, self.rows, self.hidden, self.records, self.words


def saved(services: Services, engagement_id: str, typed: Typed, places: Sequence[Sequence[Part]], say: Wording) -> Shown:
    """What is shown after saving: the form as it was kept, or what is amiss beside its field.

    `places` are the lists of the callback's outputs: fields, rows, and three more by row.
    """
    try:
        engagement = save_head(services, engagement_id, typed)
    except ScanError as error:
        return _amiss(services, engagement_id, error, places, say)
    words = say("saved at {time}", time=say.time(services.clock()))
    return replace(Shown.nothing(places), form=settings_form(services, engagement, say, words))


def _amiss(services: Services, engagement_id: str, error: ScanError, places: Sequence[Sequence[Part]], say: Wording) -> Shown:
    engagement = services.store.get(engagement_id)
    now = form_of(engagement)
    faults = faults_by_place(error, say, now)
    fields, rows = faults_shown(faults, places)
    people = [place["id"]["respondent"] for place in places[2]]
    holding = {problem.where for problem in error.problems if problem.what == HOLDS_ANSWERS}
    counts = [records_of(engagement, one) if row_name(one) in holding else None for one in people]
    total = say.plural("{number} entry needs another look.", "{number} entries need another look.", len(faults))
    there = {*map(row_name, people), *(place["id"]["field"] for place in places[0])}
    elsewhere = [words for where, words in faults.items() if where not in there]
    return Shown(
        fault=[html.P(words, className="fault") for words in (total, *elsewhere)],
        seen=now,
        fields=fields,
        rows=rows,
        hidden=[False if row_name(one) in faults else no_update for one in people],
        records=[no_update if count is None else count for count in counts],
        words=[no_update if count is None else _go_too(count, say) for count in counts],
    )


def _go_too(count: int, say: Wording) -> str:
    return say.plural("{number} answer of this respondent goes too.", "{number} answers of this respondent go too.", count)


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""

    @app.callback(
        Output(ids.FORM, "children", allow_duplicate=True),
        Output(ids.FORM_FAULT, "children", allow_duplicate=True),
        Output(ids.SEEN_HEAD, "data"),
        Output(ids.field(ALL), "error", allow_duplicate=True),
        Output(ids.row("label", ALL), "error", allow_duplicate=True),
        Output(ids.row("shown", ALL), "hidden"),
        Output(ids.row("records", ALL), "data"),
        Output(ids.row("words", ALL), "children"),
        Input(ids.SAVE_HEAD, "n_clicks"),
        State(ids.field(ALL), "value"),
        State(ids.row("label", ALL), "value"),
        State(ids.row("side", ALL), "value"),
        State(ids.row("shown", ALL), "hidden"),
        State(ids.row("records", ALL), "data"),
        State(ids.SEEN_HEAD, "data"),
        State(ids.ENGAGEMENT, "data"),
        State(ids.LANGUAGE, "data"),
        running=[(Output(ids.SAVE_HEAD, "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def _save(clicks: int | None, *values: Any) -> tuple[Any, ...]:
        places, (seen, engagement_id, language) = ctx.outputs_list[3:], values[-3:]
        if not clicks:
            return Shown.nothing(places).outputs()
        typed = typed_there(ctx.states_list, services.store.get(engagement_id), seen)
        return saved(services, engagement_id, typed, places, services.wording(language)).outputs()


def typed_there(states: Sequence[Any], engagement: Engagement, seen: Mapping[str, Any]) -> Typed:
    """What was typed, from the states of the callback."""
    fields, labels, sides, hidden, records = states[:5]
    known = {one.id: one for one in engagement.respondents}
    out = {part["id"]["respondent"] for part in hidden if part.get("value")}
    given_up = {part["id"]["respondent"]: part.get("value") or 0 for part in records if part["id"]["respondent"] in out}
    return Typed(form_typed(fields, (labels, sides, hidden), known), seen, given_up)
