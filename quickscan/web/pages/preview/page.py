"""The report as it will be handed over, on a page of the app; made here where it is not there yet."""

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.base import LANGUAGES
from quickscan.web import ids
from quickscan.web.pages.findings import report
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.rooms import Query, analysis_room_page
from quickscan.web.report_files import known_template, preview_address
from quickscan.web.reports import Wanted
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, icon, link
from quickscan.web.wording import Wording


def preview_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """The report in the language and on the template that the address asks for. Raises ScanError where there is no engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    language = next((one for one in LANGUAGES if one == query.get("language")), engagement.language)
    wanted = Wanted(language, "pdf", known_template(query.get("template"), services.templates))
    content = [
        dcc.Store(ids.ENGAGEMENT, data=engagement_id),
        _head(engagement_id, wanted, say),
        _report(services, engagement_id, wanted, say),
    ]
    return analysis_room_page(material, "preview", say("Preview of the report"), content)


def _head(engagement_id: str, wanted: Wanted, say: Wording) -> Component:
    back = link([icon("arrow-left"), say("Findings")], f"/engagements/{engagement_id}", "back")
    title = html.H1(say("Preview of the report"), tabIndex=-1)
    return html.Div([back, title, _languages(engagement_id, wanted, say)], className="page-head")


def _languages(engagement_id: str, wanted: Wanted, say: Wording) -> Component:
    links = [_language(engagement_id, Wanted(one, "pdf", wanted.template), one == wanted.language, say) for one in LANGUAGES]
    return html.Nav(html.Ul(links), className="report-languages", **aria(label=say("Language of the report")))


def _language(engagement_id: str, wanted: Wanted, is_here: bool, say: Wording) -> Component:
    current = aria(current="page") if is_here else {}
    name = report.language_name(wanted.language, say)
    return html.Li(link(name, preview_address(engagement_id, wanted), "here" if is_here else ""), **current)


def _report(services: Services, engagement_id: str, wanted: Wanted, say: Wording) -> Component:
    if not services.reports.can_make_pdf:
        return html.Section(html.P(report.without_converter(say)), className="card")
    job = services.reports.look(engagement_id, wanted)
    note = say("The report as a PDF, made by LibreOffice; Word may break lines and pages otherwise.")
    body = report.followed(job, engagement_id, wanted, report.PREVIEW, say)
    return html.Section([html.P(note, className="small"), body], className="card report-preview")
