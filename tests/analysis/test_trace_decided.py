"""Traces of what was decided, stated or left out, and of a scan that holds only a part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.analysis.trace import Tracer
from quickscan.analysis.trace_figures import Traceable
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices
from quickscan.domain.engagement import Answer
from quickscan.domain.problem import ScanError
from quickscan.domain.result import AnswerRef
from quickscan.domain.trace import Trace
from tests.analysis.tracing import AT, everything, grounds_of, kinds, tracer, with_limits, with_scenario
from tests.material import knowledge
from tests.report.paper import car_maker, nearly_empty


def test_what_the_consultant_decided_stands_in_place_of_the_library() -> None:
    scan = car_maker()
    choice = MeasureChoice(
        measure="nurture_programme",
        verdict="accepted",
        reason="Asked for {it}",
        one_off_keur={"low": 1, "high": 2},
        by="B",
        at=AT,
    )
    other = MeasureChoice(measure="one_capture_tool", verdict="rejected", reason="Done already")
    engagement = scan.engagement.model_copy(update={"programme": ProgrammeChoices(measures=(choice, other))})
    decided = scan.model_copy(update={"engagement": engagement})
    (ground,) = grounds_of(decided, "measure.nurture_programme.case.base.one_off_eur")
    assert (ground.kind, ground.by, ground.at) == ("decision", "B", AT)
    assert ground.words.en == "Decided for this client in place of the library's. Asked for {it}"
    assert [ground.kind for ground in grounds_of(decided, "measure.nurture_programme.case.base.per_year_eur")] == ["judgement"]
    said = [ground.words.en for ground in grounds_of(decided, "portfolio.person_days")]
    title = knowledge().recommendation("one_capture_tool").title.en
    assert f"{title} rejected: Done already" in said


def test_stated_terms_and_limits_are_told_from_assumed_ones() -> None:
    stated = with_limits()
    assert [ground.kind for ground in grounds_of(stated, "terms.discount_rate")] == ["decision"]
    assert [ground.kind for ground in grounds_of(stated, "terms.years")] == ["judgement"]
    assert [ground.kind for ground in grounds_of(stated, "portfolio.budget_eur")] == ["decision"]
    assert tracer(stated).figure("portfolio.budget_eur").value.en == "€100,000"


def test_a_scenario_is_followed_to_today_and_to_who_made_it() -> None:
    found = tracer(with_scenario()).figure("scenario.deck.six.difference.response_median_hours")
    assert found.value.de == "3 ± 1 Stunden"
    won = tracer(with_scenario()).figure("scenario.deck.six.difference.won")
    assert won.inputs == ("scenario.deck.six.won", "scenario.deck.as_is.won")
    assert ("Muster", AT) in [(ground.by, ground.at) for ground in won.grounds]


def test_without_answers_it_says_what_is_open_and_what_is_assumed() -> None:
    trace = tracer(nearly_empty()).chain("loss.mean")
    assert {"nothing_known", "judgement", "cap"} <= kinds(trace)
    assert "rules.unknown_severity" in [figure.id for figure in trace.figures]


def test_an_assessment_alone_can_be_traced() -> None:
    scan = car_maker()
    alone = Tracer(Traceable(scan.engagement, scan.knowledge, scan.answers, scan.assessment))
    assert alone.figure("loss.mean") == tracer(scan).figure("loss.mean")
    assert not [name for name in alone.known if name.startswith(("simulated", "measure", "portfolio"))]
    assert alone.everything().seed is None


@pytest.mark.parametrize(
    ("asked", "near"), [("loss.men", "loss.mean"), ("cause.unripe_leads.loss", "cause.unripe_leads.loss_points")]
)
def test_an_unknown_figure_names_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(ScanError, match=rf"{asked}: there is no such figure, .*{near}"):
        tracer(car_maker()).chain(asked)


@given(st.integers(min_value=0))
def test_a_chain_holds_all_that_its_figures_name_each_once(number: int) -> None:
    figures_there = everything("full").figures
    figure_id = figures_there[number % len(figures_there)].id
    trace = tracer(with_scenario()).chain(figure_id)
    ids = [figure.id for figure in trace.figures]
    assert ids[0] == figure_id
    assert len(set(ids)) == len(ids)
    assert {name for figure in trace.figures for name in figure.inputs} <= set(ids)


def test_a_trace_survives_json() -> None:
    assert Trace.model_validate_json(everything("full").model_dump_json()) == everything("full")


def test_records_that_fit_no_question_of_today_are_told_as_given() -> None:
    scan = car_maker()
    stray = Answer(question="gone.question", respondent=scan.engagement.respondents[0].id, value={"value": 3.5})
    engagement = scan.engagement.model_copy(update={"answers": (*scan.engagement.answers, stray)})
    of = replace(Traceable.of(scan), engagement=engagement)
    pointer = AnswerRef(question="gone.question", respondent=stray.respondent, revision=1)
    told = Tracer(of)._witnesses.witness(pointer)
    assert (told.code, told.value and told.value.de) == ("gone.question", "value: 3,5")
