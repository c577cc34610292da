"""What the interviews showed: every finding with the answers it rests on."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.engagement import Answer
from quickscan.domain.result import AnswerRef, Finding, FindingKind
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.words import basis_in_words, kind_in_words
from quickscan.web.widgets import badge, card, more

SHOWN_AT_ONCE = 8
"""Findings shown before more are asked for."""
COLOURS: dict[FindingKind, str] = {"contradiction": "warn", "above_cap": "warn", "measured_loss": "accent"}


def findings_card(material: Material) -> Component:
    """The findings, the weightiest first; what is not known yet stands elsewhere."""
    say = material.say
    found = [finding for finding in material.assessment.findings if finding.kind != "not_enough_answers"]
    if not found:
        nothing = html.P(say("Nothing stands out yet. Findings appear as soon as questions are answered."))
        return card(say("Findings"), nothing, name="findings")
    note = say("The weightiest first. Each one points at the answers it rests on.")
    first, rest = found[:SHOWN_AT_ONCE], found[SHOWN_AT_ONCE:]
    return card(say("Findings"), _list(first, material), _rest(rest, material), note=note, name="findings")


def _rest(rest: list[Finding], material: Material) -> Component | None:
    if not rest:
        return None
    summary = material.say.plural("Show {number} more finding", "Show {number} more findings", len(rest))
    return more(summary, _list(rest, material), kind="rest")


def _list(findings: list[Finding], material: Material) -> Component:
    return html.Ul([_finding(finding, material) for finding in findings], className="findings")


def _finding(finding: Finding, material: Material) -> Component:
    say = material.say
    causes = " · ".join(material.cause_name(cause) for cause in finding.causes)
    about = [badge(kind_in_words(finding.kind, say), COLOURS.get(finding.kind, "plain")), html.Span(causes, className="small")]
    return html.Li(
        [html.Div(about, className="about"), html.P(say.of(finding.text)), _evidence(finding.evidence, material)],
        className="finding",
    )


def _evidence(pointers: tuple[AnswerRef, ...], material: Material) -> Component | None:
    if not pointers:
        return None
    answers = [material.record(pointer) for pointer in pointers]
    heading = material.say.plural("Rests on {number} answer", "Rests on {number} answers", len(answers))
    return more(heading, html.Ul([_answer(answer, material) for answer in answers], className="evidence"))


def _answer(answer: Answer, material: Material) -> Component:
    say, question = material.say, material.questions[answer.question]
    who = material.engagement.respondent(answer.respondent).label
    facts = [
        html.Span(question.code, className="code", title=say.of(question.title)),
        html.Strong(who),
        html.Span(material.answer_in_words(answer)),
        html.Span(basis_in_words(answer.basis, say), className="small"),
    ]
    return html.Li([html.Div(facts, className="said"), html.Q(answer.quote, className="quote") if answer.quote else None])
