"""Levers, their settings and what they bring, in words."""

from quickscan.analysis.effects import moved
from quickscan.domain.base import Text
from quickscan.domain.comparison import Difference
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Lever
from quickscan.domain.sweep import Setting
from quickscan.interview.wording import number_in_words
from quickscan.web.wording import Wording

MINUS = "\N{MINUS SIGN}"
SHARE_UNIT = "%"
SHARES = frozenset({"follow_up.contact_chance_mean", "nurture.returns_alone_share", "routing.misrouted_lost_share"})
"""Uncertain numbers that are shares."""


def setting_in_words(setting: Setting | None, title: Text | None, unit: Text | None, say: Wording) -> str:
    """Where a lever stands."""
    if setting is None:
        return say("as today")
    if title is not None:
        return say.of(title)
    if isinstance(setting, str):
        return setting
    return number_with_unit(setting, unit, say)


def number_with_unit(number: float, unit: Text | None, say: Wording) -> str:
    """A number of a lever; of a duration the median goes without saying."""
    words = say.of(unit).partition(",")[0] if unit is not None else ""
    if words == SHARE_UNIT:
        return say.percent(number, 0 if (100 * number).is_integer() else 1)
    return f"{number_in_words(number, say.language)} {words}".strip()


def tick_in_words(setting: Setting | None, title: Text | None, unit: Text | None, say: Wording) -> str:
    """A setting beside an axis that carries the unit."""
    if isinstance(setting, str) or setting is None or unit is None or say.of(unit) == SHARE_UNIT:
        return setting_in_words(setting, title, unit, say)
    return number_in_words(setting, say.language)


def axis_in_words(name: Text, unit: Text | None, say: Wording) -> str:
    """A lever with its unit."""
    words = say.of(unit).partition(",")[0] if unit is not None else ""
    return say.of(name) if words in ("", SHARE_UNIT) else f"{say.of(name)}, {words}"


def setting_of_lever(lever: Lever, setting: Setting | None, say: Wording) -> str:
    """Where a lever stands, with the words of its options."""
    title = next((option.title for option in lever.options if option.id == setting), None)
    return setting_in_words(setting, title, lever.unit, say)


def end_in_words(name: str, bar: str, lever: Lever | None, say: Wording) -> str:
    """An end of a bar of the tornado: a setting of a lever, or a value of a number that nobody knows well."""
    if lever is not None:
        return setting_of_lever(lever, name if lever.options else float(name), say)
    return say.percent(float(name)) if bar in SHARES else number_in_words(float(name), say.language)


def signed(value: float, say: Wording, decimals: int = 1) -> str:
    """A number with its sign."""
    shown = say.number(abs(value), decimals)
    nothing = not any(digit in shown for digit in "123456789")
    return shown if nothing else f"{MINUS if value < 0 else '+'}{shown}"


def estimated(value: Estimate, say: Wording, decimals: int = 1) -> str:
    """A difference with half of its interval."""
    return f"{signed(value.mean, say, decimals)} ± {say.number(value.half_width, decimals)}"


def difference(found: Difference | None, say: Wording, decimals: int = 1) -> str:
    """A difference with half of its interval, and whether chance alone may explain it."""
    if found is None:
        return say("unknown")
    if not moved(found):
        return say("no change")
    words = estimated(found.change, say, decimals)
    return say("{change}, inside the noise", change=words) if found.inside_noise else words


def euros(amount: float, say: Wording) -> str:
    """Whole euros."""
    words = f"{say.number(abs(amount))} €" if say.language == "de" else f"€{say.number(abs(amount))}"
    return f"{MINUS}{words}" if round(amount) < 0 else words


def euros_with_interval(value: Estimate, say: Wording) -> str:
    """Whole euros with half of their interval."""
    return f"{euros(value.mean, say)} ± {euros(value.half_width, say)}"


def quoted(words: str, say: Wording) -> str:
    """A name in quotation marks."""
    return say("“{words}”", words=words)


def listed(names: list[str], say: Wording) -> str:
    """Names one after the other."""
    return names[0] if len(names) == 1 else say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
