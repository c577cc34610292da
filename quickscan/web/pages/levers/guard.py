"""The warning where people have more to do than time."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.comparison import Comparison
from quickscan.web.widgets import icon
from quickscan.web.wording import Wording

BUSY = 0.85
"""From here on leads wait noticeably in the busiest weeks; a usual rule of queueing, see the README."""


def guard_card(found: Comparison, say: Wording) -> Component | None:
    """How busy sellers or call centre are, where that is too much; none where there is time."""
    now = found.scenarios[0].simulation if found.scenarios else found.as_is
    warnings = [
        _warning(name, now.utilisation[who].mean, found.as_is.utilisation[who].mean, say)
        for who, name in (("dealers", say("Sellers")), ("call_centre", say("Call centre")))
        if now.utilisation[who].mean >= BUSY
    ]
    return html.Div(warnings, className="card guard") if warnings else None


def _warning(name: str, busy: float, today: float, say: Wording) -> Component:
    head = say("{who} busy {share} of their time", who=name, share=say.percent(busy))
    told = say(
        "Every further attempt or lead waits for somebody (today {share}). More people, or less work for each, helps.",
        share=say.percent(today),
    )
    return html.Div([icon("alert"), html.Strong(head), html.Span(told)], className="warning")
