"""Amounts of money are written as each language writes them."""

import pytest

from quickscan.domain.result import Estimate
from quickscan.web.money import MILLION, SINGLE, THOUSAND, change_in_euros, euros, half_of_interval
from quickscan.web.pages.levers.words import money_in_words, scale_of
from quickscan.web.wording import Wording


def _plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("amount", "in_german", "in_english"),
    [
        (0.4, "0 €", "€0"),
        (-0.4, "0 €", "€0"),
        (1059.4, "1.059 €", "€1,059"),
        (-1234.6, "−1.235 €", "−€1,235"),
        (99_999.0, "99.999 €", "€99,999"),
        (764_200.0, "764 T€", "€764k"),
        (-764_200.0, "−764 T€", "−€764k"),
        (1_250_000.0, "1,25 Mio. €", "€1.25m"),
    ],
)
def test_an_amount_has_its_sign_where_the_language_has_it(
    amount: float, in_german: str, in_english: str, german: Wording, english: Wording
) -> None:
    assert (_plain(money_in_words(amount, german)), _plain(money_in_words(amount, english))) == (in_german, in_english)


@pytest.mark.parametrize(
    ("mean", "half", "scale", "in_german", "in_english"),
    [
        (1234.5, 1.4, SINGLE, "+1.234 ± 1 €", "+€1,234 ± €1"),
        (-57.0, 12.0, SINGLE, "−57 ± 12 €", "−€57 ± €12"),
        (0.2, 0.1, SINGLE, "0 ± 0 €", "€0 ± €0"),
        (-61_000.0, 250_000.0, THOUSAND, "−61 ± 250 T€", "−€61k ± €250k"),
    ],
)
def test_a_change_of_money_stands_beside_half_of_its_interval(
    mean: float, half: float, scale: float, in_german: str, in_english: str, german: Wording, english: Wording
) -> None:
    change = Estimate(mean=mean, half_width=half, n=30)
    assert scale_of(change) == scale
    assert _plain(change_in_euros(change, german, scale)) == in_german
    assert _plain(change_in_euros(change, english, scale)) == in_english
    assert change_in_euros(change, english, scale).endswith(half_of_interval(change, english, scale))


def test_nothing_breaks_between_a_number_and_its_sign(german: Wording) -> None:
    assert not any(" " in euros(12_345_678.0, german, scale) for scale in (SINGLE, THOUSAND, MILLION))
