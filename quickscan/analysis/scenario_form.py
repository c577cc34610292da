"""A scenario of one's own as it stands in a form, read with all its faults; numbers as people of a language write them."""

from collections.abc import Mapping
from typing import Any

from quickscan.analysis.own_scenarios import described_as, named_as
from quickscan.domain.base import Language
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.scenario import OwnScenario
from quickscan.interview.typed import NotANumberError, number_typed

Form = Mapping[str, Any]
"""What stands in the fields name, description, cost_per_year_eur and one_off_cost_eur."""
COSTS = ("cost_per_year_eur", "one_off_cost_eur")
MOST_EUR = 1e12


def edited(seen: OwnScenario, form: Form, language: Language) -> OwnScenario:
    """The scenario with what a form says. Raises ScanError with all faults, each at its field.

    Words that stand there as they stood stay as they are in the other language too.
    """
    faults: list[Problem] = []
    changes: dict[str, object] = {}
    for field, was, read in (("name", seen.name, named_as), ("description", seen.description, described_as)):
        typed = str(form.get(field) or "")
        try:
            changes[field] = was if typed == was.in_language(language) else read(typed)
        except ScanError as error:
            faults += error.problems
    for field in COSTS:
        try:
            changes[field] = cost_typed(field, str(form.get(field) or ""), language)
        except ScanError as error:
            faults += error.problems
    if faults:
        raise ScanError(faults)
    return seen.model_copy(update=changes)


def cost_typed(field: str, typed: str, language: Language) -> float | None:
    """An amount in euros; none where nothing is typed. Raises ScanError where it is none."""
    if not typed.strip():
        return None
    try:
        amount = number_typed(typed, language)
    except (NotANumberError, OverflowError) as error:
        what = f"'{typed.strip()[:40]}' is not a number"
        raise ScanError.of(field, what, "type digits, such as 12000 or 3.5") from error
    if not 0.0 <= amount <= MOST_EUR:
        raise ScanError.of(field, "this is no amount that can be paid", "type 0 or more euros")
    return float(amount)
