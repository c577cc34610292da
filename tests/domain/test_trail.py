"""How two heads differ: field by field, people by their id, nothing where only the shape is newer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.base import Text
from quickscan.domain.choices import KpiTarget, MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.engagement import Engagement, Respondent, Ruling
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.domain.trail import head_differences
from tests.material import engagement, said

HEAD = engagement()


def _differences(after: Engagement, before: Engagement = HEAD) -> list[tuple[str, Any, Any]]:
    return list(head_differences(before.model_dump(mode="json"), after.model_dump(mode="json")))


def _with(**changes: object) -> Engagement:
    return HEAD.model_copy(update=changes)


def test_a_field_is_named_with_what_stood_there() -> None:
    renamed = _with(title="Neu", client=HEAD.client.model_copy(update={"name": "Muster AG"}))
    assert _differences(renamed) == [("title", "Quick-Scan", "Neu"), ("client.name", HEAD.client.name, "Muster AG")]


def test_people_are_told_apart_by_their_id() -> None:
    head, dealer, export = HEAD.respondents
    assert _differences(_with(respondents=(dealer.model_copy(update={"label": "Händler Süd"}), export, head))) == [
        ("respondents.dealer.label", "Händler Nord", "Händler Süd")
    ]
    ((what, before, after),) = _differences(_with(respondents=(head, export)))
    assert (what, before["label"], after) == ("respondents.dealer", "Händler Nord", None)


def test_the_first_of_several_is_told_as_itself() -> None:
    person = Respondent(id="buyer", label="Einkauf", role="buying", side="head_office")
    ((what, before, after),) = _differences(_with(respondents=(person,)), _with(respondents=()))
    assert (what, before, after["label"]) == ("respondents.buyer", None, "Einkauf")


def test_a_list_of_words_is_told_as_a_whole() -> None:
    assert _differences(_with(consultants=("A", "B")), _with(consultants=("A",))) == [("consultants", ["A"], ["A", "B"])]


def test_records_tell_about_themselves() -> None:
    ruling = Ruling(question="capture.one_tool", value=2, reason="Gezeigt")
    assert _differences(_with(answers=(said("capture.one_tool", 1),), rulings=(ruling,))) == []


def test_of_a_questionnaire_its_version_is_told() -> None:
    copy = HEAD.questionnaire
    newer = copy.model_copy(update={"definition": copy.definition.model_copy(update={"version": "9.9"})})
    ((what, before, after),) = _differences(_with(questionnaire=newer))
    assert what == "questionnaire"
    assert "9.9" in after
    assert "9.9" not in before
    assert len(after) < 200


@pytest.mark.parametrize("empty", [None, [], {}, "", ProgrammeChoices().model_dump(mode="json")])
def test_a_field_that_an_older_version_did_not_know_is_not_changed(empty: object) -> None:
    assert head_differences({"title": "A"}, {"title": "A", "later": empty}) == ()


TREES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=12,
)
HEADS = st.dictionaries(st.sampled_from(["title", "client", "respondents", "later"]), TREES)


@given(before=HEADS, after=HEADS)
def test_equal_heads_do_not_differ_and_differences_turn_round(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert head_differences(before, before) == ()
    there = {(what, repr(was), repr(now)) for what, was, now in head_differences(before, after)}
    back = {(what, repr(now), repr(was)) for what, was, now in head_differences(after, before)}
    assert there == back


def test_words_in_two_languages_are_one_field() -> None:
    words = Text(de="Alt", en="Old")
    one = OwnScenario(id="one", name=words, description=words, overrides=(Override(path="dealers.sellers", times=1.1),))
    other = one.model_copy(update={"name": Text(de="Neu", en="New"), "cost_per_year_eur": 5.0})
    assert _differences(_with(scenarios=(other,)), _with(scenarios=(one,))) == [
        ("scenarios.one.name", {"de": "Alt", "en": "Old"}, {"de": "Neu", "en": "New"}),
        ("scenarios.one.cost_per_year_eur", None, 5.0),
    ]


def test_decisions_about_measures_and_key_figures_are_told_by_their_names() -> None:
    measure = MeasureChoice(measure="one_capture_tool")
    before = ProgrammeChoices(measures=(MeasureChoice(measure="response_standard"), measure))
    after = ProgrammeChoices(
        terms=StatedTerms(budget_eur=5.0),
        measures=(measure.model_copy(update={"verdict": "accepted"}),),
        kpis=(KpiTarget(kpi="response_time", target="1 h"),),
    )
    found = {what: (was, now) for what, was, now in _differences(_with(programme=after), _with(programme=before))}
    assert found["programme.measures.one_capture_tool.verdict"] == ("open", "accepted")
    assert found["programme.terms.budget_eur"] == (None, 5.0)
    assert found["programme.measures.response_standard"][1] is None
    assert found["programme.kpis.response_time"][1]["target"] == "1 h"
    assert len(found) == 4


def test_who_decided_and_when_is_told_by_the_trail_itself() -> None:
    mine, theirs = (MeasureChoice(measure="one_capture_tool", verdict="accepted", by=who) for who in ("A", "B"))
    before, after = (_with(programme=ProgrammeChoices(measures=(choice,))) for choice in (mine, theirs))
    assert _differences(after, before) == []
