"""Every text of the app has its translation, and numbers look as people of that language write them."""

import ast
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from pydantic_core._pydantic_core import list_all_errors

import quickscan.web
from quickscan.store.faults import FAULTS
from quickscan.web.sentences import FORMAT, SENTENCE, WORDS
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


def is_fault(message: Message) -> bool:
    """Whether a text comes from elsewhere in the program, perhaps with values in it."""
    return bool({SENTENCE, WORDS} & set(message.auto_comments))


def with_places(catalogue: Catalog) -> list[Message]:
    """The texts in whose braces stand names; of faults only those that say so, the others may hold any sign."""
    return [message for message in catalogue if message.id and (FORMAT in message.flags or not is_fault(message))]


def test_translations_fill_the_same_names(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in with_places(catalogue)
        if not is_fault(message) and any(names(form) != names(forms(message.id)[-1]) for form in forms(message.string))
    ]
    assert wrong == []


def test_translations_of_faults_fill_no_names_that_are_not_there(catalogue: Catalog) -> None:
    faults = [message for message in with_places(catalogue) if is_fault(message)]
    assert [message.id for message in faults if not names(str(message.string)) <= names(str(message.id))] == []


def words_in_code() -> str:
    """All texts in the code as they are when it runs, and those of pydantic, some of which are said in our words."""
    found = [text for file in WEB.parent.rglob("*.py") for text in texts_in(file)]
    pydantic = [error["message_template_python"].replace("a valid", "a") for error in list_all_errors()]
    return "\n".join([*found, *pydantic])


def texts_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
            yield " ".join(node.value.split())  # descriptions are said on one line


def pieces(message: Message) -> list[str]:
    """What stands between the places of a fault."""
    if FORMAT not in message.flags:
        return [str(message.id)]
    return [literal for literal, *_ in string.Formatter().parse(str(message.id)) if literal]


def test_no_translation_is_left_over_or_doubtful(texts: dict[str, str | tuple[str, ...]], catalogue: Catalog) -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in WEB.parent.rglob("*.py"))
    others = [message for message in catalogue if message.id and not is_fault(message)]
    left_over = [m.id for m in others if forms(m.id)[0] not in texts and forms(m.id)[0] not in code]
    assert left_over == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


def test_no_translation_of_a_fault_is_left_over(catalogue: Catalog) -> None:
    code = words_in_code()
    faults = [message for message in catalogue if message.id and is_fault(message)]
    assert [message.id for message in faults if any(piece not in code for piece in pieces(message))] == []
    assert [message.id for message in faults if not message.string] == []


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
