"""What people decide about the programme, as it is typed: limits and terms, measures, key figures; faults are said at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quickscan.domain.advice import Span
from quickscan.domain.base import Language
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import Problem, ScanError
from quickscan.interview.typed import NotANumberError, number_typed

SPANS = ("effort_person_days", "one_off_keur", "per_year_keur", "months_to_effect")
"""Figures of a measure that are typed as two ends: `<name>.low` and `<name>.high`."""
WORDS = ("title", "description", "owner_role")
TERMS = tuple(StatedTerms.model_fields)
PERCENTAGES = frozenset({"discount_rate"})
"""Terms that are typed in percent and kept as shares."""
MUST_BE_MORE_THAN_NOTHING = frozenset({"person_days_per_month", "list_price_eur"})
NO_NUMBER = ("this is not a number", "write a number such as 1500, or leave it empty")


@dataclass(frozen=True)
class Hand:
    """Who decides, and when."""

    by: str | None
    at: datetime


def with_term(engagement: Engagement, name: str, typed: str, language: Language) -> Engagement:
    """The engagement with a limit or term as typed; nothing typed takes it away. Raises ScanError for what cannot be."""
    value = _number(name, typed, language)
    if value is not None and name in PERCENTAGES:
        value /= 100.0
        if value >= 1.0:
            raise ScanError.of(name, "a rate of 100% or more is no discount rate", "give less than 100%")
    if value == 0.0 and name in MUST_BE_MORE_THAN_NOTHING:
        raise ScanError.of(name, "this cannot be nothing", "give a number above 0, or leave it empty")
    terms = engagement.programme.terms.model_copy(update={name: value})
    return _with(engagement, terms=terms)


def with_measure(engagement: Engagement, measure: str, typed: Mapping[str, Any], language: Language, hand: Hand) -> Engagement:
    """The engagement with what was typed about a measure: verdict, reason, words, and both ends of figures.

    What was not typed stays as it is; empty words and figures are those of the library again. Raises ScanError with all faults.
    """
    before = engagement.programme.of(measure)
    changed: dict[str, Any] = {}
    faults: list[Problem] = []
    for name in ("verdict", "reason", *WORDS):
        if name in typed:
            changed[name] = (str(typed[name] or "").strip() or None) if name != "verdict" else typed[name] or "open"
    for name in SPANS:
        if f"{name}.low" in typed or f"{name}.high" in typed:
            try:
                changed[name] = _span(name, typed, language)
            except ScanError as error:
                faults += error.problems
    after = before.model_copy(update=changed)
    if after.verdict == "rejected" and not after.reason:
        faults.append(Problem("reason", "a measure is rejected without a reason", "say why in reason"))
    if faults:
        raise ScanError(faults)
    if after == before:
        return engagement
    others = {choice.measure: choice for choice in engagement.programme.measures} | {measure: _signed(after, hand)}
    kept = tuple(choice for choice in others.values() if _says_something(choice))
    return _with(engagement, measures=kept)


def with_kpi(engagement: Engagement, kpi: str, typed: Mapping[str, Any], hand: Hand) -> Engagement:
    """The engagement with what was typed about a key figure: what is aimed at, and what it is today."""
    before = engagement.programme.kpi(kpi)
    words = {name: str(typed[name] or "").strip() or None for name in ("target", "today") if name in typed}
    after = before.model_copy(update=words)
    if after == before:
        return engagement
    others = {target.kpi: target for target in engagement.programme.kpis}
    others[kpi] = after.model_copy(update={"by": hand.by, "at": hand.at})
    return _with(engagement, kpis=tuple(one for one in others.values() if one.target or one.today))


def _with(engagement: Engagement, **changes: Any) -> Engagement:
    programme = ProgrammeChoices.model_validate({**dict(engagement.programme), **changes})
    return engagement.model_copy(update={"programme": programme})


def _signed(choice: MeasureChoice, hand: Hand) -> MeasureChoice:
    return choice.model_copy(update={"by": hand.by, "at": hand.at})


def _says_something(choice: MeasureChoice) -> bool:
    return choice.model_copy(update={"by": None, "at": None}) != MeasureChoice(measure=choice.measure)


def _span(name: str, typed: Mapping[str, Any], language: Language) -> Span | None:
    """Both ends; one alone stands for both."""
    ends = [_number(name, str(typed.get(f"{name}.{end}") or ""), language) for end in ("low", "high")]
    low, high = (end if end is not None else other for end, other in zip(ends, reversed(ends), strict=True))
    if low is None or high is None:
        return None
    if low > high:
        raise ScanError.of(name, "the first number is above the second", "swap them")
    return Span(low=low, high=high)


def _number(name: str, typed: str, language: Language) -> float | None:
    if not typed.strip():
        return None
    try:
        value = float(number_typed(typed, language))
    except NotANumberError:
        raise ScanError.of(name, *NO_NUMBER) from None
    if value < 0.0:
        raise ScanError.of(name, "this cannot be below 0", "give a number of 0 or more, or leave it empty")
    return value
