"""The check before a report: what to mend, why it matters, and the way to each place where it is mended."""

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from quickscan.assessment.quality import check_quality
from quickscan.domain.quality import LEVELS, Quality, QualityKind, QualityLevel, QualityPoint
from quickscan.interview.agenda import people_of
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.interview.place import address_of_question
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, badge, card, icon, link
from quickscan.web.wording import Wording

ASKING: tuple[QualityKind, ...] = ("one_sided", "nothing_known", "little_known", "key_unanswered", "one_voice", "deferred")
"""What is mended by asking somebody."""


def check_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """What is to be mended before the report. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    found = check_quality(engagement, services.knowledge, material.assessment)
    heading = html.Div(
        [
            html.H1(say("Check before the report"), tabIndex=-1),
            html.P(
                say("What would be wrong, weak or missing in the report as things stand, and where to mend it."),
                className="small",
            ),
        ],
        className="page-head",
    )
    parts = [_level(material, found, level) for level in LEVELS if found.of(level)]
    body = [_counts(found, say), *parts] if found.points else [_nothing(material)]
    return room_page(material, "check", say("Check"), [heading, html.Div(body, className="checks")])


def level_in_words(level: QualityLevel, number: int, say: Wording) -> str:
    """How many points of a level there are."""
    if level == "error":
        return say.plural("{number} error", "{number} errors", number)
    if level == "warning":
        return say.plural("{number} warning", "{number} warnings", number)
    return say.plural("{number} remark", "{number} remarks", number)


def kind_in_words(kind: QualityKind, say: Wording) -> str:
    """What sort of thing is to be mended."""
    words: dict[QualityKind, str] = {
        "contradiction": say("Contradiction"),
        "overlooked": say("Records that crossed"),
        "one_sided": say("One-sided"),
        "nothing_known": say("Nothing known"),
        "little_known": say("Too little known"),
        "key_unanswered": say("Key question open"),
        "one_voice": say("One voice only"),
        "not_measured": say("Not measured"),
        "implausible": say("Unusual value"),
        "review": say("Marked for review"),
        "deferred": say("Put off"),
        "no_reason": say("Reason missing"),
        "documents": say("Documents"),
    }
    return words[kind]


def _counts(found: Quality, say: Wording) -> Component:
    """The number that leads, with the way to each level."""
    items = [
        html.Li(
            html.A([_sign(level), level_in_words(level, len(found.of(level)), say)], href=f"#{level}", className=f"count {level}")
        )
        for level in LEVELS
        if found.of(level)
    ]
    return html.Ul(items, className="counts")


def _sign(level: QualityLevel) -> Component:
    return icon("alert" if level != "remark" else "clipboard")


def _level(material: Material, found: Quality, level: QualityLevel) -> Component:
    say = material.say
    notes: dict[QualityLevel, str] = {
        "error": say("The report would say something wrong, or nobody could stand by it."),
        "warning": say("The report would stand on weak ground here."),
        "remark": say("It could be better; the report holds all the same."),
    }
    rows = [_point(material, point) for point in found.of(level)]
    heading = level_in_words(level, len(rows), say)
    return card(heading, html.Ol(rows, className=f"points {level}"), note=notes[level], name=level)


def _point(material: Material, point: QualityPoint) -> Component:
    say = material.say
    ways = list(_ways(material, point))
    return html.Li(
        [
            badge(kind_in_words(point.kind, say), "warn" if point.level != "remark" else "plain"),
            html.P(html.Strong(say.of(point.what)), className="what"),
            html.P(say.of(point.why), className="small"),
            html.P(say.of(point.remedy)),
            html.Ul([html.Li(way) for way in ways], className="ways") if ways else None,
        ]
    )


def _ways(material: Material, point: QualityPoint) -> Iterator[Component]:
    """The places where it can be mended."""
    base = f"/engagements/{material.engagement.id}"
    for question in point.questions:
        respondent = _whom_to_ask(material, point, question)
        if respondent is not None and question in material.questions:
            words = html.Span(material.questions[question].code, className="code")
            yield link(words, address_of_question(material.engagement, respondent, question))
    if point.kind == "contradiction":
        yield link(material.say("To the contradictions"), f"{base}/contradictions", "to-page")
    elif point.documents:
        yield link(material.say("To the documents"), f"{base}/documents", "to-page")
    elif point.kind in ASKING and point.level != "remark":
        yield link(material.say("To the agenda"), f"{base}/agenda", "to-page")


def _whom_to_ask(material: Material, point: QualityPoint, question: str) -> str | None:
    """Who said it, where it is about what somebody said; otherwise the first who can answer."""
    people = people_of(material.engagement)
    told = [person.id for person in people if person.id in point.respondents]
    asked = material.questions[question].ask_roles if question in material.questions else ()
    return next(iter([*told, *(person.id for person in people if person.role in asked)]), None)


def _nothing(material: Material) -> Component:
    say = material.say
    return html.Section(
        [
            icon("check"),
            html.H2(say("Nothing is left to mend")),
            html.P(say("The report can be made.")),
            link(say("To the report"), f"/engagements/{material.engagement.id}#report", "button"),
        ],
        className="card empty",
    )
