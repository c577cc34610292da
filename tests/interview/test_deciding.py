"""What is typed about the programme is kept as meant, in both languages, and never as something else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.advice import Span
from quickscan.domain.base import Language
from quickscan.domain.choices import KpiTarget, ProgrammeChoices
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.interview.deciding import TERMS, Hand, with_kpi, with_measure, with_term
from quickscan.interview.wording import number_in_words
from tests.material import engagement

PLAIN = engagement([])
HAND = Hand("A. Muster", datetime(2026, 11, 28, 15, 0, tzinfo=UTC))


def decided(typed: dict[str, str | None], language: Language = "de", before: Engagement = PLAIN) -> Engagement:
    return with_measure(before, "response_standard", typed, language, HAND)


@given(st.integers(1, 10**7).map(lambda cents: cents / 100), st.sampled_from(["de", "en"]))
def test_a_number_written_as_people_of_the_language_do_is_read_as_that_number(amount: float, language: Language) -> None:
    typed = number_in_words(amount, language, 2)
    assert with_term(PLAIN, "budget_eur", typed, language).programme.terms.budget_eur == pytest.approx(amount)


def test_a_rate_is_typed_in_percent() -> None:
    assert with_term(PLAIN, "discount_rate", "7,5 %", "de").programme.terms.discount_rate == pytest.approx(0.075)


@pytest.mark.parametrize("name", TERMS)
def test_nothing_typed_takes_a_term_away(name: str) -> None:
    stated = with_term(PLAIN, name, "12", "de")
    assert getattr(stated.programme.terms, name) is not None
    assert with_term(stated, name, "  ", "de") == PLAIN


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("budget_eur", "viel", "not a number"),
        ("budget_eur", "-5", "below 0"),
        ("discount_rate", "100", "no discount rate"),
        ("person_days_per_month", "0", "cannot be nothing"),
        ("list_price_eur", "0", "cannot be nothing"),
    ],
)
def test_terms_that_cannot_be_are_told_and_nothing_is_changed(name: str, typed: str, why: str) -> None:
    with pytest.raises(ScanError, match=why) as told:
        with_term(PLAIN, name, typed, "de")
    assert told.value.problems[0].where == name


def test_a_verdict_is_kept_with_its_reason_and_who_decided_when() -> None:
    choice = decided({"verdict": "rejected", "reason": " Zu früh "}).programme.of("response_standard")
    assert (choice.verdict, choice.reason, choice.by, choice.at) == ("rejected", "Zu früh", HAND.by, HAND.at)


def test_nothing_is_rejected_without_a_reason() -> None:
    for reason in (None, "", "  "):
        with pytest.raises(ScanError, match="without a reason"):
            decided({"verdict": "rejected", "reason": reason})


def test_what_was_not_typed_stays_and_what_is_emptied_is_as_in_the_library_again() -> None:
    once = decided({"verdict": "accepted", "title": "Antwort", "effort_person_days.low": "2", "effort_person_days.high": "4,5"})
    choice = decided({"title": "Antwort sofort"}, before=once).programme.of("response_standard")
    assert (choice.verdict, choice.title, choice.effort_person_days) == ("accepted", "Antwort sofort", Span(low=2, high=4.5))
    back = {"verdict": "open", "title": "", "effort_person_days.low": "", "effort_person_days.high": ""}
    assert decided(back, before=once) == PLAIN


def test_one_end_alone_stands_for_both() -> None:
    choice = decided({"one_off_keur.low": "1.5", "one_off_keur.high": ""}, "en").programme.of("response_standard")
    assert choice.one_off_keur == Span(low=1.5, high=1.5)


def test_all_faults_of_a_measure_are_told_at_once() -> None:
    typed = {"one_off_keur.low": "5", "one_off_keur.high": "2", "months_to_effect.low": "bald", "verdict": "rejected"}
    with pytest.raises(ScanError) as told:
        decided(typed)
    assert [problem.where for problem in told.value.problems] == ["one_off_keur", "months_to_effect", "reason"]


def test_the_same_again_changes_nothing_not_even_who_and_when() -> None:
    once = decided({"verdict": "accepted"})
    later = Hand("B. Muster", datetime(2027, 1, 1, tzinfo=UTC))
    assert with_measure(once, "response_standard", {"verdict": "accepted"}, "de", later) is once


def test_a_key_figure_has_a_target_and_a_value_of_today_until_both_are_emptied() -> None:
    aimed = with_kpi(PLAIN, "response_time", {"target": "4 h"}, HAND)
    both = with_kpi(aimed, "response_time", {"today": "2 Tage"}, HAND)
    kept = both.programme.kpi("response_time")
    assert kept == KpiTarget(kpi="response_time", target="4 h", today="2 Tage", by=HAND.by, at=HAND.at)
    assert with_kpi(both, "response_time", {"target": "", "today": None}, HAND).programme == ProgrammeChoices()
    assert with_kpi(both, "response_time", {"target": "4 h"}, HAND) is both
