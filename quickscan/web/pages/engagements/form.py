"""The form for the head of an engagement, by which one is begun and later changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from quickscan.domain.base import Language
from quickscan.domain.engagement import Respondent
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.head import ROWS, SIDES, usual_side
from quickscan.web import ids
from quickscan.web.pages.engagements.typed import NEW, role_in, roles_asked
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.widgets import HIDDEN, Content, aria, card
from quickscan.web.wording import LOCALES, Wording

REPORT_LANGUAGES: dict[Language, str] = {"de": "Deutsch", "en": "English"}
TEMPLATE = "template"
"""Stands in a row's template where a new row gets a number of its own; the browser puts it there."""


@dataclass(frozen=True)
class Offer:
    """What can be chosen in the form."""

    processes: Sequence[LeadProcess]
    """The lead processes to start from."""
    questionnaires: Sequence[Questionnaire]
    """The questionnaires to begin with; the one there is, where an engagement is changed."""
    knowledge: Knowledge
    """What the field knows, with its roles."""
    known: Mapping[str, Respondent] = field(default_factory=dict)
    """The respondents there are, by id."""
    records: Mapping[str, int] = field(default_factory=dict)
    """How many answer records each of them gave."""

    def role_name(self, role: str, say: Wording) -> str:
        """What a role is called."""
        return next((say.of(one.name) for one in self.knowledge.roles if one.id == role), role)


def client_card(form: Mapping[str, Any], say: Wording) -> Component:
    """Who the client is."""
    return card(
        say("Client"),
        html.Div(
            _line("client", say("Name, as printed on the report"), form), className="" if form.get("client") else "take-focus"
        ),
        _line("industry", say("Industry, in a few words"), form),
        dmc.Select(
            id=ids.field("country"),
            label=say("Country"),
            data=_countries(say),
            value=form.get("country") or "DE",
            searchable=True,
            allowDeselect=False,
            nothingFoundMessage=say("No such country"),
        ),
    )


def profile_field(form: Mapping[str, Any], say: Wording) -> Component:
    """What the report says about the client's business."""
    area: Component = dmc.Textarea(
        id=ids.field("profile"), label=say("Business of the client, as it stands in the report"), value=form.get("profile") or "",
        autosize=True, minRows=3, maxRows=12,
    )  # fmt: skip
    return area


def assignment_card(form: Mapping[str, Any], say: Wording) -> Component:
    """What the assignment is."""
    return card(
        say("Assignment"),
        _line("title", say("Title"), form),
        _line("consultants", say("Consultants, by name, with commas between"), form),
        _choice("language", say("Language of the report"), list(REPORT_LANGUAGES.items()), form, "segments", True),
    )


def process_card(form: Mapping[str, Any], offer: Offer, say: Wording) -> Component:
    """Which lead process to start from."""
    choices = [(one.id, described(say.of(one.name), say.of(one.description))) for one in offer.processes]
    note = say("The simulation starts from it; what the interviews say replaces it piece by piece.")
    return card(say("Process template"), _choice("process", say("Process template"), choices, form, "options"), note=note)


def questionnaire_card(form: Mapping[str, Any], offer: Offer, say: Wording) -> Component:
    """Which questions to ask."""
    choices = [(one.id, described(say.of(one.title), _extent(one, say))) for one in offer.questionnaires]
    return card(say("Questionnaire"), _choice("questionnaire", say("Questionnaire"), choices, form, "options"))


def respondents_card(form: Mapping[str, Any], offer: Offer, say: Wording) -> Component:
    """Who is asked: a row each, and a button for each role that adds one."""
    asked = [one.id for one in offer.knowledge.roles if one.id in roles_asked(offer.questionnaires)]
    names = {role: offer.role_name(role, say) for role in asked}
    templates = {role: _row({"id": f"{NEW}{role}{NEW}{TEMPLATE}", "label": names[role]}, offer, say, True) for role in asked}
    buttons = [
        html.Button(f"+ {names[role]}", id=ids.add_row(role), type="button", className="quiet small-button") for role in asked
    ]
    return card(
        say("Respondents"),
        html.Ul([_row(row, offer, say) for row in form.get(ROWS) or ()], id=ids.ROWS, className="respondent-rows"),
        html.Div(buttons, className="add-rows", role="group", **aria(label=say("Add a respondent"))),
        dcc.Store(ids.ROW_TEMPLATES, data=templates),
        note=say("Add one with a click, by role. Names can be changed, also later; the report prints them as they stand here."),
    )


