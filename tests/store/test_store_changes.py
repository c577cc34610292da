"""The audit trail in the database: every change of a head leaves a trace, in the same transaction, and none is ever lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Engagement, Respondent, Ruling
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.store.changes import Changes
from quickscan.store.engagements import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def changes(store: Store, engagement: Engagement) -> Changes:
    """The trail of the small engagement, just put in."""
    store.add(engagement, now=NOW, by="Beraterin Muster")
    return Changes(store.database)


def retitled(title: str) -> object:
    return lambda engagement: engagement.model_copy(update={"title": title})


def test_the_trail_begins_where_the_engagement_does(changes: Changes) -> None:
    (first,) = changes.of("sample_works")
    assert (first.what, first.before, first.after) == ("engagement", None, "Quick-Scan 2026")
    assert (first.by, first.at) == ("Beraterin Muster", NOW)


def test_a_revision_says_who_changed_what_when_and_from_what(store: Store, changes: Changes) -> None:
    store.revise("sample_works", retitled("Neu"), now=LATER, by="Berater Beispiel")
    change = changes.of("sample_works")[-1]
    assert (change.what, change.before, change.after) == ("title", "Quick-Scan 2026", "Neu")
    assert (change.by, change.at) == ("Berater Beispiel", LATER)


def test_who_said_no_name_leaves_a_trace_without_one(store: Store, changes: Changes) -> None:
    store.revise("sample_works", retitled("Neu"), now=LATER)
    assert changes.of("sample_works")[-1].by is None


def test_a_change_that_changes_nothing_leaves_no_trace(store: Store, changes: Changes) -> None:
    store.revise("sample_works", lambda engagement: engagement, now=LATER, by="Berater Beispiel")
    store.revise("sample_works", retitled("Quick-Scan 2026"), now=LATER, by="Berater Beispiel")
    assert len(changes.of("sample_works")) == 1


def test_a_change_that_is_refused_leaves_no_trace(store: Store, changes: Changes) -> None:
    def refuse(engagement: Engagement) -> Engagement:
        raise ScanError.of(engagement.id, "no", "another time")

    with pytest.raises(ScanError, match="another time"):
        store.revise("sample_works", refuse, now=LATER)
    with pytest.raises(ScanError, match="in the meantime"):
        store.replace(store.get("sample_works").model_copy(update={"title": "Neu"}), 99, now=LATER)
    assert len(changes.of("sample_works")) == 1


def test_replacing_leaves_a_trace_of_every_field(store: Store, changes: Changes) -> None:
    seen = store.read("sample_works")
    person = Respondent(id="buyer", label="Einkauf", role="buying", side="head_office")
    other = seen.engagement.model_copy(
        update={"title": "Neu", "respondents": (*seen.engagement.respondents, person), "consultants": ("A",)}
    )
    store.replace(other, seen.revision, now=LATER, by="A")
    assert [change.what for change in changes.of("sample_works")[1:]] == ["title", "consultants", "respondents.buyer"]


def test_answers_are_their_own_record_until_they_are_replaced(store: Store, changes: Changes) -> None:
    def one_more(engagement: Engagement) -> Engagement:
        answer = Answer(question="follow_up.time", respondent="sales", value=6, revision=2, supersedes=1)
        return engagement.model_copy(update={"answers": (*engagement.answers, answer)})

    store.revise("sample_works", one_more, now=LATER)
    assert len(changes.of("sample_works")) == 1
    store.add(store.get("sample_works").model_copy(update={"answers": ()}), now=LATER, replace=True, by="A")
    change = changes.of("sample_works")[-1]
    assert (change.what, change.before, change.after, change.by) == ("answers", 4, 0, "A")


def test_rulings_come_back_and_carry_their_own_trace(store: Store, changes: Changes) -> None:
    ruling = Ruling(question="follow_up.time", value=4, reason="Gemessen", by="A", at=NOW)
    store.revise("sample_works", lambda one: one.model_copy(update={"rulings": (ruling,)}), now=LATER, by="A")
    assert store.get("sample_works").rulings == (ruling,)
    assert len(changes.of("sample_works")) == 1


def test_twenty_hands_lose_no_trace(store: Store, changes: Changes) -> None:
    with ThreadPoolExecutor(20) as threads:
        list(threads.map(lambda turn: store.revise("sample_works", retitled(f"T{turn}"), now=LATER, by=f"B{turn}"), range(20)))
    trail = changes.of("sample_works")
    assert {change.by for change in trail[1:]} == {f"B{turn}" for turn in range(20)}
    assert [change.before for change in trail[2:]] == [change.after for change in trail[1:-1]]


def test_an_unknown_engagement_has_no_trail(changes: Changes) -> None:
    assert changes.of("nowhere") == ()


def test_scenarios_leave_a_trace_of_their_own(store: Store, changes: Changes) -> None:
    words = Text(de="Mehr Leute", en="More people")
    one = OwnScenario(id="more", name=words, description=words, overrides=(Override(path="dealers.sellers", times=1.1),))
    marked = one.model_copy(update={"in_report": True})
    for scenarios in ((one,), (marked,), ()):
        store.revise("sample_works", lambda now, own=scenarios: now.model_copy(update={"scenarios": own}), now=LATER)
        assert store.get("sample_works").scenarios == scenarios
    made, shown, gone = changes.of("sample_works")[1:]
    assert (made.what, made.before) == ("scenarios.more", None)
    assert (shown.what, shown.before, shown.after) == ("scenarios.more.in_report", False, True)
    assert (gone.what, gone.after) == ("scenarios.more", None)
    assert OwnScenario.model_validate(gone.before) == marked
