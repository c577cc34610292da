"""The checklist of documents: what is typed changes one thing, and nothing else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quickscan.domain.documents import DocumentState
from quickscan.domain.engagement import QuestionnaireCopy
from quickscan.interview.checklist import STATUSES, progress, state_of, with_change
from tests.material import engagement, knowledge

TODAY = date(2026, 9, 20)
EARLIER = date(2026, 9, 1)
IDS = [kind.id for kind in knowledge().documents]
CHANGES = st.one_of(
    st.fixed_dictionaries({"state": st.sampled_from(STATUSES)}),
    st.fixed_dictionaries({"on": st.none() | st.dates()}),
    st.fixed_dictionaries({"note": st.none() | st.text(min_size=1)}),
    st.fixed_dictionaries({"files": st.lists(st.sampled_from(("a.csv", "b.xlsx")), unique=True).map(tuple)}),
)


def test_the_checklist_has_what_the_design_names() -> None:
    assert len(IDS) == 12
    assert IDS[0] == "lead_list"
    assert all(kind.roles and kind.causes for kind in knowledge().documents)


def test_what_was_never_touched_is_open() -> None:
    assert state_of(engagement(), "lead_list") == DocumentState(document="lead_list")
    assert progress(engagement(), knowledge()).open == 12


@given(st.lists(st.tuples(st.sampled_from(IDS), CHANGES), max_size=12))
def test_a_change_moves_one_document_and_keeps_what_it_does_not_name(changes: list[tuple[str, dict[str, Any]]]) -> None:
    scan = engagement()
    for document, change in changes:
        before = {name: state_of(scan, name) for name in IDS}
        scan = with_change(scan, document, change, TODAY)
        after = state_of(scan, document)
        assert all(getattr(after, name) == value for name, value in change.items())
        untouched = {"state", "note", "files"} - change.keys()
        assert all(getattr(after, name) == getattr(before[document], name) for name in untouched)
        assert all(state_of(scan, name) == before[name] for name in IDS if name != document)
    assert all(not state.says_nothing for state in scan.documents)
    assert len({state.document for state in scan.documents}) == len(scan.documents)
    found = progress(scan, knowledge())
    assert found.open + found.requested + found.received + found.not_available == found.all == 12


def test_a_new_state_is_of_today_and_the_day_may_be_corrected() -> None:
    scan = with_change(engagement(), "lead_list", {"state": "requested"}, EARLIER)
    assert state_of(scan, "lead_list").on == EARLIER
    scan = with_change(scan, "lead_list", {"state": "requested"}, TODAY)
    assert state_of(scan, "lead_list").on == EARLIER
    scan = with_change(scan, "lead_list", {"state": "received"}, TODAY)
    assert state_of(scan, "lead_list").on == TODAY
    scan = with_change(scan, "lead_list", {"on": EARLIER}, TODAY)
    assert state_of(scan, "lead_list") == DocumentState(document="lead_list", state="received", on=EARLIER)
    assert with_change(scan, "lead_list", {"state": "open"}, TODAY).documents == ()


def test_the_order_stays_when_a_document_changes_again() -> None:
    scan = engagement()
    for name in ("routing_rules", "lead_list", "routing_rules"):
        scan = with_change(scan, name, {"state": "received"}, TODAY)
    assert [state.document for state in scan.documents] == ["routing_rules", "lead_list"]


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValidationError):
        with_change(engagement(), "lead_list", {"state": "lost"}, TODAY)


def test_documents_do_not_change_the_questionnaire_and_an_old_engagement_has_none() -> None:
    scan = with_change(engagement(), "lead_list", {"state": "received"}, TODAY)
    assert QuestionnaireCopy.of(scan.questionnaire.definition).hash == scan.questionnaire.hash
    old = scan.model_dump(mode="json", exclude={"documents"})
    assert type(scan).model_validate(old).documents == ()
