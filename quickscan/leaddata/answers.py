"""Measured answers from a lead export: the export speaks as a respondent of its own, and its answers outweigh what people say."""

from collections.abc import Mapping
from datetime import datetime

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Engagement, Respondent, Scalar, Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question
from quickscan.interview.wording import number_in_words
from quickscan.leaddata.profile import LeadProfile

VOLUME, CLOSING_RATE, CYCLE = "ch.volume", "cl.close", "cl.cycle"
RESPONDENT = Respondent(id="lead_export", label="Lead-Export", role="controlling", side="head_office", kind="data")
NOTE = Text(
    de="Gezählt aus {leads} Leads und {won} Abschlüssen, {first} bis {last}.",
    en="Counted from {leads} leads and {won} sales, {first} to {last}.",
)
READ_AGAIN = Text(de="Lead-Export erneut eingelesen.", en="Lead export read again.")

Figures = Mapping[str, Scalar]
"""Numbers by channel, or by median and p90."""


def measured_answers(
    profile: LeadProfile, engagement: Engagement, knowledge: Knowledge, read_at: datetime
) -> tuple[Respondent, tuple[Answer, ...]]:
    """The export as a respondent, and one measured answer to each question that sets volumes, closing rates or the sales cycle.

    Sales a year are not answered: volumes and closing rates by channel already say them. Raises ScanError where the questionnaire
    asks for none of the three, or where a person goes by the id of the export.
    """
    figures = _figures(profile, knowledge)
    found = [(question, value) for question in _questions(engagement) if (value := _value(question, figures)) is not None]
    if not found:
        raise ScanError.of(
            f"questionnaire {engagement.questionnaire.definition.id}",
            "it asks for nothing that a lead export can answer",
            f"let a question set {VOLUME}, {CLOSING_RATE} or {CYCLE}",
        )
    respondent = _respondent(engagement)
    return respondent, tuple(_answer(question, value, profile, engagement, read_at) for question, value in found)


def with_measured(engagement: Engagement, profile: LeadProfile, knowledge: Knowledge, read_at: datetime) -> Engagement:
    """The engagement with the measured answers added; nothing that anybody said before is lost."""
    respondent, answers = measured_answers(profile, engagement, knowledge, read_at)
    known = respondent in engagement.respondents
    respondents = engagement.respondents if known else (*engagement.respondents, respondent)
    return engagement.model_copy(update={"respondents": respondents, "answers": (*engagement.answers, *answers)})


def _questions(engagement: Engagement) -> tuple[Question, ...]:
    return tuple(engagement.questionnaire.definition.questions())


def _respondent(engagement: Engagement) -> Respondent:
    """The export as it is known in the engagement, or a new one."""
    named = [respondent for respondent in engagement.respondents if respondent.id == RESPONDENT.id]
    if named and named[0].kind != "data":
        what = f"the respondent {RESPONDENT.id} is a person, but the lead export goes by this id"
        raise ScanError.of(f"engagement {engagement.id}", what, "give the person another id")
    return named[0] if named else RESPONDENT


def _figures(profile: LeadProfile, knowledge: Knowledge) -> dict[str, Figures]:
    """What the export says for each parameter: leads a month and percent won by channel, days of the sales cycle."""
    leads, won = _by_our_channel(profile, knowledge)
    cycle = profile.days_to_close
    figures: dict[str, Figures] = {
        VOLUME: {channel: count / profile.months for channel, count in leads.items()},
        CLOSING_RATE: {channel: 100 * won[channel] / count for channel, count in leads.items()},
    }
    if cycle.median is not None and cycle.p90 is not None:
        figures[CYCLE] = {"median": cycle.median, "p90": cycle.p90}
    return figures


def _by_our_channel(profile: LeadProfile, knowledge: Knowledge) -> tuple[dict[str, int], dict[str, int]]:
    """Leads and sales of the channels that have leads, in the order channels are shown."""
    leads, won = (dict.fromkeys((channel.id for channel in knowledge.channels), 0) for _ in range(2))
    for origin in profile.by_channel.values():
        leads[origin.channel] = leads.get(origin.channel, 0) + origin.leads
        won[origin.channel] = won.get(origin.channel, 0) + origin.won
    return {channel: count for channel, count in leads.items() if count}, won


def _value(question: Question, figures: Mapping[str, Figures]) -> Value | None:
    """The answer to a question by the parameters it sets; none where the export does not say it."""
    entries: dict[str, Scalar] = {}
    for sets in question.sets:
        known = figures.get(sets.parameter, {})
        if isinstance(question, MatrixQuestion):
            entries.update(known)
        elif isinstance(question, NumberQuestion) and sets.parameter == CYCLE:
            name = sets.field or "median"
            entries.update({name: known[name]} if name in known else {})
    if isinstance(question, NumberQuestion) and len(question.fields) == 1:
        return entries.get("median")
    return entries or None


def _answer(question: Question, value: Value, profile: LeadProfile, engagement: Engagement, read_at: datetime) -> Answer:
    before = max((answer.revision for answer in engagement.answers if _is_earlier(answer, question)), default=None)
    language = engagement.language
    note = NOTE.in_language(language).format(
        leads=number_in_words(profile.leads, language),
        won=number_in_words(profile.won, language),
        first=profile.first_day.strftime("%d.%m.%Y" if language == "de" else "%Y-%m-%d"),
        last=profile.last_day.strftime("%d.%m.%Y" if language == "de" else "%Y-%m-%d"),
    )
    return Answer(
        question=question.id,
        respondent=RESPONDENT.id,
        value=value,
        basis="measured",
        confidence=3,
        note=note,
        evidence=tuple(read.file for read in profile.understood),
        asked_at=read_at,
        revision=1 if before is None else before + 1,
        supersedes=before,
        change_reason=None if before is None else READ_AGAIN.in_language(language),
    )


def _is_earlier(answer: Answer, question: Question) -> bool:
    return answer.respondent == RESPONDENT.id and answer.question == question.id
