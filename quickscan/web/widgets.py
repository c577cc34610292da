"""Small pieces that pages are put together from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.problem import Problem, ScanError
from quickscan.web.wording import Wording

Piece = Component | str
HIDDEN: dict[str, Any] = {"aria-hidden": "true"}
"""For what a screen reader need not say."""
Content = Piece | Sequence[Piece | None] | None


@dataclass(frozen=True)
class Page:
    """What a page shows: a title for the browser's window, and the content below the header."""

    title: str
    """The title."""
    content: Sequence[Component]
    """The content."""
    header: Component
    """The header above it."""


def aria(**names: str) -> dict[str, Any]:
    """Attributes for people who do not see the page, by name without the prefix."""
    return {f"aria-{name}": value for name, value in names.items()}


def icon(name: str) -> Component:
    """A small picture that says nothing by itself: its file lies in assets/icons."""
    return html.Span(className=f"icon icon-{name}", **HIDDEN)


def card(heading: str, *content: Component | None, note: Content = None, name: str | None = None) -> Component:
    """A part of a page under a heading, with a note that explains it."""
    head = [html.H2(heading), html.P(note, className="small") if note else None]
    named: dict[str, Any] = {"id": name} if name else {}
    return html.Section([*_there(head), *_there(content)], className="card", tabIndex=-1, **named)


def badge(words: str, kind: str = "plain") -> Component:
    """A word or two in a frame."""
    return html.Span(words, className=f"badge {kind}")


def more(summary: Content, *content: Component, kind: str = "") -> Component:
    """What is shown on request."""
    return html.Details([html.Summary(summary), *content], className=f"more {kind}".strip())


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Content]]) -> Component:
    """A table of figures: the first column names the row, the others stand to the right."""
    head = html.Tr([html.Th(column, scope="col") for column in columns])
    body = [html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])]) for row in rows]
    return sideways(html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="figures"), caption)


def sideways(content: Component, name: str) -> Component:
    """What is wider than a phone: it can be scrolled sideways, so it must be reachable by keyboard."""
    return html.Div(content, className="sideways", tabIndex=0, role="region", **aria(label=name))


def share_bar(share: float, kind: str = "", band: tuple[float, float] | None = None) -> Component:
    """A bar as long as a share of the whole width; it repeats a number that stands beside it."""
    pieces = [html.Span(className=f"fill {kind}".strip(), style={"width": f"{100 * share:.1f}%"})]
    if band is not None:
        low, high = band
        pieces.append(html.Span(className="band", style={"left": f"{100 * low:.1f}%", "width": f"{100 * (high - low):.1f}%"}))
    return html.Span(pieces, className="bar", **HIDDEN)


def link(words: Content, href: str, kind: str = "") -> Component:
    """A link to another page of the app."""
    return dcc.Link(words, href=href, className=kind)


def problems(error: ScanError, say: Wording) -> Component:
    """What is wrong and what to do, as a list."""
    return html.Ul([_problem(problem, say) for problem in error.problems], className="problems")


def problem_in_words(problem: Problem, say: Wording) -> str:
    """A problem as a sentence; the commonest ones are known in every language of the app."""
    return f"{say.known(problem.what)}, {say.known(problem.remedy)}."


def _problem(problem: Problem, say: Wording) -> Component:
    return html.Li([html.Strong(say.known(problem.where)), html.Span(problem_in_words(problem, say))])


def _there(pieces: Sequence[Any]) -> list[Any]:
    return [piece for piece in pieces if piece is not None]
