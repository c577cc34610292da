"""Pages for what is not there or does not work: a sentence, and the way back."""

from dash import html

from quickscan.domain.problem import ScanError
from quickscan.web.shell import header
from quickscan.web.widgets import Page, link, problems
from quickscan.web.wording import Wording


def unknown_page(say: Wording) -> Page:
    """For an address that leads nowhere."""
    return _page(
        say("This page does not exist"), [html.P(say("The address may be mistyped, or the engagement was removed."))], say
    )


def problem_page(error: ScanError, say: Wording) -> Page:
    """For what a person has to mend."""
    return _page(say("This cannot be shown"), [problems(error)], say)


def _page(heading: str, content: list[html.P | html.Ul], say: Wording) -> Page:
    back = link(say("To all Quick-Scans"), "/", "button")
    return Page(heading, [html.Section([html.H1(heading, tabIndex=-1), *content, back], className="card empty")], header(say))
