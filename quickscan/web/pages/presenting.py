"""Showing the analysis to a room: large type, nothing to edit, and keys from as-is to causes to levers to scenarios to measures.

The browser remembers that somebody presents (assets/presenting.js); the page only brings what is shown then.
"""

from typing import Any

from dash import html
from dash.development.base_component import Component

from quickscan.web.widgets import aria, icon, link
from quickscan.web.wording import Wording

ORDER = ("today", "", "levers", "scenarios", "recommendations")
"""The last parts of the addresses, in the order shown: as it is, causes, levers, scenarios, what to do."""


def present_button(say: Wording) -> Component:
    """Begins to present."""
    return html.Button(say("Present"), type="button", className="as-link present", title=say("Large type, nothing to edit"))


def presenter_bar(engagement_id: str, here: str, say: Wording) -> Component:
    """Where one is among the pages shown, the way on and back, and the end. It shows only while somebody presents."""
    names = {
        "today": say("Today"),
        "": say("Causes"),
        "levers": say("Levers"),
        "scenarios": say("Scenarios"),
        "recommendations": say("Recommendations"),
    }
    steps = [_step(engagement_id, name, names[name], name == here) for name in ORDER]
    keys = html.Span(say("Keys: Page up and Page down, Esc ends"), className="small keys")
    end = html.Button(say("End"), type="button", className="quiet small end-presenting")
    return html.Nav([html.Ol(steps), keys, end], className="presenter", **aria(label=say("Pages shown")))


def _step(engagement_id: str, name: str, words: str, is_here: bool) -> Component:
    here: dict[str, Any] = {"aria-current": "step"} if is_here else {}
    address = f"/engagements/{engagement_id}/{name}".rstrip("/")
    sign = [icon("chevron-right")] if name != ORDER[0] else []
    return html.Li([*sign, link(words, address, "here" if is_here else "")], **here)
