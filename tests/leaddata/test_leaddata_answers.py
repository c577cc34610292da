"""An export answers the questions that set volumes, closing rates and the sales cycle, wherever a questionnaire asks them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Client, Engagement, QuestionnaireCopy, Respondent
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.question_parts import NumberField, Sets
from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question, Questionnaire, Section
from quickscan.leaddata.answers import measured_answers, with_measured
from quickscan.leaddata.profile import LeadProfile

Write = Callable[..., Path]
Profiled = Callable[..., LeadProfile]
READ_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXPORT = """id,date,channel,won
1,2024-01-01,trade fair,2024-01-05
2,2024-01-02,social,
3,2024-01-09,paid search,2024-01-10
4,2024-02-10,,
5,2024-02-11,referral,
6,2024-02-12,sonstige,2024-02-20
"""


def _words(words: str) -> Text:
    return Text(de=words, en=words)


def _matrix(name: str, parameter: str) -> MatrixQuestion:
    return MatrixQuestion(
        id=name,
        title=_words(name),
        text=_words(name),
        minutes=2,
        ask_roles=("controlling",),
        type="matrix",
        rows="channels",
        cell=NumberField(kind="number", unit="count"),
        sets=(Sets(parameter=parameter),),
    )


def _numbers(name: str, *sets: Sets) -> NumberQuestion:
    fields = tuple(NumberField(id=entry.field or "value", label=_words("Tage"), kind="duration", unit="days") for entry in sets)
    return NumberQuestion(
        id=name,
        title=_words(name),
        text=_words(name),
        minutes=2,
        ask_roles=("controlling",),
        type="duration",
        fields=fields,
        sets=sets,
    )


VOLUME, CLOSE = _matrix("first.volume", "ch.volume"), _matrix("first.close", "cl.close")
CYCLE = _numbers("first.cycle", Sets(parameter="cl.cycle", field="median"), Sets(parameter="cl.cycle", field="p90"))
SALES = _numbers("first.sales", Sets(parameter="cl.sales", field="sales"))


def _engagement(*questions: Question, respondents: tuple[Respondent, ...] = (), answers: tuple[Answer, ...] = ()) -> Engagement:
    section = Section(id="first", code="A", title=_words("Eins"), intro=_words("Eins."), questions=questions)
    questionnaire = Questionnaire(id="tiny", version="1.0", title=_words("Klein"), sections=(section,))
    return Engagement(
        id="example",
        title="Beispiel",
        client=Client(name="Beispiel Motoren AG", industry="Autohersteller"),
        respondents=respondents,
        answers=answers,
        questionnaire=QuestionnaireCopy.of(questionnaire),
    )


@pytest.fixture
def profile(write: Write, profiled: Profiled) -> LeadProfile:
    return profiled(write("leads.csv", EXPORT))


def test_volumes_closing_rates_and_cycle_are_answered_and_sales_are_not(profile: LeadProfile, knowledge: Knowledge) -> None:
    respondent, answers = measured_answers(profile, _engagement(VOLUME, CLOSE, CYCLE, SALES), knowledge, READ_AT)
    assert (respondent.id, respondent.kind) == ("lead_export", "data")
    assert {answer.question: answer.value for answer in answers} == {
        "first.volume": {"fair": 0.5, "web": 1.5, "other": 1.0},
        "first.close": {"fair": 100.0, "web": pytest.approx(100 / 3), "other": 50.0},
        "first.cycle": {"median": 4.0, "p90": pytest.approx(7.2)},
    }
    assert {(answer.basis, answer.confidence, answer.asked_at) for answer in answers} == {("measured", 3, READ_AT)}
    assert answers[0].note == "Gezählt aus 6 Leads und 3 Abschlüssen, 01.01.2024 bis 12.02.2024."
    assert answers[0].evidence == ("leads.csv",)


def test_a_single_number_for_the_cycle_gets_the_median(profile: LeadProfile, knowledge: Knowledge) -> None:
    _, answers = measured_answers(profile, _engagement(_numbers("first.days", Sets(parameter="cl.cycle"))), knowledge, READ_AT)
    assert [answer.value for answer in answers] == [4.0]


def test_without_any_sale_the_cycle_stays_open(write: Write, profiled: Profiled, knowledge: Knowledge) -> None:
    profile = profiled(write("leads.csv", "id,date,channel,won\n1,2024-01-02,social,\n"))
    _, answers = measured_answers(profile, _engagement(VOLUME, CLOSE, CYCLE), knowledge, READ_AT)
    assert {answer.question: answer.value for answer in answers} == {"first.volume": {"web": 1.0}, "first.close": {"web": 0.0}}


def test_read_again_the_export_supersedes_only_itself(profile: LeadProfile, knowledge: Knowledge) -> None:
    told = Answer(question="first.volume", respondent="head", value={"web": 900})
    head = Respondent(id="head", label="Marketing", role="marketing", side="head_office")
    once = with_measured(_engagement(VOLUME, respondents=(head,), answers=(told,)), profile, knowledge, READ_AT)
    twice = with_measured(once, profile, knowledge, READ_AT)
    assert [respondent.id for respondent in twice.respondents] == ["head", "lead_export"]
    records = [(answer.respondent, answer.revision, answer.supersedes) for answer in twice.answers]
    assert records == [("head", 1, None), ("lead_export", 1, None), ("lead_export", 2, 1)]
    assert len(list(twice.current_answers())) == 2
    assert Engagement.model_validate_json(twice.model_dump_json()) == twice


def test_a_person_under_the_id_of_the_export_is_not_overwritten(profile: LeadProfile, knowledge: Knowledge) -> None:
    person = Respondent(id="lead_export", label="Controlling", role="controlling", side="head_office")
    with pytest.raises(ScanError, match="give the person another id"):
        with_measured(_engagement(VOLUME, respondents=(person,)), profile, knowledge, READ_AT)


def test_a_questionnaire_that_asks_for_none_of_it_is_named(profile: LeadProfile, knowledge: Knowledge) -> None:
    with pytest.raises(ScanError, match="questionnaire tiny: it asks for nothing that a lead export can answer"):
        measured_answers(profile, _engagement(SALES), knowledge, READ_AT)


@pytest.mark.needs_olist
def test_a_real_company_s_totals_are_kept_to_the_last_deal(olist_folder: Path, profiled: Profiled, knowledge: Knowledge) -> None:
    profile = profiled(*olist_folder.glob("*.csv"))
    _, answers = measured_answers(profile, _engagement(VOLUME, CLOSE), knowledge, READ_AT)
    volume, close = (answer.value for answer in answers)
    assert isinstance(volume, dict)
    assert isinstance(close, dict)
    monthly = {channel: float(leads) for channel, leads in volume.items()}
    assert 12 * sum(monthly.values()) == pytest.approx(8000)
    assert 12 * sum(leads * float(close[channel]) / 100 for channel, leads in monthly.items()) == pytest.approx(842)
