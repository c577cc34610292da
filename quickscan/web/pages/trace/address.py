"""The way from a number to the page that says where it comes from."""

from urllib.parse import urlencode

from dash import dcc
from dash.development.base_component import Component

from quickscan.web.wording import Wording

ADDRESS = "trace"


def trace_address(engagement_id: str, figure: str = "", calibration: str | None = None, names: bool = False) -> str:
    """Where a figure is followed; without one, where the figures are listed."""
    asked = {"figure": figure, "calibration": calibration or "", "names": "1" if names else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/engagements/{engagement_id}/{ADDRESS}" + (f"?{query}" if query else "")


def traced(
    number: Component | str, engagement_id: str, figure: str, say: Wording, calibration: str | None = None, title: str = ""
) -> Component:
    """A number that leads to where it comes from; `title` says more of it to whoever rests the pointer there."""
    told = title or say("Where does this number come from?")
    return dcc.Link(number, href=trace_address(engagement_id, figure, calibration), className="traced", title=told)
