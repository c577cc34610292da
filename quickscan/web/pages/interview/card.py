"""The card of one question: what to ask, what was answered, how it is known, and what others say."""

from typing import Any, get_args

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.domain.base import Language
from quickscan.domain.engagement import Answer, AnswerBasis, Status
from quickscan.domain.questionnaire import Question
from quickscan.interview.typed import REVIEW, form_of
from quickscan.interview.wording import as_given
from quickscan.web import ids
from quickscan.web.filing import files_part
from quickscan.web.pages.findings.words import basis_in_words, status_in_words
from quickscan.web.pages.interview.fields import Form, fields, one_or_none, segments, words
from quickscan.web.pages.interview.place import Place, question_anchor
from quickscan.web.pages.interview.words import in_words
from quickscan.web.widgets import aria, badge, more
from quickscan.web.wording import Wording

QUOTED: dict[Language, str] = {"de": "„{}“", "en": "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"}
STATUSES: tuple[Status, ...] = ("answered", "dont_know", "refused", "not_applicable", "deferred")
BASES: tuple[AnswerBasis, ...] = get_args(AnswerBasis)


def question_card(place: Place, question: Question, shown: bool, say: Wording) -> Component:
    """The card, with what the respondent said before."""
    answer, set_aside = place.newest(question.id), place.set_aside(question.id)
    form = form_of(question, answer, place.rows(question), say.language)
    if set_aside is not None:  # it is to be asked again, so what is typed is an answer
        form |= {"status": "answered", REVIEW: []}
    heading = html.H2(say.of(question.text), id=f"text-{question.id}")
    code = html.P(
        [html.Span(question.code, className="code"), " ", say.of(question.title), *_probe(question, say)], className="small"
    )
    extras = [_remarks(question, form, say), _evidence(place, question, answer, say), _help(question, say)]
    content = [
        code,
        heading,
        _set_aside(place, set_aside, say),
        html.Div(fields(place, question, form, say), className="answer"),
        html.Div([_basis(question, form, say), _confidence(question, form, say)], className="known"),
        html.Div([_status(question, form, say), _reason(question, form, say)], className="status"),
        _review(question, answer if set_aside is None else None, form, say),
        html.Div(extras, className="extras"),
        _others(place, question, say),
        _foot(question, answer, say),
    ]
    sent: dict[str, Any] = {"data-question": question.id, "data-seen": str(answer.revision if answer is not None else 0)}
    named = aria(labelledby=f"text-{question.id}")
    card = html.Section(content, id=question_anchor(question.id), className="card question", **named, **sent)
    return html.Li(card, id=ids.card_part("shown", question.id), hidden=not shown)


def _set_aside(place: Place, before: Answer | None, say: Wording) -> Component | None:
    """What was answered by another version of the questionnaire and does not fit this one."""
    if before is None or before.value is None:
        return None
    given = as_given(before.value, place.knowledge.row_names, say.language)
    words = say(
        "Answered by an earlier version of the questionnaire: {given}. It does not fit any more, please ask again.", given=given
    )
    return html.P(words, className="set-aside")


def _probe(question: Question, say: Wording) -> list[Component]:
    if not question.probes:
        return []
    words = f" · {say('ask like this')}: {QUOTED[say.language].format(say.of(question.probes[0]))}"
    return [html.Span(words, className="probe")]


def _basis(question: Question, form: Form, say: Wording) -> Component:
    choices = [(basis, basis_in_words(basis, say)) for basis in BASES]
    return segments(question, "basis", say("How it is known"), choices, form)


def _confidence(question: Question, form: Form, say: Wording) -> Component:
    choices = [(1, say("unsure")), (2, say("plausible")), (3, say("sure"))]
    return segments(question, "confidence", say("How sure it is"), choices, form)


def _status(question: Question, form: Form, say: Wording) -> Component:
    choices = [(status, status_in_words(status, say)) for status in STATUSES]
    return segments(question, "status", say("What became of the question"), choices, form)


def _reason(question: Question, form: Form, say: Wording) -> Component:
    label = say("Why it does not apply")
    reason: Component = dmc.TextInput(id=ids.entry(question.id, "reason"), label=label, value=form["reason"], className="reason")
    return reason


def _review(question: Question, answer: Answer | None, form: Form, say: Wording) -> Component:
    """Whether somebody wants to look at it again, and why the program does."""
    because = answer.change_reason if answer is not None and answer.marked_for_review else None
    box = one_or_none(question, REVIEW, say("Look at it again"), form)
    return html.Div(
        [box, badge(say("please confirm: {reason}", reason=because), "warn") if because else None], className="review"
    )


def _remarks(question: Question, form: Form, say: Wording) -> Component:
    filled = bool(form["note"] or form["quote"])
    note, quote = words(question, "note", say("Note"), form), words(question, "quote", say("In their own words"), form)
    return html.Details([html.Summary(say("Note and quote")), note, quote], className="more", open=filled)


def _evidence(place: Place, question: Question, answer: Answer | None, say: Wording) -> Component:
    names = answer.evidence if answer is not None else ()
    summary = html.Summary(say("Evidence"), **aria(label=f"{say('Evidence')} {question.code}"))
    content = files_part(place.engagement.id, names, place.stored_files, say)
    return html.Details([summary, *content], className="more proofs", open=bool(names))


def _help(question: Question, say: Wording) -> Component | None:
    parts: list[Component] = []
    if question.help is not None:
        parts.append(html.P(say.of(question.help)))
    for title, texts in ((say("Ask like this"), question.probes), (say("Take care if"), question.red_flags)):
        if texts:
            parts += [html.H3(title), html.Ul([html.Li(say.of(text)) for text in texts], className="dots")]
    if question.evidence_hint is not None:
        parts += [html.H3(say("What would prove it")), html.P(say.of(question.evidence_hint))]
    return more(say("Help"), *parts) if parts else None


def _others(place: Place, question: Question, say: Wording) -> Component | None:
    others = place.others(question.id)
    if not others:
        return None
    return html.Ul([_other(place, question, answer, say) for answer in others], className="others")


def _other(place: Place, question: Question, answer: Answer, say: Wording) -> Component:
    who = place.engagement.respondent(answer.respondent).label
    return html.Li(
        [html.Strong(who), html.Span(in_words(place, question, answer, say)), badge(basis_in_words(answer.basis, say))]
    )


def _foot(question: Question, answer: Answer | None, say: Wording) -> Component:
    # What stands in faults and state is written by assets/interview.js alone.
    told = answer.asked_at if answer is not None else None
    state = say("saved on {day}", day=say.date(told)) if told is not None else say("saved") if answer is not None else ""
    return html.Div(
        [
            html.Div(id=ids.card_part("news", question.id), role="status", className="news"),
            html.Div(role="alert", className="faults"),
            html.P(say("saving …"), className="small saving"),
            html.P(state, role="status", className="small state"),
        ],
        className="foot",
    )
