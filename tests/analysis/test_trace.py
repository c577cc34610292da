"""Every figure has a rule and leads to what it rests on: answers with who and when, sources, caps, judgements, decisions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.analysis.trace import OF_ITS_PART, RULES, Tracer, rule_of
from quickscan.analysis.trace_figures import Traceable, figures
from quickscan.domain.base import Noun, Text
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.comparison import CalibratedComparison, ComparedScenario, Comparison, Difference
from quickscan.domain.engagement import Answer, EarlierQuestionnaire, Ruling
from quickscan.domain.problem import ScanError
from quickscan.domain.result import AnswerRef, Estimate
from quickscan.domain.scan import Scan
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.domain.trace import Ground, Trace
from quickscan.interview.consolidate import consolidate
from tests.material import knowledge
from tests.report.paper import car_maker, nearly_empty

NAME = "Erika Musterfrau"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOSS_QUESTION = "unripe.recontacted"


@cache
def with_scenario() -> Scan:
    """The complete example with a scenario that was compared."""
    scan = car_maker()
    own = OwnScenario(
        id="six",
        name=Text(de="Sechs Versuche", en="Six attempts"),
        description=Text(de="d", en="d"),
        overrides=(Override(path="call_centre.agents", value=9),),
        made_by="Muster",
        made_at=AT,
    )
    more = Difference(change=Estimate(mean=3.0, half_width=1.0, n=2), inside_noise=False)
    compared = ComparedScenario(
        id="six",
        name=own.name,
        simulation=scan.simulation,
        differences={"won": more, "response_median_hours": more},
        first_year_cost_eur=40_000.0,
        contribution_after_cost_eur=more.change,
    )
    group = CalibratedComparison(calibration="deck", comparison=Comparison(as_is=scan.simulation, scenarios=(compared,)))
    engagement = scan.engagement.model_copy(update={"scenarios": (own,)})
    return scan.model_copy(update={"scenarios": (group,), "engagement": engagement})


def tracer(scan: Scan, names: bool = False) -> Tracer:
    return Tracer(Traceable.of(scan), names)


@cache
def everything(which: str) -> Trace:
    return tracer({"full": with_scenario, "empty": nearly_empty}[which]()).everything()


def leaves(value: object) -> Iterator[float]:
    """All numbers of a scan's results, walked without knowing what they are: simulated ones by their mean."""
    if isinstance(value, Estimate):
        yield value.mean
    elif isinstance(value, Noun) and not isinstance(value, AnswerRef | Text):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


@pytest.mark.parametrize("which", ["full", "empty"])
def test_no_number_of_the_results_is_left_out(which: str) -> None:
    scan = {"full": with_scenario, "empty": nearly_empty}[which]()
    traced = [figure.number for figure in everything(which).figures if figure.number is not None]
    for part in (scan.assessment, scan.simulation, scan.recommendations, scan.scenarios):
        for number in leaves(part):
            assert number in traced
    assert len({figure.id for figure in everything(which).figures}) == len(everything(which).figures)
    heads = (
        "loss",
        "cause",
        "area",
        "finding",
        "narrowing",
        "simulated",
        "measure",
        "programme",
        "portfolio",
        "roadmap",
        "terms",
    )
    counted = [figure for figure in everything(which).figures if figure.id.startswith(tuple(f"{head}." for head in heads))]
    told = [*leaves(scan.assessment), *leaves(scan.simulation), *leaves(scan.recommendations)]
    assert len(counted) == len(told)


@pytest.mark.parametrize("which", ["full", "empty"])
def test_every_figure_has_a_rule_of_its_own(which: str) -> None:
    of = Traceable.of(with_scenario() if which == "full" else nearly_empty())
    assert [name for name in figures(of) if rule_of(of, name)[0] is OF_ITS_PART] == []


@pytest.mark.parametrize("which", ["full", "empty"])
def test_every_figure_leads_to_something_that_is_no_figure(which: str) -> None:
    by_id = {figure.id: figure for figure in everything(which).figures}
    grounded: dict[str, bool] = {}

    def is_grounded(name: str, above: tuple[str, ...] = ()) -> bool:
        assert name not in above, f"{name} is made of itself"
        if name not in grounded:
            below = [is_grounded(inner, (*above, name)) for inner in by_id[name].inputs]
            grounded[name] = bool(by_id[name].grounds) or any(below)
        return grounded[name]

    assert [name for name in by_id if not is_grounded(name)] == []


def test_what_rules_name_is_there() -> None:
    """An input that no figure of the full example answers to would be a slip of the pen."""
    of = Traceable.of(with_limits())
    known = figures(of)
    heads = {name.partition(".")[0] for name in known}
    named = {wanted for one in RULES for wanted in one.inputs if not wanted.startswith("@")}
    assert {wanted.partition(".")[0] for wanted in named} <= heads
    fixed = {wanted for wanted in named if "{" not in wanted and "*" not in wanted}
    assert fixed - known.keys() == set()


def with_limits() -> Scan:
    """With everything stated that can be."""
    terms = StatedTerms(budget_eur=100_000.0, person_days=50.0, person_day_eur=900.0, discount_rate=0.05, list_price_eur=20_000.0)
    scan = with_scenario()
    engagement = scan.engagement.model_copy(update={"programme": ProgrammeChoices(terms=terms)})
    portfolio = scan.recommendations.portfolio.model_copy(update={"budget_eur": 100_000.0, "person_days_limit": 50.0})
    valued = scan.recommendations.terms.model_copy(
        update={"person_day_eur": 900.0, "discount_rate": 0.05, "list_price_eur": 20_000.0}
    )
    programme = scan.recommendations.model_copy(update={"portfolio": portfolio, "terms": valued})
    return scan.model_copy(update={"engagement": engagement, "recommendations": programme})


