"""The page of an interview: sections at the left, questions in the middle, what they come to at the right."""

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.questionnaire import Section
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.interview.card import question_card
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.pages.interview.panel import panel
from quickscan.web.pages.interview.place import Place, address_of, place_at
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import HIDDEN, Page, aria, icon, link
from quickscan.web.wording import Wording

LOOK_MS = 3000
"""How often a page looks for what others answered."""


def interview_page(services: Services, engagement_id: str, respondent: str | None, section: str | None, say: Wording) -> Page:
    """An interview with a respondent. Raises ScanError where there is no such engagement, or nobody to ask."""
    place = place_at(services.store.get(engagement_id), services.knowledge, respondent, section)
    engagement = place.engagement
    assessment = services.assess(engagement, services.knowledge)
    stores = [
        dcc.Store(ids.PLACE, data=[engagement.id, place.respondent.id, place.section.id]),
        dcc.Store(ids.SAVED),
        dcc.Store(ids.LOSS, data=assessment.loss_rate.mean),
        dcc.Store(ids.LATEST, data=len(engagement.answers)),
        dcc.Interval(ids.LOOK, interval=LOOK_MS),
    ]
    side = html.Aside(panel(place, assessment, None, say), id=ids.PANEL, className="panel", **aria(label=say("Estimate so far")))
    nav = html.Nav(
        [_respondents(place, say), html.Ol(section_links(place, say), id=ids.SECTIONS)],
        className="sections-nav",
        **aria(label=say("Sections")),
    )
    content = html.Div([*stores, nav, _questions(place, say), side], className="interview")
    material = Material(engagement, assessment, services.knowledge, say)
    return room_page(material, "interview", say("Interview"), [content])


def _questions(place: Place, say: Wording) -> Component:
    applying = place.applying()
    cards = [question_card(place, question, question.id in applying, say) for question in place.asked(place.section)]
    nothing = html.P(say("Nothing in this section is asked of this role."), className="card")
    heading = [html.H1(say.of(place.section.title), tabIndex=-1), html.P(say.of(place.section.intro), className="small")]
    return html.Div(
        [
            html.Div(heading, className="page-head"),
            html.Ol(cards, className="questions") if cards else nothing,
            _onward(place, say),
        ],
        className="middle",
    )


def _respondents(place: Place, say: Wording) -> Component:
    people = [person for person in place.engagement.respondents if person.kind == "person"]
    back = link([icon("arrow-left"), say("Results")], f"/engagements/{place.engagement.id}", "back")
    choices = [(person.id, person.label) for person in people]
    choice = one_of(ids.RESPONDENT, say("In conversation with"), choices, place.respondent.id, "people")
    return html.Div([back, html.P(say("In conversation with"), className="small", **HIDDEN), choice])


def section_links(place: Place, say: Wording) -> list[Component]:
    """The sections, with how much of each is answered by this respondent."""
    applying = place.applying()
    return [_section(place, section, applying, say) for section in place.engagement.questionnaire.definition.sections]


def _section(place: Place, section: Section, applying: set[str], say: Wording) -> Component:
    asked = [question for question in place.asked(section) if question.id in applying]
    done = sum(place.newest(question.id) is not None for question in asked)
    count = say("{done} of {all}", done=done, all=len(asked)) if asked else "–"
    here = aria(current="page") if section.id == place.section.id else {}
    words = [html.Span(say.of(section.title)), html.Span(count, className="count")]
    href = address_of(place.engagement.id, place.respondent.id, section.id)
    return html.Li(dcc.Link(words, href=href, className="here" if here else ""), **here)


def _onward(place: Place, say: Wording) -> Component:
    sections = place.engagement.questionnaire.definition.sections
    number = next(number for number, section in enumerate(sections) if section.id == place.section.id)
    pieces: list[Component] = []
    if number > 0:
        before = sections[number - 1]
        words = say("Back: {section}", section=say.of(before.title))
        pieces.append(link(words, address_of(place.engagement.id, place.respondent.id, before.id), "quiet"))
    if number + 1 < len(sections):
        after = sections[number + 1]
        words = say("On: {section}", section=say.of(after.title))
        pieces.append(link(words, address_of(place.engagement.id, place.respondent.id, after.id), "quiet"))
    return html.Nav(pieces, className="onward", **aria(label=say("Other sections")))
