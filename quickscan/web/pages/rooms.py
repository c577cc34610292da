"""The pages of the steps Interviews and Analysis, and the way from one to the other."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.steps import StepName, four_steps
from quickscan.web.pages.presenting import present_button, presenter_bar
from quickscan.web.shell import header
from quickscan.web.simulations import CALIBRATIONS, CalibrationName
from quickscan.web.widgets import Page, aria, link
from quickscan.web.wording import Wording

Query = Mapping[str, str]
"""What an address asks for behind its question mark."""


def calibration_asked(query: Query) -> CalibrationName:
    """The calibration an address asks for; the first one unless it names another."""
    return next((name for name in CALIBRATIONS if name == query.get("calibration")), CALIBRATIONS[0])


def room_names(say: Wording) -> dict[str, str]:
    """What the pages of the interviews are called, by the last part of their address, in the order of the work."""
    return {
        "agenda": say("Agenda"),
        "interview": say("Questions"),
        "contradictions": say("Contradictions"),
        "documents": say("Documents"),
        "check": say("Check"),
        "history": say("History"),
        "settings": say("Particulars"),
        "questionnaire": say("Questionnaire"),
    }


def analysis_room_names(say: Wording) -> dict[str, str]:
    """What the pages of the analysis are called, likewise; the findings stand at the address of the engagement itself."""
    return {
        "": say("Findings"),
        "today": say("Today"),
        "levers": say("Levers"),
        "scenarios": say("Scenarios"),
        "drivers": say("What matters most"),
        "playback": say("Playback"),
        "recommendations": say("Recommendations"),
    }


def room_page(material: Material, here: str, title: str, content: Sequence[Component]) -> Page:
    """A page of the step Interviews: the header of the engagement, the way to its other pages, and the content."""
    links = room_links(material.engagement.id, here, room_names(material.say), material.say("Pages of the interviews"))
    return _page(material, title, [links, *content], "interviews")


def analysis_room_page(material: Material, here: str, title: str, content: Sequence[Component]) -> Page:
    """A page of the step Analysis, likewise."""
    say = material.say
    engagement_id, label = material.engagement.id, say("Pages of the analysis")
    links = room_links(engagement_id, here, analysis_room_names(say), label, present_button(say))
    step: StepName = "recommendation" if here == "recommendations" else "analysis"
    return _page(material, title, [links, *content, presenter_bar(engagement_id, here, say)], step)


def room_links(
    engagement_id: str, here: str, names: Mapping[str, str], label: str, besides: Component | None = None
) -> Component:
    """The way to the pages of a step, and what can be done on all of them."""
    links = [_link(engagement_id, name, title, name == here) for name, title in names.items()]
    last = [html.Li(besides)] if besides is not None else []
    return html.Nav(html.Ul([*links, *last]), className="rooms", **aria(label=label))


def _page(material: Material, title: str, content: Sequence[Component], step: StepName) -> Page:
    client = material.engagement.client.name
    return Page(f"{title} · {client}", content, header(material.say, client, four_steps(material, step)))


def _link(engagement_id: str, name: str, title: str, is_here: bool) -> Component:
    current = aria(current="page") if is_here else {}
    address = f"/engagements/{engagement_id}/{name}".rstrip("/")
    return html.Li(link(title, address, "here" if is_here else ""), **current)
