"""What surrounds every page: the header with the four steps, the choice of language and of light or dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.domain.base import LANGUAGES, Language
from quickscan.web import ids
from quickscan.web.widgets import aria, icon, link
from quickscan.web.wording import Wording

StepState = Literal["done", "here", "open"]
NAMES: dict[Language, str] = {"de": "Deutsch", "en": "English"}


@dataclass(frozen=True)
class Step:
    """One of the four steps of a Quick-Scan."""

    name: str
    """Its name, in the language of the app."""
    state: StepState
    """Whether it is done, shown now, or still open."""
    href: str
    """The address of the page, or of the part of it, that belongs to it."""


def header(say: Wording, client: str | None = None, steps: Sequence[Step] = ()) -> Component:
    """The header of a page: where am I, what is done, what comes next."""
    return html.Header(
        [
            html.A(say("Skip to the content"), href="#main", className="skip"),
            link("Quick-Scan", "/", "logo"),
            html.Span(client, className="client") if client else None,
            _steps(say, steps) if steps else None,
            html.Div([_owners(say), _languages(say), _scheme(say)], className="choices"),
        ],
        className="top with-steps" if steps else "top",
    )


def plain_header(say: Wording) -> Component:
    """The header of a page behind a link: languages and colours, and no way to anything else."""
    name = html.Span("Quick-Scan", className="logo")
    skip = html.A(say("Skip to the content"), href="#main", className="skip")
    return html.Header([skip, name, html.Div([_languages(say), _scheme(say)], className="choices")], className="top")


def _steps(say: Wording, steps: Sequence[Step]) -> Component:
    items = [html.Li(_step(say, step), className=f"step {step.state}") for step in steps]
    return html.Nav(html.Ol(items), className="steps", **aria(label=say("The four steps")))


def _step(say: Wording, step: Step) -> Component:
    here = aria(current="step") if step.state == "here" else {}
    done = [icon("check"), html.Span(say("done:") + " ", className="unseen")] if step.state == "done" else []
    return html.A([*done, step.name], href=step.href, **here)


def _owners(say: Wording) -> Component:
    """The ways to what all engagements share."""
    links = [
        link(say("Questionnaires"), "/questionnaires", "owner-link"),
        link(say("Templates"), "/templates", "owner-link"),
    ]
    return html.Div(links, className="owner-links")


def _languages(say: Wording) -> Component:
    return html.Div(
        [_language(say, language) for language in LANGUAGES],
        className="languages",
        role="group",
        **aria(label=say("Language")),
    )


def _language(say: Wording, language: Language) -> Component:
    chosen = language == say.language
    return html.Button(
        language.upper(),
        id=ids.LANGUAGE_CHOICE[language],
        type="button",
        title=NAMES[language],
        lang=language,
        className="on" if chosen else "",
        **aria(pressed=str(chosen).lower(), label=f"{language.upper()} {NAMES[language]}"),
    )


def _scheme(say: Wording) -> Component:
    toggle: Component = dmc.ColorSchemeToggle(
        id=ids.SCHEME,
        lightIcon=icon("sun"),
        darkIcon=icon("moon"),
        variant="subtle",
        color="gray",
        size="lg",
        **aria(label=say("Switch between light and dark")),
    )
    return toggle
