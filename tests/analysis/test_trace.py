"""Every figure has a rule and leads to what it rests on: answers with who and when, sources, caps, judgements, decisions."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from quickscan.analysis.trace import OF_ITS_PART, RULES, Tracer, rule_of
from quickscan.analysis.trace_figures import Traceable, figures
from quickscan.domain.base import Noun, Text
from quickscan.domain.engagement import EarlierQuestionnaire, Ruling
from quickscan.domain.result import AnswerRef, Estimate
from quickscan.domain.scan import Scan
from quickscan.domain.trace import Trace
from quickscan.interview.consolidate import consolidate
from tests.analysis.tracing import AT, everything, kinds, tracer, with_limits, with_scenario
from tests.english import english_in
from tests.material import knowledge
from tests.report.paper import car_maker, nearly_empty

NAME = "Erika Musterfrau"
LOSS_QUESTION = "unripe.recontacted"


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
    assert source in [ground.words for ground in found.grounds]


def test_published_sources_stand_with_their_number_and_what_nobody_found_again_does_not() -> None:
    published = {one.id: one for figure in everything("full").figures for ground in figure.grounds for one in ground.published}
    assert len(published) > 5
    by_id = {entry.id: entry for entry in knowledge().evidence}
    assert all(by_id[number].provenance.basis != "remembered" for number in published)
    assert all(one.source == by_id[number].provenance.source for number, one in published.items())


def test_traces_say_in_german_where_numbers_come_from() -> None:
    trace = everything("full")
    grounds = [ground for figure in trace.figures for ground in figure.grounds if ground.witness is None]
    words = {ground.words.de for ground in grounds} | {one.source.de for ground in grounds for one in ground.published}
    assert "Beratungsunterlage, S. 2, Obergrenze 10 %" in words
    assert {line: found for line in words if (found := english_in(line) - {"of", "dealers"})} == {}


def test_the_reason_for_reading_a_loss_is_quoted_from_the_questionnaire() -> None:
    found = tracer(car_maker()).chain("cause.unripe_leads.severity").figures
    meant = {ground.words.de for figure in found for ground in figure.grounds if "Fragebogen" in ground.words.de}
    asked = car_maker().engagement.questionnaire.definition.question("unripe.recontacted")
    reason = asked.measured_loss.provenance.source
    assert meant == {f"Begründung im Fragebogen: „{reason.de}“."}


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
