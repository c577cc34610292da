"""How positions of levers and the figures of a comparison are said."""

from quickscan.analysis.lever_positions import Position
from quickscan.domain.comparison import Difference
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Lever, LeverGroup
from quickscan.web.money import MILLION, PLUS_MINUS, SINGLE, THOUSAND, euros
from quickscan.web.simulations import CalibrationName
from quickscan.web.wording import Wording

PERCENT = "%"
MANY_EUROS = 1e5
"""From here on single euros say nothing."""
SEVERAL = 2.0
"""A number that needs the unit in its plural."""


def group_in_words(group: LeverGroup, say: Wording) -> str:
    """Where on a lead's way a lever acts."""
    words: dict[LeverGroup, str] = {
        "routing": say("Distribution"),
        "acceptance": say("Acceptance"),
        "follow_up": say("Following up"),
        "people": say("People and hours"),
        "capture": say("Capture"),
        "qualification": say("Qualification"),
        "nurture": say("Unripe leads"),
        "hand_over": say("Systems and hand-over"),
        "sales": say("Sale"),
        "feedback": say("Feedback"),
        "marketing": say("Marketing mix"),
        "existing_customers": say("Existing customers"),
    }
    return words[group]


def calibration_in_words(calibration: CalibrationName, say: Wording) -> str:
    """What a calibration is called."""
    return say("By evidence") if calibration == "evidence" else say("By the deck")


def decimals_of(lever: Lever) -> int:
    """How many decimals the numbers of a lever have, as far as they are shown."""
    step = 100.0 * (lever.step or 1.0) if is_share(lever) or lever.moves == "factor" else lever.step or 1.0
    return next((decimals for decimals in range(3) if abs(step * 10**decimals - round(step * 10**decimals)) < 1e-9), 2)


def is_share(lever: Lever) -> bool:
    """Whether the numbers of a lever are shares."""
    return lever.unit is not None and lever.unit.en == PERCENT


def unit_of(lever: Lever, say: Wording, number: float = SEVERAL) -> str:
    """The unit behind a number of a lever, with its space."""
    if lever.moves == "factor" or is_share(lever):
        return say.percent(0.0).removeprefix(say.number(0))
    unit = lever.unit_of_one if number == 1 and lever.unit_of_one is not None else lever.unit
    # What kind of figure it is, such as a median, stands in the sentence of the lever.
    return f"\N{NO-BREAK SPACE}{say.of(unit).partition(',')[0]}" if unit is not None else ""


def setting_in_words(lever: Lever, setting: float | str | None, say: Wording) -> str:
    """Where a lever stands."""
    if setting is None:
        return say("not set")
    if isinstance(setting, str):
        return next((say.of(option.title) for option in lever.options if option.id == setting), setting)
    if lever.moves == "factor":
        return say.signed(100.0 * (setting - 1.0), decimals_of(lever)) + unit_of(lever, say)
    return at_most(100.0 * setting if is_share(lever) else setting, decimals_of(lever), say) + unit_of(lever, say, setting)


def today_in_words(position: Position, say: Wording) -> str:
    """Where a lever stands today, for the mark on it."""
    if position.today is None and position.lever.options:
        return say("today: none of these")
    return say("today {setting}", setting=setting_in_words(position.lever, position.today, say))


def at_most(number: float, decimals: int, say: Wording) -> str:
    """A number with so many decimals at most."""
    needed = next(fewer for fewer in range(decimals + 1) if fewer == decimals or round(number, fewer) == round(number, decimals))
    return say.number(number, needed)


def change_in_words(difference: Difference, factor: float, decimals: int, unit: str, say: Wording) -> str:
    """By how much a figure differs, with its interval."""
    change = difference.change
    return f"{say.signed(factor * change.mean, decimals)} {interval_in_words(change, factor, decimals, unit, say)}"


def interval_in_words(estimate: Estimate, factor: float, decimals: int, unit: str, say: Wording) -> str:
    """The half-width of an interval."""
    return f"{PLUS_MINUS}{say.number(factor * estimate.half_width, decimals)}{unit}"


def money_in_words(amount: float, say: Wording) -> str:
    """An amount in euros, in thousands or millions where it is large."""
    if abs(amount) >= MILLION:
        return euros(amount, say, MILLION, 2)
    return euros(amount, say, THOUSAND if abs(amount) >= MANY_EUROS else SINGLE)


def scale_of(change: Estimate) -> float:
    """In which euros an amount and its interval are written."""
    return THOUSAND if max(abs(change.mean), change.half_width) >= MANY_EUROS else SINGLE
