"""Whatever people type comes out as typed, and nothing of it runs."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quickscan.report.signs import bare, printable, typed
from tests.report.paper import Paper, car_maker, with_answers, with_client, write

ODD = {
    "template code": "{{ 7*7 }} {% for x in y %} {{ cover.__class__ }} {# c #}",
    "docxtpl's own escapes": "{_{ a }_} and {_% b %_}",
    "emoji": "😀 👩‍🔧 🇩🇪",
    "right to left": "שלום مرحبا",
    "XML": """<w:p> ]]> & &amp; <b>"bold"</b> 'x' <!-- -->""",
    "spaces": "two  blanks and\ta tab",
    "origin sign": "Umsatz – 7 % „gut“ ‚so‘ …",
}
LONG = ("Ein Satz mit Umlauten äöü. " * 2000)[:50_000]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """A report in which every odd text is a note, a quote and part of the client's profile."""
    scan = with_client(car_maker(), profile="\n".join(ODD.values()), industry=ODD["template code"])
    words = [
        *ODD.values(),
        LONG,
        "first line\nsecond line\r\nthird line",
        "bell\x07 null\x00 form\x0c feed",
        "stray\ufdd0S signs\ufdd3",
    ]
    answers = list(scan.engagement.answers)
    for number, text in enumerate(words):
        answers[number] = answers[number].model_copy(update={"note": text, "quote": text})
    return write(with_answers(scan, answers), tmp_path_factory.mktemp("odd"))


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_come_out_as_typed(odd: Paper, name: str) -> None:
    assert f"Notiz: {ODD[name]}" in odd.paragraphs()


def test_fifty_thousand_characters_come_out_whole(odd: Paper) -> None:
    assert f"Notiz: {LONG}".strip() in odd.paragraphs()


def test_lines_stay_lines(odd: Paper) -> None:
    assert "Notiz: first line\nsecond line\nthird line" in odd.paragraphs()


def test_control_characters_are_dropped(odd: Paper) -> None:
    assert "Notiz: bell null form feed" in odd.paragraphs()


def test_a_stray_sign_costs_only_itself(odd: Paper) -> None:
    assert "Notiz: strayS signs" in odd.paragraphs()


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_odd_texts(odd: Paper, ooxml_validate) -> None:  # type: ignore[no-untyped-def] # as in conftest
    assert ooxml_validate(odd.path) == []


def test_template_code_in_a_name_is_not_run(tmp_path: Path) -> None:
    written = write(with_client(car_maker(), name="{{ 7*7 }}"), tmp_path)
    assert "{{ 7*7 }}" in written.paragraphs()
    assert "49" not in written.document.core_properties.title


@given(st.text(max_size=40))
@example("a\r\nb\rc")
@example("\ud7ff\ue000\ufffe\uffff")
def test_a_typed_text_is_legal_in_xml_and_keeps_every_legal_character(text: str) -> None:
    legal = [character for character in text.replace("\r\n", "\n").replace("\r", "\n") if _legal(character)]
    assert bare(typed(text)) == bare("".join(legal))
    assert all(_legal(character) for character in typed(text))


def test_every_text_of_a_nested_value_is_made_printable() -> None:
    assert printable({"a": ("x\x00", {"b": "y\x01"}), "n": 3}) == {"a": ["x", {"b": "y"}], "n": 3}


def _legal(character: str) -> bool:
    """As XML 1.0 says, but a carriage return, which is a line end."""
    code = ord(character)
    return character in "\t\n" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
