"""The names of acts: read as they were made up, and in an order only within a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.store.acts import Act

PARTS = st.text("abc123", min_size=1, max_size=5)
ACTS = st.builds(Act, PARTS, st.just("") | PARTS, st.integers(0, 10**6))


@given(ACTS)
def test_a_name_is_read_as_it_was_written(act: Act) -> None:
    assert Act.named(act.name) == act


@pytest.mark.parametrize(
    ("name", "act"),
    [
        (None, None),
        ("page.1", Act("page", "1", 0)),
        ("page.1.x", Act("page", "1", 0)),
        ("page", Act("page", "", 0)),
        ("", Act("", "", 0)),
        ("page.1.7.8", Act("page", "1", 7)),
    ],
)
def test_any_name_can_be_read(name: str | None, act: Act | None) -> None:
    assert Act.named(name) == act


@given(ACTS, ACTS)
def test_what_comes_before_cannot_come_after(one: Act, other: Act) -> None:
    assert not (one.comes_before(other) and other.comes_before(one))
    assert not one.comes_before(other) or one.shares_page_with(other)


@given(ACTS)
def test_an_act_that_is_over_goes_on_no_more(act: Act) -> None:
    assert not act.over.goes_on_with(act.over)
    assert not act.goes_on_with(act.over)
    assert act.over.shares_page_with(act)
    assert (act.goes_on_with(act), act.goes_on_with(None), act.comes_before(None)) == (act.number != "", False, False)
