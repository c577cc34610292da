"""The list of questionnaires with all their versions, and the way to put in another one."""

from itertools import groupby
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.store.questionnaires import SHIPPED, Draft, Published
from quickscan.web import ids
from quickscan.web.pages.questionnaires.subject import address_of, by_whom, draft_address
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Content, Page, card, icon, link, table
from quickscan.web.wording import Wording


def overview_page(services: Services, say: Wording) -> Page:
    """All versions of all questionnaires, drafts first."""
    title, versions, uses = say("Questionnaires"), services.versions.versions(), services.versions.uses()
    note = say("Every version stays as it is. An engagement keeps the one it began with until somebody moves it over.")
    back = link([icon("arrow-left"), say("All Quick-Scans")], "/", "back")
    head = html.Div([back, html.H1(title, tabIndex=-1), html.P(note, className="small")], className="page-head")
    cards = [_versions(list(group), uses, say) for _, group in groupby(versions, key=lambda version: version.id)]
    drafts = _drafts(services.versions.drafts(), say)
    content = [head, _upload(say), drafts, *cards]
    return Page(title, [html.Div([piece for piece in content if piece is not None], className="owner")], header(say))


def _upload(say: Wording) -> Component:
    name: dict[str, Any] = {"data-field-name": say("Upload a questionnaire")}  # quickscan.js hands it on
    hint = say("Download a version, change the file, upload it here. You see every question before you publish it.")
    button = html.Button([icon("upload"), say("Upload a questionnaire")], type="button", className="quiet")
    return html.Div(
        [
            dcc.Upload(button, id=ids.QUESTIONNAIRE_UPLOAD, accept=".yaml,.yml", className="open-file"),
            html.Span(hint, className="small"),
            html.Div(id=ids.QUESTIONNAIRE_FAULTS, role="alert"),
        ],
        className="open-file-row",
        **name,
    )


def _drafts(drafts: tuple[Draft, ...], say: Wording) -> Component | None:
    if not drafts:
        return None
    items = [
        html.Li(
            [
                link(f"{say.of(draft.questionnaire.title)} {draft.questionnaire.version}", draft_address(draft.number)),
                html.Span(
                    f"{draft.file_name} · {say.date(draft.uploaded_at)}{by_whom(draft.uploaded_by, say)}", className="small"
                ),
            ]
        )
        for draft in drafts
    ]
    return card(say("Drafts"), html.Ul(items, className="drafts"), note=say("Without faults, and not published yet."))


def _versions(versions: list[Published], uses: Any, say: Wording) -> Component:
    newest = versions[0]
    columns = [say("Version"), say("Published"), say("By"), say("Questions"), say("Quick-Scans"), say("Note"), say("File")]
    rows = [_row(version, uses.get(version.hash, 0), say) for version in versions]
    caption = say("Versions of {title}", title=say.of(newest.questionnaire.title))
    return card(say.of(newest.questionnaire.title), table(caption, columns, rows), note=newest.id)


def _row(version: Published, engagements: int, say: Wording) -> list[Content]:
    asked = sum(1 for _ in version.questionnaire.questions())
    when = say("shipped") if version.number == SHIPPED or version.published_at is None else say.date(version.published_at)
    name = say("Version {version} as YAML", version=version.questionnaire.version)
    return [
        link(version.questionnaire.version, address_of(version)),
        when,
        version.published_by or "–",
        say.number(asked),
        say.number(engagements),
        version.note or "–",
        html.A([icon("download"), html.Span(name, className="unseen")], href=f"{address_of(version)}.yaml", title=name),
    ]
