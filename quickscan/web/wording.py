"""How the app speaks: its own texts through gettext, numbers and dates as people of that language write them.

The texts in the code are English; `translations/de.po` holds the German ones. It is read as it is, so that
a corrected word needs no build step.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import NumberPattern, format_compact_currency, format_currency, format_decimal, parse_pattern
from babel.support import NullTranslations, Translations

from quickscan.domain.base import Language, Text
from quickscan.web.sentences import NONE, Sentences, sentences_of

TRANSLATIONS = Path(__file__).parent / "translations"
LOCALES: dict[Language, Locale] = {"de": Locale("de", "DE"), "en": Locale("en", "GB")}
PERCENT: dict[Language, str] = {"de": "{}\N{NO-BREAK SPACE}%", "en": "{}%"}

EURO: dict[Language, str] = {"de": "#,##0 ¤", "en": "¤#,##0"}
IN_MILLIONS_FROM = 1e6


@dataclass(frozen=True)
class Wording:
    """One language of the app."""

    language: Language
    """The language."""
    translations: NullTranslations
    """The texts of the app in it."""
    sentences: Sentences = NONE
    """Sentences from elsewhere in the program that carry values."""

    def __call__(self, text: str, **values: object) -> str:
        """A text of the app, with its {names} filled."""
        return str(self.translations.gettext(text)).format(**values)

    def known(self, text: str) -> str:
        """A text from elsewhere in the program, translated where the app knows it or the form of it. Values and braces stay."""
        return self._exactly(text) or self.sentences.said(text, self._exactly) or text

    def _exactly(self, text: str) -> str | None:
        said = str(self.translations.gettext(text))
        return said if said != text else None

    def plural(self, one: str, many: str, number: int, **values: object) -> str:
        """A text that depends on a number, which it calls {number}."""
        return str(self.translations.ngettext(one, many, number)).format(number=self.number(number), **values)

    def of(self, text: Text) -> str:
        """The words of a text that carries both languages."""
        return text.in_language(self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with that many decimals."""
        return format_decimal(value, _pattern(decimals), locale=LOCALES[self.language])

    def signed(self, value: float, decimals: int = 0) -> str:
        """A number with its sign; none where nothing is left of it."""
        shown = self.number(abs(value), decimals)
        if shown == self.number(0.0, decimals):
            return shown
        return ("\N{MINUS SIGN}" if value < 0.0 else "+") + shown

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share as a percentage."""
        return PERCENT[self.language].format(self.number(100 * share, decimals))

    def percent_range(self, low: float, high: float, decimals: int = 0) -> str:
        """Two shares as a range of percentages."""
        return PERCENT[self.language].format(f"{self.number(100 * low, decimals)}–{self.number(100 * high, decimals)}")

    def points(self, share: float) -> str:
        """A share as percentage points, without the word."""
        return self.number(100 * share, 1)

    def euro(self, amount: float) -> str:
        """Euros to two figures, in millions where they are many: an estimate by hand knows no more."""
        rounded, locale = float(f"{amount:.2g}"), LOCALES[self.language]
        if abs(rounded) >= IN_MILLIONS_FROM:
            return format_compact_currency(rounded, "EUR", locale=locale, fraction_digits=1)
        return format_currency(rounded, "EUR", EURO[self.language], locale, currency_digits=False)

    def date(self, moment: datetime) -> str:
        """The day, as this computer's clock has it."""
        return format_date(moment.astimezone(), "medium", locale=LOCALES[self.language])

    def time(self, moment: datetime) -> str:
        """The time of day, as this computer's clock has it."""
        return format_time(moment.astimezone(), "short", locale=LOCALES[self.language])


@cache  # pages say hundreds of numbers, and to read a pattern takes as long as to use it
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")


def read_wordings() -> dict[Language, Wording]:
    """All languages of the app."""
    catalogue = _catalogue("de")
    german = Wording("de", _translations(catalogue), sentences_of(catalogue))
    return {"de": german, "en": Wording("en", NullTranslations())}


def _catalogue(language: Language) -> Catalog:
    with (TRANSLATIONS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _translations(catalogue: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
