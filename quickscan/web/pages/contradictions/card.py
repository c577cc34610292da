"""The card of one contradiction: who said what, which value counts and why, and the form to decide about it in place."""

from dataclasses import asdict
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.assessment.contradictions import SeveralAnswers
from quickscan.domain.engagement import Answer, Ruling, Value
from quickscan.domain.questionnaire import Question
from quickscan.interview.typed import form_of
from quickscan.web import ids
from quickscan.web.pages.contradictions.seen import Seen
from quickscan.web.pages.contradictions.words import (
    confidence_in_words,
    decision_in_words,
    rule_in_words,
    signed_by,
    swing_in_words,
)
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.words import basis_in_words
from quickscan.web.pages.interview.fields import fields
from quickscan.web.pages.interview.place import Place
from quickscan.web.widgets import aria, badge, link, more
from quickscan.web.wording import Wording

SHOWN_DECIMALS = 2


def contradiction_card(found: SeveralAnswers, material: Material) -> Component:
    """The card, with what was decided before."""
    say, question = material.say, found.question
    name = f"contradiction-{question.id}"
    about = [
        html.Span([html.Span(question.code, className="code"), " ", say.of(question.title)], className="small"),
        badge(swing_in_words(found, say), "warn" if found.swing > 0.0 else "plain"),
    ]
    history = link(
        say("History of this question"), f"/engagements/{material.engagement.id}/history?question={question.id}", "small"
    )
    content = [
        html.Div(about, className="about"),
        html.H2(say.of(question.text), id=name),
        html.Ul([_said(answer, material) for answer in found.answers], className="side-by-side"),
        html.Div(outcome(found, material), id=ids.ruling_part("outcome", question.id), className="outcome", role="status"),
        html.Div([more(say("Decide"), _form(found, material)), history], className="extras"),
    ]
    return html.Li(html.Section(content, className="card contradiction", **aria(labelledby=name)), id=f"card-{question.id}")


def outcome(found: SeveralAnswers, material: Material) -> list[Component]:
    """The value that counts with the rule that made it, and what was decided, by whom and why."""
    say, together = material.say, found.consolidated
    value = html.Strong(material.value_in_words(found.question, together.value))
    rule = html.Span(f" – {rule_in_words(together.rule, say)}", className="small")
    lines: list[Component] = [html.P([say("What counts:"), " ", value, rule])]
    ruling = together.ruling
    if ruling is not None:
        decided = say("all answers stand, their range counts as doubt") if ruling.value is None else _instead(found, material)
        signature = signed_by(ruling.by, say.date(ruling.at) if ruling.at is not None else None, say)
        lines.append(
            html.Div(
                [
                    html.P([badge(say("decided"), "accent"), " ", decided]),
                    html.P(say("Reason: {reason}", reason=ruling.reason)),
                    html.P(signature, className="small"),
                ],
                className="ruling",
            )
        )
    return lines


def _instead(found: SeveralAnswers, material: Material) -> str:
    """The value that was overruled."""
    value = material.value_in_words(found.question, found.by_rule.value)
    return material.say("instead of: {value} – {rule}", value=value, rule=rule_in_words(found.by_rule.rule, material.say))


def unseen_in_words(ruling: Ruling, question: Question, material: Material) -> str:
    """That somebody had decided before, unseen."""
    say = material.say
    return say(
        "In the meantime somebody else decided: {decision} ({reason}; {who}). Both are kept; yours counts now.",
        decision=decision_in_words(ruling, material.value_in_words(question, ruling.value), say),
        reason=ruling.reason,
        who=signed_by(ruling.by, None, say),
    )


def form_class(ruling: Ruling | None) -> str:
    """The class of the form: only a ruling that there is can be withdrawn."""
    return "deciding ruled" if ruling is not None else "deciding"


def _said(answer: Answer, material: Material) -> Component:
    say = material.say
    known = [badge(basis_in_words(answer.basis, say)), badge(confidence_in_words(answer.confidence, say))]
    return html.Li(
        [
            html.Strong(material.engagement.respondent(answer.respondent).label),
            html.Span(material.answer_in_words(answer)),
            html.Span(known, className="marks"),
            html.Q(answer.quote, className="quote") if answer.quote else None,
        ]
    )


def _form(found: SeveralAnswers, material: Material) -> Component:
    say, question, ruling = material.say, found.question, found.consolidated.ruling
    reason: Component = dmc.Textarea(
        id=ids.ruling_entry(question.id, "reason"), label=say("Reason"), autosize=True, minRows=2, value="", required=True
    )
    pieces = [
        _decisions(question.id, say),
        html.Div(_value_fields(found, material), className="value-fields answer"),
        reason,
        html.Div(id=ids.ruling_part("fault", question.id), role="alert", className="faults"),
        html.P(id=ids.ruling_part("state", question.id), role="status", className="small state"),
        dcc.Store(ids.ruling_part("seen", question.id), data=asdict(Seen.of(material.engagement, question.id))),
        html.Button(say("Keep the decision"), id=ids.ruling_part("keep", question.id), type="button", className="button"),
    ]
    return html.Div(pieces, id=ids.ruling_part("form", question.id), className=form_class(ruling))


def _decisions(question: str, say: Wording) -> Component:
    radios = [
        dmc.Radio(label=say("Another value counts"), value="overruled"),
        dmc.Radio(label=say("All answers stand: agree to disagree"), value="both_stand"),
        dmc.Radio(label=say("Withdraw the decision"), value="withdrawn", className="withdraw"),
    ]
    group: Component = dmc.RadioGroup(
        html.Div(radios, className="decisions"),
        id=ids.ruling_entry(question, "decision"),
        value="overruled",
        label=say("What is to count"),
        classNames={"label": "unseen"},
    )
    return group


def _place(found: SeveralAnswers, material: Material) -> Place:
    """Where in the interviews the question stands; with whom does not matter to its fields."""
    return Place(material.engagement, material.engagement.respondents[0], found.section, material.knowledge)


def _value_fields(found: SeveralAnswers, material: Material) -> Component:
    """The fields of the interview under names of their own, so that nothing typed here is taken for an answer."""
    place, question = _place(found, material), found.question
    form = form_of(question, _proposal(found), place.rows(question), material.say.language)
    drawn = fields(place, question, form, material.say)
    for piece in (drawn, *drawn._traverse()):  # type: ignore[no-untyped-call]  # Dash gives it no types
        name = getattr(piece, "id", None)
        if isinstance(name, dict) and "entry" in name:
            piece.id = ids.ruling_entry(question.id, name["entry"])
    return drawn


def _proposal(found: SeveralAnswers) -> Answer | None:
    """What stands in the fields at first: the value decided before, or the entries that count, so that one can be changed."""
    ruling, value = found.consolidated.ruling, found.consolidated.value
    if ruling is not None and ruling.value is not None:
        shown: Value | None = ruling.value
    else:
        shown = {name: _rounded(entry) for name, entry in value.items()} if isinstance(value, dict) else None
    who = found.answers[0].respondent if found.answers else found.consolidated.evidence[0].respondent
    return Answer(question=found.question.id, respondent=who, value=shown) if shown is not None else None


def _rounded(entry: Any) -> Any:
    return round(entry, SHOWN_DECIMALS) if isinstance(entry, float) else entry
