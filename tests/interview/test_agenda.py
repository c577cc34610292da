"""Who is asked what, how long it takes, and who must still be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.engagement import Answer, Engagement, Respondent
from quickscan.interview.agenda import agenda
from quickscan.interview.path import follow
from tests.material import engagement, knowledge, questionnaire, said

RULES = knowledge().rules
ROLES = [role.id for role in knowledge().roles]
QUESTIONS = list(questionnaire().questions())
SEVERAL = next(question for question in QUESTIONS if question.ask_several)
STATUSES = ("dont_know", "refused", "not_applicable", "not_asked", "deferred")
GUARD, GUARDED = "routing.reassigned", "routing.time_to_correct"


def person(role: str, name: str = "", kind: str = "person") -> Respondent:
    return Respondent(id=name or role, label=f"Wer {name or role}", role=role, side="field", kind=kind)


def asked(people: list[Respondent], *answers: Answer) -> Engagement:
    return engagement(answers).model_copy(update={"respondents": tuple(people)})


@st.composite
def engagements(draw: st.DrawFn) -> Engagement:
    """Any people, some of them data exports, and any answers of theirs that need no value."""
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=6))
    kinds = draw(st.lists(st.sampled_from(("person", "person", "data")), min_size=len(roles), max_size=len(roles)))
    people = [person(role, f"p{n}", kind) for n, (role, kind) in enumerate(zip(roles, kinds, strict=True))]
    given = draw(st.dictionaries(
        st.tuples(st.sampled_from([q.id for q in QUESTIONS]), st.sampled_from([p.id for p in people])),
        st.sampled_from(STATUSES), max_size=20,
    ))  # fmt: skip
    answers = [
        Answer(question=q, respondent=p, status=status, reason="gibt es hier nicht" if status == "not_applicable" else None)
        for (q, p), status in given.items()
    ]
    return asked(people, *answers)


@given(engagements())
def test_every_question_that_applies_appears_exactly_once_with_everybody_who_can_answer(scan: Engagement) -> None:
    applying = [question for _, question in follow(scan, RULES).questions]
    records = {(answer.question, answer.respondent) for answer in scan.answers}
    found = agenda(scan, RULES)
    assert [sitting.respondent for sitting in found.sittings] == [one for one in scan.respondents if one.kind == "person"]
    for sitting in found.sittings:
        who = sitting.respondent
        wanted = [q.id for q in applying if who.role in q.ask_roles or (q.id, who.id) in records]
        assert [one.question.id for one in sitting.questions] == wanted
        assert [one for part in sitting.by_section().values() for one in part] == list(sitting.questions)


@given(engagements())
def test_minutes_add_up(scan: Engagement) -> None:
    found = agenda(scan, RULES)
    assert found.minutes == pytest.approx(sum(one.question.minutes for s in found.sittings for one in s.questions))
    assert found.minutes_open == pytest.approx(sum(sitting.minutes_open for sitting in found.sittings))
    for sitting in found.sittings:
        done = sum(one.question.minutes for one in sitting.of("done"))
        assert sitting.minutes == pytest.approx(sitting.minutes_open + done)
        states = [sitting.of(state) for state in ("open", "parked", "done")]
        assert sum(map(len, states)) == len(sitting.questions)


@given(engagements(), st.data())
def test_a_gap_is_what_none_of_those_chosen_can_close(scan: Engagement, data: st.DataObject) -> None:
    people = [one for one in scan.respondents if one.kind == "person"]
    chosen = data.draw(st.sets(st.sampled_from([one.id for one in people]))) if people else set()
    roles = {one.role for one in people if one.id in chosen}
    gaps = agenda(scan, RULES, chosen).gaps
    for _, question in follow(scan, RULES).questions:
        waiting = {gap.role for gap in gaps if question in gap.questions}
        missing = {role for role in question.ask_roles if role not in roles}
        if question.ask_several:
            assert waiting == missing == {gap.role for gap in gaps if question in gap.compared}
        else:
            assert waiting == (missing if len(missing) == len(question.ask_roles) else set())
            assert all((question in gap.alone) == (len(missing) == 1) for gap in gaps if gap.role in waiting)


def test_each_status_has_its_place() -> None:
    def state(*answers: Answer) -> str:
        sitting = agenda(asked([person("dealer", "dealer")], *answers), RULES).sittings[0]
        return next(one.state for one in sitting.questions if one.question.id == "follow_up.cadence")

    assert state() == "open"
    assert state(said("follow_up.cadence", 2, "dealer")) == "done"
    for status, wanted in {"not_asked": "open", "deferred": "parked", "dont_know": "done", "refused": "done"}.items():
        assert state(Answer(question="follow_up.cadence", respondent="dealer", status=status)) == wanted


def test_a_question_is_on_the_agenda_once_its_condition_holds() -> None:
    people = [person("sales_head"), person("dealer")]

    def on_agenda(percent: float) -> bool:
        found = agenda(asked(people, said(GUARD, percent, "sales_head")), RULES)
        return GUARDED in {one.question.id for sitting in found.sittings for one in sitting.questions}

    assert on_agenda(5.0)
    assert not on_agenda(0.0)


def test_only_those_chosen_are_asked_in_the_order_of_the_engagement() -> None:
    scan = asked([person("marketing"), person("it"), person("dealer")])
    assert [one.respondent.id for one in agenda(scan, RULES, ["dealer", "marketing", "nobody"]).sittings] == [
        "marketing",
        "dealer",
    ]
    assert agenda(scan, RULES, []).sittings == ()


def test_whoever_answered_elsewhere_closes_a_gap_of_several_roles() -> None:
    first, second = SEVERAL.ask_roles[:2]
    scan = asked([person(first), person(second)])

    def missing(of: Engagement) -> tuple[str, ...]:
        return tuple(gap.role for gap in agenda(of, RULES, [first]).gaps if SEVERAL in gap.compared)

    value = 2 if SEVERAL.type == "maturity" else 20
    assert missing(scan) == (second,)
    heard = scan.model_copy(update={"answers": (said(SEVERAL.id, value, second),)})
    assert missing(heard) == ()
    unsure = Answer(question=SEVERAL.id, respondent=second, status="dont_know")
    assert missing(scan.model_copy(update={"answers": (unsure,)})) == (second,)


def test_what_an_export_measured_needs_nobody_any_more() -> None:
    scan = asked([person("marketing"), person("it", "export", "data")])
    name = "follow_up.cadence"
    assert any(name == question.id for gap in agenda(scan, RULES).gaps for question in gap.questions)
    measured = scan.model_copy(update={"answers": (said(name, 3, "export", basis="measured"),)})
    assert not any(name == question.id for gap in agenda(measured, RULES).gaps for question in gap.questions)


def test_the_role_without_which_most_stays_open_comes_first_with_its_minutes() -> None:
    gaps = agenda(asked([person("marketing")]), RULES).gaps
    order = [(len(gap.alone) + len(gap.compared), len(gap.shared)) for gap in gaps]
    assert order == sorted(order, reverse=True)
    assert len({gap.role for gap in gaps}) == len(gaps)
    for gap in gaps:
        assert gap.minutes == sum(question.minutes for question in gap.questions)
        assert len({question.id for question in gap.questions}) == len(gap.questions)
