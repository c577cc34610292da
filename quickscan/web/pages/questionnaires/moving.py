"""The questionnaire of one engagement: which version it has, what another one would change, and moving over."""

from collections import Counter
from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.questionnaire import ChoiceQuestion, MatrixQuestion, NumberQuestion, Question
from quickscan.interview.moving import Fate, Move, Outcome
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.words import answer_in_words
from quickscan.web.pages.questionnaires.changes import Between, changes_list, counted
from quickscan.web.pages.questionnaires.subject import by_whom, published_in_words
from quickscan.web.pages.questionnaires.targets import SHORT, Target, chosen, targets_of, way
from quickscan.web.pages.questionnaires.words import PartWords, type_in_words
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, badge, card, link, more
from quickscan.web.wording import Wording

LISTED: tuple[Outcome, ...] = ("set_aside", "rests", "follows", "returns")
"""What is listed answer by answer, the most worrying first; what stays is only counted."""


def questionnaire_page(services: Services, engagement_id: str, fingerprint: str | None, say: Wording) -> Page:
    """The page, with the version asked for, otherwise the newest one there is. Raises ScanError where there is no engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    targets = targets_of(services, engagement)
    target = chosen(targets, fingerprint)
    pieces = [_own(material), _targets(material, targets, target), _way_over(services, material, target) if target else None]
    head = html.Div([html.H1(say("Questionnaire"), tabIndex=-1)], className="page-head")
    content = html.Div([piece for piece in [head, *pieces] if piece is not None], className="owner")
    return room_page(material, "questionnaire", say("Questionnaire"), [content])


def page_of(services: Services, engagement_id: str, say: Wording) -> Page:
    """The page with the newest version there is."""
    return questionnaire_page(services, engagement_id, None, say)


def _own(material: Material) -> Component:
    say, definition = material.say, material.questionnaire
    name = say("{title}, version {version}", title=say.of(definition.title), version=definition.version)
    asked = say.plural("{number} question", "{number} questions", sum(1 for _ in definition.questions()))
    answers = say.plural("{number} answer", "{number} answers", sum(1 for _ in material.engagement.current_answers()))
    earlier = [
        html.Li(
            say("before: version {version}", version=one.version)
            + (say(", until {day}", day=say.date(one.left_at)) if one.left_at else "")
            + by_whom(one.left_by, say)
        )
        for one in reversed(material.engagement.earlier_questionnaires)
    ]
    history = html.Ul(earlier, className="small") if earlier else None
    return card(
        say("This engagement asks by"), html.P(html.Strong(name)), html.P(f"{asked} · {answers}", className="small"), history
    )


def _targets(material: Material, targets: Sequence[Target], target: Target | None) -> Component:
    say = material.say
    newer = [one for one in targets if one.is_newer]
    note = (
        say.plural("There is {number} newer version.", "There are {number} newer versions.", len(newer))
        if newer
        else say("There is no newer version.")
    )
    items = [_target(material, one, one is target) for one in targets]
    return card(say("Other versions"), html.Ul(items, className="drafts") if items else None, note=note)


def _target(material: Material, target: Target, is_shown: bool) -> Component:
    say = material.say
    title = say("{title}, version {version}", title=say.of(target.questionnaire.title), version=target.questionnaire.version)
    href = f"/engagements/{material.engagement.id}/questionnaire/{target.hash[:SHORT]}"
    state = published_in_words(target.published, say) if target.published is not None else say("this engagement had it before")
    note = f" · {target.published.note}" if target.published is not None and target.published.note else ""
    here = aria(current="true") if is_shown else {}
    mark = badge(say("newer"), "accent") if target.is_newer else None
    return html.Li([html.Span([link(title, href), " ", mark]), html.Span(state + note, className="small")], **here)


def _way_over(services: Services, material: Material, target: Target) -> Component:
    say, engagement = material.say, material.engagement
    move = way(engagement, target.questionnaire, services.knowledge)
    between = Between(material.questionnaire, target.questionnaire, services.knowledge, services.wordings, say)
    counts = Counter(fate.outcome for fate in move.fates)
    lists = [_fates(material, move, outcome) for outcome in LISTED if counts[outcome]]
    decided = [_withdrawn(move, say)] if move.withdrawn else []
    words = say("Move to version {version}", version=target.questionnaire.version)
    return card(
        say("What version {version} changes here", version=target.questionnaire.version),
        dcc.Store(ids.MOVE, data=[engagement.id, engagement.questionnaire.hash, target.hash]),
        html.P(_stays(counts["stays"], say), className="stays"),
        *lists,
        *decided,
        more(say("All changes of the questions"), changes_list(between)),
        html.Div([html.Button(words, id=ids.MOVE_BUTTON, className="button")], className="actions"),
        html.P(say("No answer is lost: every record stays, and the engagement can move back."), className="small"),
        html.Div(id=ids.MOVE_FAULT, role="alert"),
        note=counted(between),
    )


def _withdrawn(move: Move, say: Wording) -> Component:
    words = say.plural(
        "{number} decision does not fit any more and is withdrawn",
        "{number} decisions do not fit any more and are withdrawn",
        len(move.withdrawn),
    )
    names = [move.before[ruling.question] for ruling in move.withdrawn if ruling.question in move.before]
    items = [html.Li([html.Span(question.code, className="code"), html.Span(say.of(question.title))]) for question in names]
    return html.Div([html.H3(words), html.Ul(items, className="fates")])


def _stays(number: int, say: Wording) -> str:
    return say.plural("{number} answer counts as before.", "{number} answers count as before.", number)


def _fates(material: Material, move: Move, outcome: Outcome) -> Component:
    say, fates = material.say, [fate for fate in move.fates if fate.outcome == outcome]
    words: dict[Outcome, str] = {
        "set_aside": say.plural(
            "{number} answer does not fit any more; the question is to be asked again",
            "{number} answers do not fit any more; the questions are to be asked again",
            len(fates),
        ),
        "rests": say.plural(
            "{number} answer rests, because its question is gone",
            "{number} answers rest, because their questions are gone",
            len(fates),
        ),
        "follows": say.plural(
            "{number} answer follows its question to another name",
            "{number} answers follow their questions to other names",
            len(fates),
        ),
        "returns": say.plural("{number} answer counts again", "{number} answers count again", len(fates)),
    }
    items = [_fate(material, move, fate) for fate in fates]
    return html.Div([html.H3(words[outcome]), html.Ul(items, className="fates")])


def _fate(material: Material, move: Move, fate: Fate) -> Component:
    say, answer = material.say, fate.restored or fate.answer
    question = move.before.get(answer.question) or move.after.get(fate.question)
    label = material.engagement.respondent(answer.respondent).label
    if question is None:
        return html.Li([html.Span(answer.question, className="code"), " ", html.Strong(label)])
    said = answer_in_words(material.questionnaire, question, answer, material.knowledge, say)
    name: list[Component | str] = [html.Span(question.code, className="code"), " ", say.of(question.title)]
    return html.Li(
        [html.Span(name), html.Span([html.Strong(label), ": ", said]), html.Span(_why(material, move, fate), className="small")]
    )


def _why(material: Material, move: Move, fate: Fate) -> str:
    """Why an answer does not fit any more, or under what name it goes on."""
    say, question = material.say, move.after.get(fate.question)
    if fate.outcome == "follows" and question is not None:
        return say("from now on {name}", name=question.id)
    if fate.why is None or question is None:
        return ""
    if fate.why == "other_sort":
        return say("now answered by: {sort}", sort=type_in_words(question.type, say))
    if fate.why == "no_fit" and isinstance(question, ChoiceQuestion):
        return say("this option is gone")
    return say("now: {fields}", fields="; ".join(_fields(move, question, material)))


def _fields(move: Move, question: Question, material: Material) -> list[str]:
    words = PartWords(move.target, material.knowledge, material.say)
    if isinstance(question, MatrixQuestion):
        return words.entries("cell", question.cell)
    return words.entries("fields", question.fields) if isinstance(question, NumberQuestion) else []