def kinds(trace: Trace) -> set[str]:
    return {ground.kind for figure in trace.figures for ground in figure.grounds}


def witnesses(trace: Trace) -> list[Any]:
    return [ground.witness for figure in trace.figures for ground in figure.grounds if ground.witness is not None]


def test_a_cause_is_followed_to_answer_person_time_and_cap() -> None:
    trace = tracer(car_maker()).chain("cause.unripe_leads.severity")
    assert [figure.id for figure in trace.figures] == [
        "cause.unripe_leads.severity",
        "cause.unripe_leads.measured_loss",
        f"answer.{LOSS_QUESTION}",
        "cause.unripe_leads.cap",
    ]
    assert {"answer", "judgement", "cap"} <= kinds(trace)
    (witness,) = witnesses(trace)
    given = next(answer for answer in car_maker().engagement.answers if answer.question == LOSS_QUESTION)
    copy = car_maker().engagement.questionnaire
    assert (witness.code, witness.label, witness.name) == ("H-03", "Leitung Marketing", None)
    assert (witness.basis, witness.confidence, witness.revision) == (given.basis, given.confidence, given.revision)
    assert (witness.asked_at, witness.interviewer, witness.files) == (given.asked_at, given.interviewer, given.evidence)
    assert (witness.questionnaire, witness.hash) == (f"lead_management {copy.definition.version}", copy.hash)


def test_the_chain_of_the_simulated_loss_holds_every_sort_of_ground() -> None:
    trace = tracer(car_maker()).chain("simulated.loss_rate")
    assert {"answer", "measurement", "cap", "judgement", "simulation", "template"} <= kinds(trace)
    assert (trace.seed, trace.replications, trace.calibration) == (1, 2, "deck")
    assert trace.figures[0].number == car_maker().simulation.loss_rate.mean
    assert trace.figures[0].value.de.endswith("%")


def test_a_measure_is_followed_to_the_library_and_to_the_causes_it_cuts() -> None:
    found = tracer(car_maker()).figure("measure.nurture_programme.sales_gain")
    assert "cause.unripe_leads.severity" in found.inputs
    source = knowledge().recommendation("nurture_programme").provenance.source
    assert source in [ground.words.de for ground in found.grounds]


def test_published_sources_stand_with_their_number_and_what_nobody_found_again_does_not() -> None:
    published = {one.id: one for figure in everything("full").figures for ground in figure.grounds for one in ground.published}
    assert len(published) > 5
    by_id = {entry.id: entry for entry in knowledge().evidence}
    assert all(by_id[number].provenance.basis != "remembered" for number in published)
    assert all(one.source == by_id[number].provenance.source for number, one in published.items())


def named_people() -> Scan:
    """Everybody has a name, which also stands in what they wrote."""
    scan = car_maker()
    people = tuple(person.model_copy(update={"name": NAME}) for person in scan.engagement.respondents)
    answers = tuple(
        answer.model_copy(update={"change_reason": f"{NAME} rang up", "evidence": ("Protokoll Musterfrau.pdf",)})
        for answer in scan.engagement.answers
    )
    engagement = scan.engagement.model_copy(update={"respondents": people, "answers": answers})
    return scan.model_copy(update={"engagement": engagement})


def test_names_are_hidden_wherever_they_stand_unless_asked_for() -> None:
    hidden = tracer(named_people()).everything()
    assert "Musterfrau" not in hidden.model_dump_json()
    assert not hidden.names_shown
    shown = tracer(named_people(), names=True).everything()
    assert {witness.name for witness in witnesses(shown)} == {NAME}
    assert "Protokoll Musterfrau.pdf" in shown.model_dump_json()


def test_a_ruling_stands_with_its_reason_before_the_answers_it_decides_about() -> None:
    scan = car_maker()
    question = next(one for one in scan.engagement.questionnaire.definition.questions() if one.id == LOSS_QUESTION)
    given = [answer for answer in scan.engagement.current_answers() if answer.question == LOSS_QUESTION]
    ruling = Ruling(question=LOSS_QUESTION, value={"value": 20}, reason="Counted anew", by="Muster", at=AT)
    answers = scan.answers | {LOSS_QUESTION: consolidate(question, given, scan.knowledge.rules, ruling)}
    found = tracer(scan.model_copy(update={"answers": answers})).figure(f"answer.{LOSS_QUESTION}")
    first, *others = found.grounds
    assert (first.kind, first.words.en, first.by, first.at) == ("ruling", "Decided: Counted anew", "Muster", AT)
    assert [ground.kind for ground in others] == ["answer"]
    assert found.rule.en == "It was decided which value counts."


def test_a_record_tells_the_questionnaire_it_was_given_to() -> None:
    scan, fingerprint = car_maker(), "a" * 64
    earlier = EarlierQuestionnaire(id="lead_management", version="0.9", hash=fingerprint, records=10)
    engagement = scan.engagement.model_copy(update={"earlier_questionnaires": (earlier,)})
    of = replace(Traceable.of(scan), engagement=engagement)
    told = {(witness.question, witness.respondent): witness for witness in witnesses(Tracer(of).everything())}
    for position, answer in enumerate(engagement.answers):
        witness = told.get((answer.question, answer.respondent))
        if witness is not None and witness.revision == answer.revision:
            now = engagement.questionnaire
            assert (witness.hash == fingerprint) == (position < 10)
            assert witness.questionnaire == f"lead_management {'0.9' if position < 10 else now.definition.version}"


def grounds_of(scan: Scan, figure: str) -> list[Ground]:
    return list(tracer(scan).figure(figure).grounds)


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
    assert tracer(stated).figure("portfolio.budget_eur").value.en == "€ 100,000"


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