def _row(row: Mapping[str, str], offer: Offer, say: Wording, is_new: bool = False) -> Component:
    key = row["id"]
    role = role_in(key, offer.known)
    sides = {"head_office": say("Head office"), "field": say("Field"), "service_provider": say("Service provider")}
    label: Component = dmc.TextInput(id=ids.row("label", key), label=offer.role_name(role, say), value=row["label"])
    side = row.get("side") or usual_side(role)
    return html.Li(
        [
            html.Div(label, className="take-focus" if is_new else ""),
            one_of(ids.row("side", key), say("Side of the process"), [(one, sides[one]) for one in SIDES], side, "segments"),
            html.Button(
                say("Take out"), id=ids.row("out", key), type="button", className="quiet small-button",
                **aria(label=say("Take out: {who}", who=row["label"])),
            ),
            _consent(key, offer.records.get(key, 0), say),
        ],
        id=ids.row("shown", key),
        hidden=False,
    )  # fmt: skip


def _consent(key: str, records: int, say: Wording) -> Component:
    """What is said, and has to be agreed to, where answers would go with a respondent."""
    words = say.plural("{number} answer of this respondent goes too.", "{number} answers of this respondent go too.", records)
    agree = html.Button(say("Take out with the answers"), id=ids.row("agree", key), type="button", className="quiet small-button")
    return html.Div(
        [html.P(words, id=ids.row("words", key)), agree, dcc.Store(ids.row("records", key), data=records)],
        id=ids.row("consent", key),
        className="consent",
        hidden=True,
        role="alert",
    )


def _line(name: str, label: str, form: Mapping[str, Any]) -> Component:
    line: Component = dmc.TextInput(id=ids.field(name), label=label, value=form.get(name) or "", autoComplete="off")
    return line


def _choice(
    name: str, legend: str, choices: Sequence[tuple[Any, Content]], form: Mapping[str, Any], kind: str, legend_shown: bool = False
) -> Component:
    choice = one_of(ids.field(name), legend, choices, form.get(name), kind)
    return html.Div([html.P(legend, className="legend", **HIDDEN), choice]) if legend_shown else choice


def described(name: str, words: str) -> Component:
    """A choice with a line that explains it."""
    return html.Span([html.Strong(name), html.Span(words, className="small")], className="described")


def _extent(questionnaire: Questionnaire, say: Wording) -> str:
    count = sum(1 for _ in questionnaire.questions())
    questions = say.plural("{number} question", "{number} questions", count)
    return say("{questions}, version {version}", questions=questions, version=questionnaire.version)


def _countries(say: Wording) -> list[dict[str, str]]:
    names = LOCALES[say.language].territories
    found = {code: name for code, name in names.items() if code.isalpha() and len(code) == 2 and code not in NO_COUNTRIES}
    return [{"value": code, "label": name} for code, name in sorted(found.items(), key=lambda entry: _sorted_as(entry[1]))]


def _sorted_as(name: str) -> str:
    return name.casefold().translate(str.maketrans("äöüåé", "aouae"))


NO_COUNTRIES: Collection[str] = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
"""Two letters that Unicode gives to groups of countries, and to none."""


def register(app: Dash) -> None:
    """The callbacks of the rows, wherever the form stands; they run in the browser."""
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("engagements", "add_row"),
        Output(ids.ROWS, "children"),
        Input(ids.add_row(ALL), "n_clicks"),
        State(ids.ROW_TEMPLATES, "data"),
        State(ids.ROWS, "children"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("engagements", "take_out"),
        Output(ids.row("shown", MATCH), "hidden", allow_duplicate=True),
        Output(ids.row("consent", MATCH), "hidden"),
        Input(ids.row("out", MATCH), "n_clicks"),
        Input(ids.row("agree", MATCH), "n_clicks"),
        State(ids.row("records", MATCH), "data"),
        prevent_initial_call=True,
    )
