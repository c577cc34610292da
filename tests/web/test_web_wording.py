"""Every text of the app has its translation, and numbers look as people of that language write them."""

import string
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import quickscan.web
from quickscan.store.faults import FAULTS
from quickscan.web.wording import TRANSLATIONS, Wording

WEB = Path(quickscan.web.__file__).parent


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (TRANSLATIONS / "de.po").open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


@pytest.fixture(scope="module")
def texts() -> dict[str, str | tuple[str, ...]]:
    """All texts in the code, by their first form."""
    found = extract_from_dir(WEB, [("**.py", "python")], keywords={"say": None, "plural": (1, 2)})
    return {text if isinstance(text, str) else text[0]: text for _, _, text, _, _ in found}


def forms(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_texts(texts: dict[str, str | tuple[str, ...]]) -> None:
    assert len(texts) > 80
    assert "Where the leads get lost" in texts


def test_every_text_is_translated(texts: dict[str, str | tuple[str, ...]], catalogue: Catalog) -> None:
    missing = [text for text in texts if text not in catalogue or not all(forms(catalogue[text].string))]
    assert missing == []


def test_plural_forms_are_translated_as_plurals(texts: dict[str, str | tuple[str, ...]], catalogue: Catalog) -> None:
    assert [text for text, whole in texts.items() if forms(whole) != forms(catalogue[text].id)] == []


def test_translations_fill_the_same_names(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in catalogue
        if message.id and any(names(form) != names(forms(message.id)[-1]) for form in forms(message.string))
    ]
    assert wrong == []


def test_no_translation_is_left_over_or_doubtful(texts: dict[str, str | tuple[str, ...]], catalogue: Catalog) -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in WEB.parent.rglob("*.py"))
    left_over = [m.id for m in catalogue if m.id and forms(m.id)[0] not in texts and forms(m.id)[0] not in code]
    assert left_over == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


def test_what_the_database_refuses_is_said_in_german(german: Wording) -> None:
    said = [sentence for fault in FAULTS for sentence in (fault.what, fault.remedy)]
    assert [sentence for sentence in said if german.known(sentence) == sentence] == []


def test_numbers_are_written_as_people_write_them(german: Wording, english: Wording) -> None:
    assert (german.percent(0.5754, 1), english.percent(0.5754, 1)) == ("57,5\N{NO-BREAK SPACE}%", "57.5%")
    assert (german.number(12345.67, 2), english.number(12345.67, 2)) == ("12.345,67", "12,345.67")
    assert (german.points(0.1379), english.points(0.1379)) == ("13,8", "13.8")
    assert german.percent_range(0.4, 0.8) == "40–80\N{NO-BREAK SPACE}%"


def test_dates_are_written_as_people_write_them(german: Wording, english: Wording) -> None:
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert (german.date(noon), english.date(noon)) == ("02.03.2026", "2 Mar 2026")


@pytest.mark.parametrize(("number", "said"), [(0, "0 Antworten"), (1, "1 Antwort"), (1234, "1.234 Antworten")])
def test_plurals_follow_the_number(german: Wording, number: int, said: str) -> None:
    assert german.plural("{number} answer", "{number} answers", number) == said


def test_braces_in_a_message_from_elsewhere_stay(german: Wording) -> None:
    assert german.known("{{ client.nam }} is no field") == "{{ client.nam }} is no field"
