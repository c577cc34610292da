"""The pages of the step Interviews, and the way from one to the other."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.steps import four_steps
from quickscan.web.shell import header
from quickscan.web.widgets import Page, aria, link
from quickscan.web.wording import Wording


def room_names(say: Wording) -> dict[str, str]:
    """What the pages are called, by the last part of their address, in the order of the work."""
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


def room_page(material: Material, here: str, title: str, content: Sequence[Component]) -> Page:
    """A page of the step Interviews: the header of the engagement, the way to its other pages, and the content."""
    engagement, say = material.engagement, material.say
    return Page(
        f"{title} · {engagement.client.name}",
        [room_links(engagement.id, here, say), *content],
        header(say, engagement.client.name, four_steps(material, interviewing=True)),
    )


def room_links(engagement_id: str, here: str, say: Wording) -> Component:
    """The way to the other pages of the step."""
    links = [_link(engagement_id, name, title, name == here) for name, title in room_names(say).items()]
    return html.Nav(html.Ul(links), className="rooms", **aria(label=say("Pages of the interviews")))


def _link(engagement_id: str, name: str, title: str, is_here: bool) -> Component:
    current = aria(current="page") if is_here else {}
    return html.Li(link(title, f"/engagements/{engagement_id}/{name}", "here" if is_here else ""), **current)
