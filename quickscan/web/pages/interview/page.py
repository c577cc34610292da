"""The page of an interview: sections at the left, questions in the middle, what they come to at the right."""

from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.engagement import Engagement
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.interview.card import question_card
from quickscan.web.pages.interview.navigation import mode_choice, navigation
from quickscan.web.pages.interview.panel import panel
from quickscan.web.pages.interview.place import Place, address_of, people_of, place_at
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, icon, link
from quickscan.web.wording import Wording

LOOK_MS = 3000
"""How often a page looks for what others answered."""


def interview_page(services: Services, engagement_id: str, respondent: str | None, section: str | None, say: Wording) -> Page:
    """An interview with a respondent, or where to name one. Raises ScanError where there is no such engagement."""
    latest = services.answers.last(engagement_id)  # before reading: news may come twice, but none is missed
    engagement = services.store.get(engagement_id)
    assessment = services.assess(engagement, services.knowledge)
    material = Material(engagement, assessment, services.knowledge, say)
    if not people_of(engagement):
        return room_page(material, "interview", say("Interview"), [_nobody(engagement, say)])
    files = frozenset(file.name for file in services.files.list(engagement_id))
    place = replace(place_at(engagement, services.knowledge, respondent, section), stored_files=files)
    stores = [
        dcc.Store(ids.PLACE, data=[engagement.id, place.respondent.id, place.section.id, engagement.questionnaire.hash]),
        dcc.Store(ids.SAVED),
        dcc.Store(ids.LOSS, data=assessment.loss_rate.mean),
        dcc.Store(ids.LATEST, data=latest),
        dcc.Store(ids.WRITER),
        dcc.Interval(ids.LOOK, interval=LOOK_MS),
    ]
    side = html.Aside(panel(place, assessment, None, say), id=ids.PANEL, className="panel", **aria(label=say("Estimate so far")))
    parts = [*stores, navigation(place, say), _questions(place, say), side]
    content = html.Div(parts, className="interview", **_words_for_saving(say))
    return room_page(material, "interview", say("Interview"), [content])


def _words_for_saving(say: Wording) -> dict[str, Any]:
    """What assets/interview.js says about answers that are under way."""
    return {
        "data-refused": say("not saved yet"),
        "data-waiting": say("not saved yet: no connection. Your text stays in this browser and is sent again by itself."),
        "data-troubled": say("Your text stays in this browser and is sent again by itself."),
        "data-mine": say("Mine counts"),
        "data-theirs": say("Take over the other answer"),
        "data-elsewhere": say("Not saved yet, in other places:"),
    }


def _nobody(engagement: Engagement, say: Wording) -> Component:
    return html.Section(
        [
            icon("clipboard"),
            html.H1(say("Nobody to ask yet"), tabIndex=-1),
            html.P(say("Say who is to be interviewed; then the questions for each of them are here.")),
            link(say("Add respondents"), f"/engagements/{engagement.id}/settings", "button"),
        ],
        className="card empty",
    )


def _questions(place: Place, say: Wording) -> Component:
    applying = place.applying
    cards = [question_card(place, question, question.id in applying, say) for question in place.asked(place.section)]
    nothing = html.P(say("Nothing in this section is asked of this role."), className="card")
    heading = [html.H1(say.of(place.section.title), tabIndex=-1), html.P(say.of(place.section.intro), className="small")]
    return html.Div(
        [
            html.Div([*heading, mode_choice("presenting", say("End the presentation"))], className="page-head"),
            html.Div(className="elsewhere", role="status"),
            html.Ol(cards, className="questions") if cards else nothing,
            _keys(say),
            _onward(place, say),
        ],
        className="middle",
    )


def _keys(say: Wording) -> Component:
    """The keys that act here."""
    control = html.Kbd(say("Ctrl"))
    acts: list[tuple[list[Component | str], str]] = [
        ([html.Kbd("0"), "–", html.Kbd("4")], say("choose a level")),
        ([html.Kbd(say("Enter")), " ", control, html.Kbd("↓")], say("next question")),
        ([control, html.Kbd("↑")], say("question before")),
        ([control, html.Kbd(say("Enter"))], say("next open question")),
    ]
    return html.Ul([html.Li([*keys, " ", words]) for keys, words in acts], className="keys small", **aria(label=say("Keys")))


def _onward(place: Place, say: Wording) -> Component:
    sections = place.engagement.questionnaire.definition.sections
    number = next(number for number, section in enumerate(sections) if section.id == place.section.id)
    pieces: list[Component] = []
    if number > 0:
        before = sections[number - 1]
        words = say("Back: {section}", section=say.of(before.title))
        pieces.append(link(words, address_of(place.engagement.id, place.respondent.id, before.id), "quiet before"))
    if number + 1 < len(sections):
        after = sections[number + 1]
        words = say("On: {section}", section=say.of(after.title))
        pieces.append(link(words, address_of(place.engagement.id, place.respondent.id, after.id), "quiet after"))
    return html.Nav(pieces, className="onward", **aria(label=say("Other sections")))
