"""How euros are written: the sign where a language has it, and large amounts in thousands or millions."""

from quickscan.domain.base import Language
from quickscan.domain.result import Estimate
from quickscan.web.wording import Wording

SINGLE, THOUSAND, MILLION = 1.0, 1e3, 1e6
WRITTEN: dict[Language, dict[float, str]] = {
    "de": {
        SINGLE: "{}\N{NO-BREAK SPACE}€",
        THOUSAND: "{}\N{NO-BREAK SPACE}T€",
        MILLION: "{}\N{NO-BREAK SPACE}Mio.\N{NO-BREAK SPACE}€",
    },
    "en": {SINGLE: "€{}", THOUSAND: "€{}k", MILLION: "€{}m"},
}
PLUS_MINUS = "\N{PLUS-MINUS SIGN}\N{NO-BREAK SPACE}"


def euros(amount: float, say: Wording, scale: float = SINGLE, decimals: int = 0) -> str:
    """An amount in single euros, thousands or millions; a minus stands before all of it."""
    return _with_sign(amount, "", say, scale, decimals)


def half_of_interval(of: Estimate, say: Wording, scale: float = SINGLE) -> str:
    """The half-width of an interval in euros."""
    return PLUS_MINUS + euros(of.half_width, say, scale)


def change_in_euros(change: Estimate, say: Wording, scale: float = SINGLE) -> str:
    """By how much an amount differs, with half of its interval; in German the unit stands once, behind both."""
    if say.language == "de":
        both = f"{say.signed(change.mean / scale)} {PLUS_MINUS}{say.number(change.half_width / scale)}"
        return WRITTEN[say.language][scale].format(both)
    return f"{_with_sign(change.mean, '+', say, scale)} {half_of_interval(change, say, scale)}"


def _with_sign(amount: float, plus: str, say: Wording, scale: float, decimals: int = 0) -> str:
    number = say.number(abs(amount) / scale, decimals)
    sign = "" if number == say.number(0.0, decimals) else "\N{MINUS SIGN}" if amount < 0.0 else plus
    return sign + WRITTEN[say.language][scale].format(number)
