"""Where the numbers come from: answers with how they are known, or the template with its assumptions; and what to ask first."""

from dash import html
from dash.development.base_component import Component

from quickscan.analysis.baseline import SETTERS
from quickscan.interview.path import follow
from quickscan.web.pages.findings.words import basis_in_words, severity_basis_in_words
from quickscan.web.pages.today.view import Today
from quickscan.web.pages.trace.address import traced
from quickscan.web.widgets import Content, card, icon, link, more, table

FIRST_ASKED = ("ch.volume", "cl.sales", "dl.reps", "dl.t_first_h", "cc.agents")
"""What moves the picture most: volumes, sales, people, response time."""


def sources_card(today: Today) -> Component:
    """For every number of the client's process the answers it comes from, or that it is assumed."""
    say = today.say
    rows = [[_followed(parameter, today), *_origin(parameter, today)] for parameter in SETTERS]
    columns = [say("Number"), say("Comes from"), say("Known how")]
    heading = say("Where these numbers come from")
    note: list[Component | str | None] = [
        html.Span(
            say(
                "{answered} of {all} numbers of the process come from answers; all others stand in the template {template}.",
                answered=len([parameter for parameter in SETTERS if parameter in today.sources]),
                all=len(SETTERS),
                template=say.of(today.process.name),
            )
        ),
        " ",
        html.Span(_severities(today)),
    ]
    return card(heading, more(say("All numbers of the process"), table(heading, columns, rows)), note=note, name="today-sources")


def missing_card(today: Today) -> Component | None:
    """What is assumed although it decides how the picture looks; none where all of it was answered."""
    say = today.say
    assumed = [_name(parameter, today) for parameter in FIRST_ASKED if parameter not in today.sources]
    if not assumed:
        return None
    words = say("Not answered yet, so taken from the template {template}:", template=say.of(today.process.name))
    pieces = [
        html.P([icon("alert"), " ", html.Strong(words), " ", ", ".join(assumed), "."]),
        link(say("Answer questions"), f"/engagements/{today.material.engagement.id}/interview", "quiet"),
    ]
    return html.Section(pieces, className="card assumed-numbers", id="today-missing")


def basis_of(parameter: str, today: Today) -> str:
    """How a number of the process is known, in a word or two."""
    return str(_origin(parameter, today)[1])


def _severities(today: Today) -> str:
    """On what the severities of the nine causes rest."""
    say, found = today.say, [one.basis for one in today.material.assessment.severity.values()]
    counted = [f"{say.number(found.count(basis))} {severity_basis_in_words(basis, say)}" for basis in dict.fromkeys(found)]
    return say("Severity of the nine causes: {counted}.", counted=", ".join(counted))


def _name(parameter: str, today: Today) -> str:
    found = next((one for one in today.material.knowledge.parameters if one.id == parameter), None)
    return today.say.of(found.name) if found is not None else parameter


def _followed(parameter: str, today: Today) -> Content:
    """The name of a number; it leads to the answers where there are some."""
    name = _name(parameter, today)
    if parameter not in today.sources:
        return name
    return traced(name, today.material.engagement.id, f"parameter.{parameter}", today.say, today.calibration)


def _origin(parameter: str, today: Today) -> list[Content]:
    """The questions and how their answers are known; or the template."""
    say, material = today.say, today.material
    asked = today.sources.get(parameter, ())
    if not asked:
        return [say("template {template}", template=say.of(today.process.name)), say("assumed")]
    answers = follow(material.engagement, material.knowledge.rules).answers
    questions = [material.questions[question] for question in asked]
    bases = dict.fromkeys(answers[question].basis for question in asked if question in answers)
    known = ", ".join(basis_in_words(basis, say) for basis in bases if basis is not None)
    return [", ".join(f"{question.code} {say.of(question.title)}" for question in questions), known or "–"]
