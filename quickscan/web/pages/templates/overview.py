"""All report templates, the way to put in another one, and the guide for those who write them."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.files.templates import SetAside, Template
from quickscan.web import ids
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Content, Page, aria, card, icon, link, table
from quickscan.web.wording import Wording

OVERVIEW = "/templates"


def overview_page(services: Services, say: Wording) -> Page:
    """The templates, drafts first."""
    title = say("Report templates")
    note = say(
        "A template is a Word document: change fonts, colours, logo, order and words in Word, and every report looks like it."
    )
    back = link([icon("arrow-left"), say("All Quick-Scans")], "/", "back")
    head = html.Div([back, html.H1(title, tabIndex=-1), html.P(note, className="small")], className="page-head")
    listed = html.Div(lists(services, None, say), id=ids.TEMPLATE_LISTS, className="owner")
    return Page(title, [html.Div([head, _upload(say), listed, _guide(say)], className="owner")], header(say))


def lists(services: Services, said: Component | None, say: Wording) -> list[Component]:
    """Drafts, templates, and those that were removed; `said` is what has just been done."""
    shelf = services.templates
    pieces = [said, _drafts(services, say), _templates(shelf.all(), say), _removed(shelf.removed(), say)]
    return [piece for piece in pieces if piece is not None]


def address_of(template: Template) -> str:
    """The address of the page of a template."""
    return f"{OVERVIEW}/{template.name}"


def draft_address(mark: str) -> str:
    """The address of the page of a draft."""
    return f"{OVERVIEW}/draft-{mark}"


def _upload(say: Wording) -> Component:
    name: dict[str, Any] = {"data-field-name": say("Upload a template")}  # quickscan.js hands it on
    hint = say("Download a template, change it in Word, upload it here. Words of its own come in a texts file chosen with it.")
    button = html.Button([icon("upload"), say("Upload a template")], type="button", className="quiet")
    accept = ".docx,.yaml,.yml"
    return html.Div(
        [
            dcc.Upload(button, id=ids.TEMPLATE_UPLOAD, accept=accept, multiple=True, className="open-file"),
            html.Span(hint, className="small"),
            html.Div(id=ids.TEMPLATE_FAULTS, role="alert"),
        ],
        className="open-file-row",
        **name,
    )


def _drafts(services: Services, say: Wording) -> Component | None:
    drafts = services.templates.drafts()
    if not drafts:
        return None
    items = [
        html.Li(
            [
                link(draft.file_name, draft_address(draft.mark)),
                html.Span(say("uploaded on {day}", day=say.date(draft.template.kept_at)), className="small"),
            ]
        )
        for draft in drafts
    ]
    return card(say("Drafts"), html.Ul(items, className="drafts"), note=say("Without faults, and not published yet."))


def _templates(templates: tuple[Template, ...], say: Wording) -> Component:
    columns = [say("Name"), say("Published"), say("Words of its own"), say("File"), say("Remove")]
    rows = [_row(template, say) for template in templates]
    note = say("Choose one of these where a report is made.")
    return card(say("Templates"), table(say("Templates"), columns, rows), note=note, name="templates")


def _row(template: Template, say: Wording) -> list[Content]:
    words = say("Download {name}", name=template.name)
    file = html.A([icon("download"), html.Span(words, className="unseen")], href=f"{address_of(template)}.docx", title=words)
    return [
        link(template.name, address_of(template)),
        say("shipped") if template.is_shipped else say.date(template.kept_at),
        say("yes") if template.texts_file.is_file() and not template.is_shipped else "–",
        file,
        "–" if template.is_shipped else _deed("remove", template.name, "", say("Remove"), say),
    ]


def _removed(removed: tuple[SetAside, ...], say: Wording) -> Component | None:
    if not removed:
        return None
    items = [
        html.Li(
            [
                html.Span(
                    [html.Strong(one.name), " ", html.Span(f"{say.date(one.moment)}, {say.time(one.moment)}", className="small")]
                ),
                _deed("bring_back", one.name, one.moment.isoformat(), say("Bring back"), say),
            ]
        )
        for one in removed
    ]
    note = say("Removed or replaced. What you bring back takes its name again; what has it then is laid aside here.")
    return card(say("Laid aside"), html.Ul(items, className="drafts"), note=note)


def _deed(deed: str, name: str, moment: str, words: str, say: Wording) -> Component:
    label = aria(label=say("{deed}: {name}", deed=words, name=name))
    return html.Button(words, id=ids.template_deed(deed, name, moment), type="button", className="quiet small-button", **label)


def _guide(say: Wording) -> Component:
    files = [
        html.A([icon("download"), " ", say("Guide in German (.docx)")], href=f"{OVERVIEW}/guide.de.docx"),
        html.A([icon("download"), " ", say("Guide in English (.docx)")], href=f"{OVERVIEW}/guide.en.docx"),
    ]
    note = say("How to write a template, with every field and what it gives.")
    return card(say("Guide for authors"), html.Div(files, className="actions"), note=note)
