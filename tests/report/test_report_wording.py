"""The fixed words: every key the program needs is there, and faulty placeholders are said."""

import re
from string import Formatter

import pytest

from quickscan.domain.base import LANGUAGES, Text
from quickscan.domain.problem import ScanError
from quickscan.files.read import read_texts
from quickscan.report.wording import Wording
from tests.material import ROOT
from tests.report.paper import TEMPLATE, texts


def _keys_in_code() -> set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "quickscan" / "report").glob("*.py"))
    return set(re.findall(r'say\(\s*"([a-z_0-9]+)"', code))


def test_every_key_the_program_says_is_in_the_texts_file() -> None:
    assert _keys_in_code()
    of_the_guide = read_texts(TEMPLATE.with_name("author_guide.texts.yaml"))
    assert _keys_in_code() <= set(texts()) | set(of_the_guide)


def test_every_key_of_the_texts_file_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "quickscan" / "report").glob("*.py"))
    from docx import Document

    document = Document(str(TEMPLATE))
    section = document.sections[0]
    parts = (document.element.body, section.header._element, section.footer._element)
    used = set(re.findall(r"t\.([a-z_0-9]+)", " ".join("".join(part.itertext()) for part in parts)))
    starts = tuple(re.findall(r'f"([a-z_]+_)\{', code))
    families = (*starts, "fact_", "result_", "remark_", "setting_", "areas_", "open_", "rule_text_", "calibration_")
    unused = {
        key
        for key in texts()
        if key not in used
        and f'"{key}"' not in code
        and f'"{key.removesuffix("_one")}"' not in code
        and not key.startswith(families)
    }
    assert unused == set()


def test_both_languages_use_the_same_placeholders() -> None:
    for key, text in texts().items():
        names = [{name for _, name, _, _ in Formatter().parse(text.in_language(language)) if name} for language in LANGUAGES]
        assert names[0] == names[1], key


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "report texts: greeting: these words are missing, add the key with de: and en: to the texts file"),
        ("Hallo {nmae}", "report texts: greeting: the placeholder {nmae} is not known here, use only these: name"),
        (
            "Hallo {name",
            "report texts: greeting: the placeholders cannot be read (expected '}' before end of string), "
            "write {name} for a placeholder and {{ }} for printed brackets; known here: {name}",
        ),
    ],
)
def test_faulty_words_are_said(text: str | None, message: str) -> None:
    wording = Wording({"greeting": Text(de=text, en=text)} if text else {}, "de")
    with pytest.raises(ScanError) as raised:
        wording.say("greeting", name="Welt")
    assert str(raised.value) == message


def test_what_somebody_typed_is_not_read_as_a_placeholder() -> None:
    wording = Wording({"note": Text(de="Notiz: {note}", en="Note: {note}")}, "de")
    assert wording.say("note", note="{name} {0} {{x}}") == "Notiz: {name} {0} {{x}}"


def test_several_things_make_one_sentence() -> None:
    wording = Wording(texts(), "de")
    assert [wording.list_of(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a und b", "a, b und c"]


def test_one_thing_has_a_form_of_its_own() -> None:
    wording = Wording(texts(), "en")
    assert wording.counted("people", 1) == "1 person"
    assert wording.counted("people", 1200) == "1,200 people"
