"""Measures, what they bring and cost, and why they are in the programme or not, in words."""

from collections.abc import Mapping

from quickscan.domain.business_case import Case, Missing, ValuedMeasure
from quickscan.domain.choices import Verdict
from quickscan.domain.programme import Chosen, NotChosen, Reason, Return, StageName
from quickscan.domain.result import Estimate, as_known
from quickscan.web.money import euros
from quickscan.web.pages.drivers.words import listed, quoted
from quickscan.web.wording import Wording

DASH = "–"
LONG_MONTHS = 120
"""Nobody needs to know a payback later than this to the month."""


def verdict_in_words(verdict: Verdict, say: Wording) -> str:
    """What was decided."""
    words = {"open": say("Open"), "accepted": say("Accepted"), "rejected": say("Rejected")}
    return words[verdict]


def stage_in_words(stage: StageName, say: Wording) -> str:
    """A stage of the roadmap."""
    words = {
        "quick_wins": say("Quick wins"),
        "foundation": say("Foundations"),
        "growth": say("Growth"),
        "later": say("Later"),
    }
    return words[stage]


def missing_in_words(missing: Missing, say: Wording) -> str:
    """What is not known of a business case."""
    words = {
        "contribution_per_sale": say("Nobody said what a sale contributes, so gains stay in sales."),
        "running_cost": say("It costs a share of the list price with every sale; state the list price above to know its cost."),
        "gain_with_existing_customers": say("What it sells to existing customers is not simulated and comes on top."),
    }
    return words[missing]


def reason_in_words(reason: Reason, say: Wording) -> str:
    """What keeps a measure out."""
    words: dict[Reason, str] = {
        "rejected": say("rejected"),
        "prerequisite_rejected": say("a measure that must come first is rejected"),
        "cost_unknown": say("its cost is not known"),
        "prerequisite_cost_unknown": say("the cost of a measure that must come first is not known"),
        "no_gain": say("sells nothing more beside the others"),
        "does_not_pay": say("brings less than it costs beside the others"),
        "budget": say("the budget"),
        "person_days": say("the person-days"),
    }
    return words[reason]


def in_it_in_words(entry: Chosen, say: Wording) -> str:
    """Why a measure is in the portfolio."""
    words = {
        "best_set": say("In the programme: part of the best set"),
        "accepted": say("In the programme: accepted"),
        "before_accepted": say("In the programme: must come before an accepted one"),
    }
    return words[entry.why]


def left_out_in_words(entry: NotChosen, measures: Mapping[str, ValuedMeasure], say: Wording) -> str:
    """Why it is not, and what it would take."""
    reasons = listed([reason_in_words(reason, say) for reason in entry.reasons], say)
    words = say("Not in it: {reasons}", reasons=reasons)
    if entry.because:
        return f"{words} ({quoted(entry.because, say)})"
    takes = []
    if entry.extra_budget_eur:
        takes.append(say("{amount} more", amount=euros(entry.extra_budget_eur, say)))
    if entry.extra_person_days:
        takes.append(say("{days} person-days more", days=say.number(entry.extra_person_days, _decimals(entry.extra_person_days))))
    if entry.with_first:
        takes.append(say("first {codes}", codes=", ".join(measures[name].code for name in entry.with_first)))
    return f"{words} – {', '.join(takes)}" if takes else words


def _decimals(days: float) -> int:
    return 0 if float(days).is_integer() else 1


def money(value: Estimate | None, say: Wording) -> str:
    """Simulated euros, as far as they are known; unknown where nobody knows."""
    return say("unknown") if value is None else euros(as_known(value.mean), say)


def amount(value: float | None, say: Wording) -> str:
    """Whole euros; unknown where nobody knows."""
    return say("unknown") if value is None else euros(value, say)


def gain(value: Estimate, say: Wording) -> str:
    """Additional sales with half of their interval."""
    return f"{say.signed(value.mean, 1)} ± {say.number(value.half_width, 1)}"


def from_to(low: float, high: float, say: Wording, decimals: int = 0) -> str:
    """The cautious and the hopeful value."""
    return say("{low} to {high}", low=say.signed(low, decimals), high=say.signed(high, decimals))


def months(value: float, say: Wording) -> str:
    """A time in months."""
    shown = round(value, 1)
    return say.plural("{number} month", "{number} months", 1) if shown == 1.0 else _some_months(shown, say)


def _some_months(value: float, say: Wording) -> str:
    return say("{number} months", number=say.number(value, 0 if float(value).is_integer() else 1))


def payback(case: Case | Return, say: Wording) -> str:
    """When a measure or the programme has paid."""
    if case.pays_back is None:
        return say("unknown")
    if case.payback_months is None:
        return say("never")
    if case.payback_months > LONG_MONTHS:
        return say("more than {years} years", years=LONG_MONTHS // 12)
    return months(case.payback_months, say)


def days(value: float, say: Wording) -> str:
    """Person-days; a decimal where they are not whole."""
    return say.number(value, _decimals(round(value, 1)))
