"""Times and numbers on the page of today."""

import pytest

from quickscan.domain.result import Estimate
from quickscan.web.pages.today.view import NOTHING, interval, number, of_cause
from quickscan.web.pages.today.words import time_in_words
from quickscan.web.wording import Wording

TIMES = [(0.25, "15 min"), (1.0, "1 h"), (3.5, "3,5 h"), (24.0, "24 h"), (72.0, "3 Tage"), (144.1, "6,0 Tage")]


@pytest.mark.parametrize(("hours", "words"), TIMES)
def test_times_have_their_handiest_unit(hours: float, words: str, german: Wording) -> None:
    assert time_in_words(hours, german) == words


def test_numbers_carry_their_interval_and_are_never_below_none(german: Wording) -> None:
    assert interval(Estimate(mean=1234.5, half_width=6.7, n=3), german, 1) == "1.234,5\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}6,7"
    assert number(Estimate(mean=-1e-12, half_width=0.0, n=3), german) == "0"
    assert of_cause({}, "media_breaks") == NOTHING
