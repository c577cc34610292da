"""Settings of levers in words: every number of a shipped lever with the unit that fits it, in both languages."""

import pytest

from quickscan.domain.scenario import Lever
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.web.pages.levers.words import setting_in_words, unit_of
from quickscan.web.wording import Wording

LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("lever", "setting", "de", "en"),
    [
        ("reassign_after", 1.0, "1 Stunde", "1 hour"),
        ("reassign_after", 24.0, "24 Stunden", "24 hours"),
        ("least_attempts", 1.0, "1 Versuch", "1 attempt"),
        ("least_attempts", 6.0, "6 Versuche", "6 attempts"),
        ("agents", 1.0, "1 Person", "1 person"),
        ("sellers", 1.0, "0 %", "0%"),
    ],
)
def test_a_number_has_the_unit_that_fits(lever: str, setting: float, de: str, en: str, german: Wording, english: Wording) -> None:
    said = [setting_in_words(LEVERS[lever], setting, say) for say in (german, english)]
    assert [words.replace(SPACE, " ") for words in said] == [de, en]


@pytest.mark.parametrize("lever", [lever for lever in LEVERS.values() if lever.unit_of_one], ids=lambda lever: lever.id)
def test_one_and_several_differ_in_every_language(lever: Lever, german: Wording, english: Wording) -> None:
    for say in (german, english):
        assert unit_of(lever, say, 1.0) != unit_of(lever, say, 2.0) == unit_of(lever, say)
