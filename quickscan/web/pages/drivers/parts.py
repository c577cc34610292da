"""The parts of the page that are worked out behind it, and the frame each of them has."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from quickscan.web.clock import clock
from quickscan.web.widgets import HIDDEN
from quickscan.web.wording import Wording

TORNADO, LEVER, MAP, GUARD = "tornado", "lever", "map", "guard"
PARTS = (TORNADO, LEVER, MAP, GUARD)


def part_id(piece: str, part: str) -> str:
    """The name of a piece of a part: result, words, share or poll."""
    return f"drivers-{part}-{piece}"


def part_frame(part: str, say: Wording) -> Component:
    """Where the result of a part appears, and how far it is until then."""
    waiting: dict[str, Any] = {**HIDDEN}
    return html.Div(
        [
            html.Div(
                [
                    html.Span(say("Being simulated …"), id=part_id("words", part), role="status", className="small"),
                    html.Progress(id=part_id("share", part), value="0", max="1", **waiting),
                ],
                className="drivers-progress",
            ),
            html.Div(id=part_id("result", part), className="drivers-result working"),
            *clock(part_id("poll", part)),
        ],
        className="drivers-part",
    )
