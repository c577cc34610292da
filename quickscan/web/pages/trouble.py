"""Pages for what is not there or does not work: a sentence, and the way back."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.problem import ScanError
from quickscan.web.shell import header
from quickscan.web.widgets import Page, link, problems
from quickscan.web.wording import Wording


def unknown_page(say: Wording) -> Page:
    """For an address that leads nowhere."""
    reason = html.P(say("The address may be mistyped, or the engagement was removed."))
    return _page(say("This page does not exist"), reason, say)


def problem_page(error: ScanError, say: Wording) -> Page:
    """For what a person has to mend."""
    return _page(say("This cannot be shown"), problems(error, say), say)


def _page(heading: str, content: Component, say: Wording) -> Page:
    pieces = [html.H1(heading, tabIndex=-1), content, link(say("To all Quick-Scans"), "/", "button")]
    return Page(heading, [html.Section(pieces, className="card empty")], header(say))
