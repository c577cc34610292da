"""What is missing, and which open question to ask next."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.questionnaire import Section
from quickscan.domain.result import NextQuestion
from quickscan.web.pages.findings.material import Material
from quickscan.web.widgets import card, icon, more

MOST_NEXT = 5
"""Next best questions shown."""


def next_card(material: Material) -> Component | None:
    """The open questions that would narrow the estimate most."""
    say, best = material.say, material.assessment.next_best_questions[:MOST_NEXT]
    if not best:
        return None
    note = say("How much narrower the range of the estimate would get, if the answer confirms what is known so far.")
    return card(
        say("Ask this next"), html.Ol([_next(entry, material) for entry in best], className="next"), note=note, name="next"
    )


def _next(entry: NextQuestion, material: Material) -> Component:
    say, question = material.say, material.questions[entry.question]
    roles = ", ".join(say.of(material.knowledge.role(role).name) for role in question.ask_roles)
    worth = say("−{points} points", points=say.points(entry.narrowing))
    words = [
        html.Span([html.Span(question.code, className="code"), " ", say.of(question.title)]),
        html.Span(roles, className="small"),
    ]
    return html.Li([html.Div(words), html.Span(worth, className="worth")])


def missing_card(material: Material) -> Component:
    """The questions still open by section, and the causes about which too little is known."""
    say, missing = material.say, set(material.assessment.unanswered)
    if not missing:
        nothing = html.P(say("Nothing: every question that applies is answered."))
        return card(say("What is missing"), nothing, _thin(material), name="missing")
    open_in = [(section, _open(section, missing)) for section in material.questionnaire.sections]
    rows = [_section(section, still_open, material) for section, still_open in open_in if still_open]
    note = say.plural("{number} question without an answer", "{number} questions without an answer", len(missing))
    return card(say("What is missing"), _thin(material), html.Div(rows, className="sections"), note=note, name="missing")


def _thin(material: Material) -> Component | None:
    """The causes about which too little is known."""
    say = material.say
    found = [finding for finding in material.assessment.findings if finding.kind == "not_enough_answers"]
    if not found:
        return None
    summary = say.plural("Too little known about {number} cause", "Too little known about {number} causes", len(found))
    causes = html.Ul([html.Li(say.of(finding.text)) for finding in found])
    return more([icon("alert"), " ", summary], causes, kind="warnings")


def _open(section: Section, missing: set[str]) -> list[str]:
    return [question.id for question in section.questions if question.id in missing]


def _section(section: Section, still_open: list[str], material: Material) -> Component:
    say = material.say
    count = html.Span(say("{open} of {all} open", open=len(still_open), all=len(section.questions)), className="small")
    questions = [material.questions[name] for name in still_open]
    items = [html.Li([html.Span(question.code, className="code"), " ", say.of(question.title)]) for question in questions]
    return more([html.Span(say.of(section.title)), count], html.Ul(items, className="codes"), kind="section")
