"""Every question of a draft or version exactly as the interviewer sees it, and what its answer means. Nothing can be typed."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.engagement import Client, Engagement, QuestionnaireCopy, Respondent
from quickscan.domain.questionnaire import Question, Questionnaire, Section
from quickscan.web.pages.interview.card import question_card
from quickscan.web.pages.interview.place import Place
from quickscan.web.pages.questionnaires.draft import subject_head, subject_rooms
from quickscan.web.pages.questionnaires.subject import Subject
from quickscan.web.pages.questionnaires.words import PartWords
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Page, aria, link
from quickscan.web.wording import Wording

NOBODY = Respondent(id="nobody", label="–", role="management", side="head_office")
NO_FINGERPRINT = "0" * 64


def preview_page(services: Services, subject: Subject, section_id: str | None, say: Wording) -> Page:
    """The questions of one section, the first unless another is asked for."""
    sections = subject.questionnaire.sections
    section = next((one for one in sections if one.id == section_id), sections[0])
    words = PartWords(subject.questionnaire, services.knowledge, say)
    place = Place(_empty(subject.questionnaire), NOBODY, section, services.knowledge)
    questions = html.Ol([_question(place, question, words) for question in section.questions], className="questions")
    heading = [html.H2(say.of(section.title)), html.P(say.of(section.intro), className="small")]
    inert = html.Fieldset([html.Legend(say("Preview, nothing is saved"), className="unseen"), questions], disabled=True)
    body = [_sections(subject, section, say), html.Div([html.Div(heading), inert], className="middle")]
    title = f"{say.of(section.title)} · {say.of(subject.questionnaire.title)} {subject.questionnaire.version}"
    return Page(
        title,
        [subject_head(subject, say), subject_rooms(subject, "questions", say), html.Div(body, className="interview preview")],
        header(say),
    )


def _empty(questionnaire: Questionnaire) -> Engagement:
    """An engagement without answers; nobody asks for the fingerprint of its questionnaire."""
    copy = QuestionnaireCopy(hash=NO_FINGERPRINT, definition=questionnaire)
    client = Client(name="–", industry="–")
    return Engagement(id="preview", title="–", client=client, respondents=(NOBODY,), questionnaire=copy)


def _sections(subject: Subject, here: Section, say: Wording) -> Component:
    items = []
    for section in subject.questionnaire.sections:
        current = section.id == here.id
        words = [html.Span(say.of(section.title)), html.Span(say.number(len(section.questions)), className="count")]
        name = link(words, f"{subject.address}/questions/{section.id}", "here" if current else "")
        items.append(html.Li(name, **(aria(current="page") if current else {})))
    return html.Nav(html.Ol(items), className="sections-nav", **aria(label=say("Sections")))


def _question(place: Place, question: Question, words: PartWords) -> Component:
    shown = question_card(place, question, True, words.say)
    return html.Li([shown.children, _meaning(question, words)])


def _meaning(question: Question, words: PartWords) -> Component:
    """What the interviewer does not see: when it is asked and of whom, and what its answer means."""
    say = words.say
    told = {
        say("Asked if"): words.entries("when", question.when),
        say("Asked of"): [", ".join(words.entries("ask_roles", question.ask_roles))],
        say("Minutes"): words.entries("minutes", question.minutes),
        say("Causes informed"): words.entries("informs", question.informs),
        say("Weight in the maturity"): words.entries("weight", getattr(question, "weight", None)),
        say("Loss where measured"): words.entries("measured_loss", getattr(question, "measured_loss", None)),
        say("Sets in the simulation"): words.entries("sets", question.sets),
    }
    if question.ask_several:
        told[say("Asked of")].append(say("Several of them, to be compared"))
    rows = [
        html.Div([html.Dt(name), html.Dd([html.Span(entry) for entry in entries])]) for name, entries in told.items() if entries
    ]
    return html.Dl(rows, className="meaning")
