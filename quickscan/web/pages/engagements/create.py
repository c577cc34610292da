"""The page on which an engagement is begun; what is typed there stays in the browser until it is done."""

from collections.abc import Mapping
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import Problem, ScanError
from quickscan.interview.begin import begin
from quickscan.interview.head import ROWS, read_head
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.engagements.form import (
    Offer,
    assignment_card,
    client_card,
    process_card,
    questionnaire_card,
    respondents_card,
)
from quickscan.web.pages.engagements.typed import draft_form, faults_by_place, faults_shown, form_typed, roles_asked
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Page, icon, link
from quickscan.web.wording import Wording


def new_page(say: Wording) -> Page:
    """The page; the form follows as soon as the browser has told what of it was typed before."""
    back = link([icon("arrow-left"), say("All Quick-Scans")], "/", "back")
    title = say("New Quick-Scan")
    lead = html.P(say("A name is enough to begin; all else can be changed later."), className="small")
    heading = html.Div([back, html.H1(title, tabIndex=-1), lead], className="page-head")
    stores = [dcc.Store(ids.DRAFT), dcc.Store(ids.DRAFT_KEPT), dcc.Store(ids.DRAFT_DONE)]
    return Page(title, [heading, *stores, html.Div(id=ids.FORM, className="engagement-form")], header(say))


def new_form(services: Services, draft: object, say: Wording) -> list[Component]:
    """The form, with what was typed before or else with what is usual."""
    offer = Offer(services.processes(), services.questionnaires(), services.knowledge)
    form = usual_form(services, say) | draft_form(draft)
    wide = [client_card(form, say), respondents_card(form, offer, say)]
    narrow = [assignment_card(form, say), questionnaire_card(form, offer, say), process_card(form, offer, say)]
    return [
        html.Div([html.Div(wide, className="wide"), html.Div(narrow, className="narrow")], className="columns"),
        html.Div(
            [
                html.Button(say("Create and begin the interviews"), id=ids.CREATE, type="button", className="button"),
                html.Div(id=ids.FORM_FAULT, role="alert"),
            ],
            className="form-foot",
        ),
    ]


def usual_form(services: Services, say: Wording) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {
        "title": say("Lead Management {year}", year=services.clock().year),
        "country": "DE",
        "language": say.language,
        "process": services.processes()[0].id,
        "questionnaire": services.questionnaires()[0].id,
        ROWS: [],
    }


def create(services: Services, form: Mapping[str, Any]) -> Engagement:
    """Puts in the engagement that a form says. Raises ScanError with all that is amiss; nothing is put in then.

    The industry is that of the process template where none was typed.
    """
    questionnaire = next((one for one in services.questionnaires() if one.id == form.get("questionnaire")), None)
    process = next((one for one in services.processes() if one.id == form.get("process")), None)
    industry = form.get("industry") or (process.name.in_language(_language(form)) if process is not None else "")
    processes, asked = [one.id for one in services.processes()], services.questionnaires()
    roles = roles_asked([questionnaire] if questionnaire is not None else asked)
    problems = [] if questionnaire is not None else [Problem("questionnaire", "the questionnaire is missing", "choose one")]
    try:
        head = read_head({**form, "industry": industry}, processes, roles)
    except ScanError as error:
        raise ScanError([*error.problems, *problems]) from error
    if questionnaire is None:
        raise ScanError(problems)
    now = services.clock()
    return services.store.add_beside(begin(head, questionnaire, now.astimezone().date()), now=now, by=asked_by())


def _language(form: Mapping[str, Any]) -> Language:
    return "en" if form.get("language") == "en" else "de"


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""
    _register_draft(app)

    @app.callback(Output(ids.FORM, "children"), Input(ids.DRAFT, "data"), State(ids.LANGUAGE, "data"))
    def _open(draft: object, language: str) -> Any:
        return no_update if draft is None else new_form(services, draft, services.wording(language))

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.field(ALL), "error"),
        Output(ids.row("label", ALL), "error"),
        Output(ids.FORM_FAULT, "children"),
        Output(ids.DRAFT_DONE, "data"),
        Input(ids.CREATE, "n_clicks"),
        State(ids.field(ALL), "value"),
        State(ids.row("label", ALL), "value"),
        State(ids.row("side", ALL), "value"),
        State(ids.row("shown", ALL), "hidden"),
        State(ids.LANGUAGE, "data"),
        running=[(Output(ids.CREATE, "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def _create(clicks: int | None, *_values: Any) -> tuple[Any, ...]:
        places, say = ctx.outputs_list[1:3], services.wording(_values[-1])
        if not clicks:
            return no_update, *([no_update] * len(one) for one in places), no_update, no_update
        form = form_typed(ctx.states_list[0], ctx.states_list[1:4], {})
        return created(services, form, places, say)


def created(services: Services, form: Mapping[str, Any], places: Any, say: Wording) -> tuple[Any, ...]:
    """Where to go, and what is amiss, for the outputs of the callback."""
    try:
        engagement = create(services, form)
    except ScanError as error:
        faults = faults_by_place(error, say)
        said = faults_shown(faults, places)
        total = say.plural("{number} entry needs another look.", "{number} entries need another look.", len(faults))
        return no_update, *said, html.P(total, className="fault"), no_update
    nothing = faults_shown({}, places)
    return f"/engagements/{engagement.id}/interview", *nothing, None, engagement.id


def _register_draft(app: Dash) -> None:
    draft = {"fields": Input(ids.field(ALL), "value"), "labels": Input(ids.row("label", ALL), "value")}
    draft |= {"sides": Input(ids.row("side", ALL), "value"), "hidden": Input(ids.row("shown", ALL), "hidden")}
    for function, output, inputs in (
        ("open_draft", Output(ids.DRAFT, "data"), [Input(ids.DRAFT_KEPT, "id")]),
        ("keep_draft", Output(ids.DRAFT_KEPT, "data"), [*draft.values(), State(ids.DRAFT, "data")]),
        ("forget_draft", Output(ids.DRAFT_DONE, "clear_data"), [Input(ids.DRAFT_DONE, "data")]),
    ):
        app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
            ClientsideFunction("engagements", function), output, *inputs
        )
