"""What stands beside the questions of an interview: who is asked, who asks, the sections, and the way to any question."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.questionnaire import Question, Section
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.pages.interview.place import Place, address_of, address_of_question, people_of
from quickscan.web.widgets import HIDDEN, aria, icon, link
from quickscan.web.wording import Wording


def navigation(place: Place, say: Wording) -> Component:
    """The left side of the page."""
    return html.Nav(
        [
            _respondents(place, say),
            _search(place, say),
            html.Div(section_links(place, say), id=ids.SECTIONS),
            _modes(say),
            _who_asks(place, say),
        ],
        className="sections-nav",
        **aria(label=say("Sections")),
    )


def _search(place: Place, say: Wording) -> Component:
    definition = place.engagement.questionnaire.definition
    found = [
        {"group": say.of(section.title), "items": [item for q in section.questions for item in _found(place, q, say)]}
        for section in definition.sections
    ]
    box: Component = dmc.Select(
        id=ids.SEARCH, data=[group for group in found if group["items"]], searchable=True, clearable=True, size="sm",
        label=say("Find a question"), placeholder=say("Word or code"), nothingFoundMessage=say("No question with these words"),
        comboboxProps={"width": 420, "position": "bottom-start"}, className="find",
    )  # fmt: skip
    return box


def _found(place: Place, question: Question, say: Wording) -> list[dict[str, str]]:
    person = place.asked_of(question)
    if person is None:
        return []
    with_whom = "" if person == place.respondent else f" ({person.label})"
    words = f"{question.code} {say.of(question.title)}{with_whom}"
    return [{"value": address_of_question(place.engagement, person.id, question.id), "label": words}]


def _modes(say: Wording) -> Component:
    """Ways of showing the page, which the browser remembers."""
    modes = [("one-by-one", say("One question at a time")), ("presenting", say("Present"))]
    return html.Div([mode_choice(mode, words) for mode, words in modes], className="modes")


def mode_choice(mode: str, words: str) -> Component:
    """A switch for a way of showing the page."""
    named: dict[str, Any] = {"data-mode": mode}
    return html.Button(words, type="button", className="quiet mode-choice", **aria(pressed="false"), **named)


def _who_asks(place: Place, say: Wording) -> Component:
    names = html.Datalist([html.Option(value=name) for name in place.engagement.consultants], id="consultants")
    field = dcc.Input(id=ids.PERSON, type="text", value=asked_by() or "", list="consultants", autoComplete="off", maxLength=80)
    return html.Div([html.Label([html.Span(say("Who asks")), field], className="who-asks small"), names])


def _respondents(place: Place, say: Wording) -> Component:
    people = people_of(place.engagement)
    back = link([icon("arrow-left"), say("Results")], f"/engagements/{place.engagement.id}", "back")
    choices = [(person.id, person.label) for person in people]
    choice = one_of(ids.RESPONDENT, say("In conversation with"), choices, place.respondent.id, "people")
    return html.Div([back, html.P(say("In conversation with"), className="small", **HIDDEN), choice])


def section_links(place: Place, say: Wording) -> list[Component]:
    """The way to the next open question, and the sections with how much of each is answered by this respondent."""
    sections = place.engagement.questionnaire.definition.sections
    return [_next_open(place, say), html.Ol([_section(place, section, say) for section in sections])]


def _next_open(place: Place, say: Wording) -> Component:
    """It leads to the first open question behind this section; within the section the browser finds the next one itself."""
    sections = place.engagement.questionnaire.definition.sections
    here = sections.index(place.section)
    onward = (*sections[here + 1 :], *sections[: here + 1])
    ordered = [question for section in onward for question in place.open_questions(section)]
    if not ordered:
        return html.P(say("Nothing is open with this respondent."), className="small")
    in_section: dict[str, Any] = {"data-open": " ".join(question.id for question in place.open_questions(place.section))}
    way = link(say("Next open question"), address_of_question(place.engagement, place.respondent.id, ordered[0].id))
    return html.Div(way, className="next-open", **in_section)


def _section(place: Place, section: Section, say: Wording) -> Component:
    asked = [question for question in place.asked(section) if question.id in place.applying]
    done = len(asked) - len(place.open_questions(section))
    count = say("{done} of {all}", done=done, all=len(asked)) if asked else "–"
    here = aria(current="page") if section.id == place.section.id else {}
    words = [html.Span(say.of(section.title)), html.Span(count, className="count")]
    href = address_of(place.engagement.id, place.respondent.id, section.id)
    return html.Li(dcc.Link(words, href=href, className="here" if here else ""), **here)
