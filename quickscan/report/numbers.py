"""Numbers, percentages, money and dates as a German or English reader expects them.

Every public function takes plain figures (shares from 0 to 1, euros, hours) and returns the words printed.
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from quickscan.domain.base import Language

LOCALES: dict[Language, str] = {"de": "de_DE", "en": "en_US"}
IN_MILLIONS_FROM = 10_000_000.0
FINE_UP_TO = 10.0
"""Below this a number that need not be whole is shown with one decimal."""


@dataclass(frozen=True)
class Numbers:
    """How one language writes figures."""

    language: Language

    @property
    def locale(self) -> str:
        """The name of the locale, such as de_DE."""
        return LOCALES[self.language]

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with grouped thousands and exactly so many decimals."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return _true_minus(format_decimal(_without_minus_zero(value, decimals), format=pattern, locale=self.locale))

    def plain(self, value: float) -> str:
        """A number as somebody typed it: no more decimals than it has, at most three."""
        return _true_minus(format_decimal(value, format="#,##0.###", locale=self.locale))

    def plain_percent(self, share: float) -> str:
        """A share as a percentage with no more decimals than it has, at most one."""
        return _true_minus(format_percent(share, format=self._percent_pattern("#,##0.#"), locale=self.locale))

    def rounded(self, value: float) -> str:
        """A number with one decimal while it is small, whole when it is larger."""
        return self.number(value, 1 if abs(value) < FINE_UP_TO else 0)

    def percent(self, share: float, decimals: int = 1) -> str:
        """A share from 0 to 1 as a percentage."""
        pattern = self._percent_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))
        return _true_minus(format_percent(_without_minus_zero(share, decimals + 2), format=pattern, locale=self.locale))

    def points(self, share: float) -> str:
        """A share of the loss rate as a bare number of percentage points."""
        return self.number(share * 100.0, 1)

    def euro(self, amount: float) -> str:
        """Whole euros; from ten millions on, millions with one decimal."""
        if abs(amount) >= IN_MILLIONS_FROM:
            return _true_minus(format_compact_currency(amount, "EUR", locale=self.locale, fraction_digits=1))
        return _true_minus(
            format_currency(
                _without_minus_zero(amount, 0), "EUR", locale=self.locale, currency_digits=False, format=self._euro_pattern
            )
        )

    def day(self, when: date) -> str:
        """A date with the month in words."""
        return str(format_date(when, "long", locale=self.locale))

    def short_day(self, when: date) -> str:
        """A date in figures."""
        return str(format_date(when, "medium", locale=self.locale))

    @property
    def _euro_pattern(self) -> str:
        return "#,##0\u00a0¤" if self.language == "de" else "¤#,##0"

    def _percent_pattern(self, digits: str) -> str:
        return digits + ("\u00a0%" if self.language == "de" else "%")


def _true_minus(words: str) -> str:
    """A minus sign is longer than a hyphen, and no line breaks after it."""
    return words.replace("-", "\u2212")


def _without_minus_zero(value: float, decimals: int) -> float:
    """Rounding may leave -0.0, which nobody wants to read as "-0 %"."""
    return 0.0 if round(value, decimals) == 0 else value
