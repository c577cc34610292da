"""A store in an empty folder, and a small engagement to put in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Client, Engagement, QuestionnaireCopy, Respondent
from quickscan.domain.question_parts import NumberField
from quickscan.domain.questionnaire import MaturityQuestion, NumberQuestion, Questionnaire, Section
from quickscan.store.engagements import Store

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


def _words(words: str) -> Text:
    return Text(de=words, en=words)


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    level = MaturityQuestion(
        id="follow_up.standard",
        title=_words("SLA"),
        text=_words("SLA?"),
        minutes=2,
        ask_roles=("dealer",),
        type="maturity",
        scale="plain",
    )
    time = NumberQuestion(
        id="follow_up.time",
        title=_words("Zeit"),
        text=_words("Zeit?"),
        minutes=2,
        ask_roles=("dealer",),
        type="duration",
        fields=(NumberField(kind="duration", unit="hours"),),
    )
    section = Section(id="follow_up", code="E", title=_words("Nachfassen"), intro=_words("Nachfassen."), questions=(level, time))
    return Questionnaire(id="tiny", version="1.0", title=_words("Klein"), sections=(section,))


@pytest.fixture(scope="session")
def engagement(questionnaire: Questionnaire) -> Engagement:
    return Engagement(
        id="sample_works",
        title="Quick-Scan 2026",
        client=Client(name="A & B <C>", industry="Maschinenbau"),
        respondents=(
            Respondent(id="dealer_south", label="Händler Süd", role="dealer", side="field"),
            Respondent(id="sales", label="Vertriebsleitung", role="sales_manager", side="head_office"),
        ),
        answers=(
            Answer(question="follow_up.time", respondent="sales", value=4, asked_at=START),
            Answer(question="follow_up.time", respondent="dealer_south", value=72.0, quote="Am Montag „irgendwann“ 🙂"),
            Answer(question="follow_up.standard", respondent="sales", status="dont_know"),
        ),
        questionnaire=QuestionnaireCopy.of(questionnaire),
    )


@pytest.fixture
def with_answer(engagement: Engagement) -> Callable[[Answer], Engagement]:
    """The engagement with one more answer record."""
    return lambda answer: engagement.model_copy(update={"answers": (*engagement.answers, answer)})
