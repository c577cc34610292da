"""What the page of the contradictions does: keeps a decision with its reason, and shows what it does to the loss."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, html, no_update, set_props
from dash.development.base_component import Component

from quickscan.assessment.contradictions import SeveralAnswers, SideBySide, side_by_side
from quickscan.domain.engagement import Engagement, Ruling, Value
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import Question
from quickscan.interview.rulings import decided
from quickscan.interview.typed import VALUE, read_form
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.contradictions.card import form_class, outcome, unseen_in_words
from quickscan.web.pages.contradictions.page import count_in_words, loss_so_far
from quickscan.web.pages.contradictions.seen import Seen
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.interview.faults import fault_in_words
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

ANYBODY = "anybody"
"""A value that was decided is nobody's answer."""


class AmissError(ValueError):
    """A decision that cannot be kept: its arguments are sentences that say what to do."""


@dataclass(frozen=True)
class Decided:
    """What a decision led to."""

    found: SeveralAnswers | None
    """The question as it stands now; none where it is not asked of several any more."""
    seen: Seen
    """What is seen of it now."""
    meanwhile: tuple[Ruling, ...]
    """What others had decided about it before, unseen."""
    everything: SideBySide
    """All that several said, as it stands now."""
    material: Material
    """The engagement as it is now."""
    loss_before: float
    """The loss rate before the decision."""


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""

    @app.callback(
        Output(ids.ruling_part("outcome", MATCH), "children"),
        Output(ids.ruling_part("fault", MATCH), "children"),
        Output(ids.ruling_part("state", MATCH), "children"),
        Output(ids.ruling_part("form", MATCH), "className"),
        Output(ids.ruling_part("seen", MATCH), "data"),
        Input(ids.ruling_part("keep", MATCH), "n_clicks"),
        State(ids.ruling_part("keep", MATCH), "id"),
        State(ids.ruling_entry(MATCH, ALL), "value"),
        State(ids.ruling_part("seen", MATCH), "data"),
        State(ids.ENGAGEMENT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _keep(
        clicks: int | None, name: dict[str, str], _values: list[Any], seen: dict[str, Any], engagement_id: str, language: str
    ) -> Any:
        if not clicks:
            return (no_update,) * 5
        form = {one["id"]["ruling_entry"]: one.get("value") for one in ctx.states_list[1]}
        say = services.wording(language)
        try:
            return show(decide(services, engagement_id, name["question"], form, say, Seen(**seen)), services.clock(), say)
        except AmissError as error:  # nothing was kept, and what is typed stays on the screen
            return no_update, [html.P(sentence) for sentence in error.args], "", no_update, no_update
        except ScanError as error:
            return no_update, [html.P(problem_in_words(problem, say)) for problem in error.problems], "", no_update, no_update


def show(done: Decided, now: datetime, say: Wording) -> tuple[list[Component], None, str, str, dict[str, Any]]:
    """What the card shows after a decision; the loss and the count beside it are set on the way."""
    set_props(ids.RULED_LOSS, {"children": loss_so_far(done.material, done.loss_before)})
    set_props(ids.RULED_COUNT, {"children": count_in_words(done.everything, say)})
    state, found = say("saved at {time}", time=say.time(now)), done.found
    if found is None:
        counts: list[Component] = [html.P(say("The decision is kept. This question has nothing to decide any more."))]
        return counts, None, state, form_class(None), asdict(done.seen)
    others = [html.P(unseen_in_words(one, found.question, done.material), className="meanwhile") for one in done.meanwhile]
    return [*outcome(found, done.material), *others], None, state, form_class(found.consolidated.ruling), asdict(done.seen)


def decide(
    services: Services, engagement_id: str, question_id: str, form: Mapping[str, Any], say: Wording, seen: Seen
) -> Decided:
    """Keeps what a form decides about a question of which `seen` was shown.

    Raises AmissError or ScanError where that cannot be; then nothing is kept.
    """
    before = _still(seen, services.store.get(engagement_id), say)
    ruling = _ruling(services, before, question_id, form, say)
    after = services.store.revise(
        engagement_id, lambda now: decided(_still(seen, now, say), ruling), now=services.clock(), by=ruling.by
    )
    everything = side_by_side(after, services.knowledge)
    found = next((one for one in (*everything.contradictions, *everything.agreed) if one.question.id == question_id), None)
    material = Material(after, services.assess(after, services.knowledge), services.knowledge, say)
    return Decided(
        found=found,
        seen=Seen.of(after, question_id),
        meanwhile=seen.unseen(after, question_id)[:-1],
        everything=everything,
        material=material,
        loss_before=services.assess(before, services.knowledge).loss_rate.mean,
    )


def _still(seen: Seen, engagement: Engagement, say: Wording) -> Engagement:
    """The engagement. Raises AmissError where it has another questionnaire than the one that was shown."""
    if not seen.is_of(engagement):
        raise AmissError(
            say("The questionnaire was changed in the meantime, and nothing was decided. Please load the page again.")
        )
    return engagement


def _ruling(services: Services, engagement: Engagement, question_id: str, form: Mapping[str, Any], say: Wording) -> Ruling:
    question = engagement.questionnaire.definition.question(question_id)
    decision, reason = form["decision"], (form.get("reason") or "").strip()
    value = _value(services, question, form, say) if decision == "overruled" else None
    if not reason:
        raise AmissError(say("Please say in a few words why this is to count."))
    return Ruling(question=question_id, decision=decision, value=value, reason=reason, by=asked_by(), at=services.clock())


def _value(services: Services, question: Question, form: Mapping[str, Any], say: Wording) -> Value:
    """The value that is to count. Raises AmissError where none was given, or one that cannot be."""
    entries = {name: entry for name, entry in form.items() if name.split(".")[0] == VALUE}
    read = read_form(question, ANYBODY, entries, services.knowledge.row_names, say.language)
    if read.faults:
        raise AmissError(*(fault_in_words(question, what, say) for what, _ in read.faults))
    if read.answer is None or read.answer.value is None:
        raise AmissError(say("Please give the value that is to count."))
    return read.answer.value
