"""The pages of report templates without a browser: every callback as a plain function."""

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dash import no_update
from docx import Document

from quickscan.files.templates import STANDARD, TemplateShelf
from quickscan.report.inspection import Fault
from quickscan.report.paragraphs import Place
from quickscan.web import template_files
from quickscan.web.app import page_at
from quickscan.web.pages.templates.callbacks import change, discard, publish, upload
from quickscan.web.pages.templates.faults import place_in_words
from quickscan.web.services import Services
from quickscan.web.template_files import Upload, put_up, uploaded
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
GOOD = ("Für {{ cover.client }}", "{{ t.summary }}")


def word_file(*words: str) -> bytes:
    document, target = Document(), BytesIO()
    for paragraph in words:
        document.add_paragraph(paragraph)
    document.save(target)
    return target.getvalue()


def sent(content: bytes) -> str:
    return f"data:application/octet-stream;base64,{base64.b64encode(content).decode()}"


def put(services: Services, say: Wording, *words: str, name: str = "Hafen Beratung.docx") -> tuple[Any, Any]:
    return upload(services, [sent(word_file(*words))], [name], say)


def drafted(services: Services, say: Wording) -> str:
    """The last part of the address of a draft without faults."""
    address, told = put(services, say, *GOOD)
    assert told is None
    return str(address).removeprefix("/templates/")


# --- uploads ----------------------------------------------------------------------------------------------------------


def test_a_template_without_faults_becomes_a_draft(services: Services, german: Wording, words_of: WordsOf) -> None:
    key = drafted(services, german)
    page = page_at(services, f"/templates/{key}", "de")
    shown = words_of(page.content)
    assert "Hafen Beratung.docx Entwurf, hochgeladen am" in shown
    assert "2 Felder" in shown
    assert "{{ cover.client }} Für {{ cover.client }}" in shown
    assert "Hafen Beratung.docx" in words_of(page_at(services, "/templates", "de").content)


def test_all_faults_are_told_with_their_paragraphs_and_nothing_is_kept(
    services: Services, german: Wording, words_of: WordsOf
) -> None:
    where, told = put(services, german, "{{ cover.clinet }}", "{%p for x in causes.rows %}", "{{ ''.__class__ }}")
    assert where is no_update
    words = words_of(told)
    assert "Hafen Beratung.docx hat 3 Fehler. Es wurde nichts übernommen" in words
    assert "Text, Absatz 1 {{ cover.clinet }} das Feld cover.clinet gibt es nicht" in words
    assert "schreiben Sie cover.client" in words
    assert "Text, Absatz 2 {%p for x in causes.rows %} dieses for endet nie" in words
    assert "Namen, die mit einem Unterstrich beginnen" in words
    assert services.templates.drafts() == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nothing", "Hafen.docx hat 1 Fehler"),
        (b"nothing", "dies ist kein lesbares Word-Dokument"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort verschlüsselt"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(
    services: Services, german: Wording, words_of: WordsOf, content: bytes, words: str
) -> None:
    _, told = upload(services, [sent(content)], ["Hafen.docx"], german)
    assert words in words_of(told)
    assert "/tmp" not in words_of(told)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a.pdf"], "das ist weder ein Word-Dokument noch eine Textdatei"),
        (["a.docx", "b.docx"], "es wird eine Vorlage auf einmal hochgeladen"),
        (["a.yaml"], "es wird eine Vorlage auf einmal hochgeladen"),
        (["a.docx", "b.yaml", "c.yml"], "es wird eine Vorlage auf einmal hochgeladen"),
    ],
)
def test_files_that_are_not_one_template_are_refused(
    services: Services, german: Wording, words_of: WordsOf, names: list[str], words: str
) -> None:
    _, told = upload(services, [sent(b"x")] * len(names), names, german)
    assert words in words_of(told)


def test_a_large_file_is_refused_before_it_is_decoded(
    services: Services, german: Wording, words_of: WordsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_files, "LARGEST_FILE", 1_000_000)
    _, told = upload(services, ["data:;base64," + "A" * 1_400_000], ["a.docx"], german)
    assert "die Datei ist zu groß, höchstens 1 MB sind erlaubt" in words_of(told)


def test_words_of_its_own_are_taken_along_and_looked_at(services: Services, german: Wording, words_of: WordsOf) -> None:
    content, names = sent(word_file("{{ t.ours }}")), ["a.docx", "b.texts.yaml"]
    assert "die festen Wörter t.ours fehlen in der Textdatei" in words_of(put(services, german, "{{ t.ours }}")[1])
    _, told = upload(services, [content, sent(b"ours: {de: Wir}")], names, german)
    assert "hat 1 Fehler" in words_of(told)
    assert "/tmp" not in words_of(told)
    address, told = upload(services, [content, sent("ours: {de: Über uns, en: About us}".encode())], names, german)
    assert told is None
    draft = services.templates.draft(str(address).removeprefix("/templates/draft-"))
    assert draft.template.texts()["ours"].de == "Über uns"


def test_a_name_of_a_file_leads_nowhere(tmp_path: Path) -> None:
    shelf = TemplateShelf(tmp_path)
    draft = put_up(Upload("../../../etc/böse.docx", word_file(*GOOD), None), shelf)
    assert draft.file_name == "böse.docx"
    assert uploaded([sent(b"x")], ["../../a.docx"]).file_name == "a.docx"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("body", "paragraph", 12, "x"), "Text, Absatz 12"),
        (Place("body", "table cell", 1200, "x"), "Text, Absatz 1.200, in einer Tabelle"),
        (Place("header", "text box", 1, "x"), "Kopfzeile, Absatz 1, in einem Textfeld"),
        (Place("footnotes", "paragraph", 2, "x"), "Fußnoten, Absatz 2"),
    ],
)
def test_places_are_said_in_words(german: Wording, place: Place, words: str) -> None:
    assert place_in_words(place, german) == words


def test_every_fault_of_a_template_is_said_in_german(services: Services, german: Wording) -> None:
    words = (
        "{{ cover.clinet }}",
        "{{ t.sumary }}",
        "{%p for x in cover.client %}",
        "{% endif %}",
        "{% else %}",
        "{{ a | }}",
        "{{ 1 + 1 }}",
        "{{ a() }}",
        "{% macro m() %}",
        "{{ open",
        "{%tr if cover.client %}",
        "{%p if cover.client %} lost",
    )
    with pytest.raises(template_files.FaultyTemplateError) as raised:
        put_up(Upload("a.docx", word_file(*words), None), services.templates)
    faults: tuple[Fault, ...] = raised.value.faults
    assert len(faults) >= len(words)
    for fault in faults:
        for sentence in (fault.what, fault.remedy):
            assert german.known(sentence) != sentence, sentence


# --- publishing, removing, bringing back ------------------------------------------------------------------------------


def test_a_draft_is_published_under_a_name_and_offered_for_reports(
    services: Services, german: Wording, words_of: WordsOf
) -> None:
    key = drafted(services, german)
    assert publish(services, key, " hafen ", False, german) == ("/templates", None)
    assert "hafen" in words_of(page_at(services, "/templates", "de").content)
    assert services.templates.find("hafen").name == "hafen"
    services.store.add(services.example(), now=services.clock())
    assert "hafen" in str(page_at(services, "/engagements/car_maker", "de").content)


def test_a_taken_name_is_asked_about(services: Services, german: Wording, words_of: WordsOf) -> None:
    publish(services, drafted(services, german), "hafen", False, german)
    address, _ = put(services, german, "Anders {{ cover.client }}")
    key = str(address).removeprefix("/templates/")
    where, told = publish(services, key, "hafen", False, german)
    assert where is no_update
    assert "eine Vorlage dieses Namens gibt es schon" in words_of(told)
    assert publish(services, key, "hafen", True, german)[0] == "/templates"
    assert [one.name for one in services.templates.removed()] == ["hafen"]


@pytest.mark.parametrize("name", ["", "Hafen", "../x", STANDARD])
def test_a_name_that_cannot_be_one_is_said(services: Services, german: Wording, words_of: WordsOf, name: str) -> None:
    where, told = publish(services, drafted(services, german), name, True, german)
    assert where is no_update
    assert words_of(told)


def test_a_discarded_draft_is_gone(services: Services, german: Wording, words_of: WordsOf) -> None:
    key = drafted(services, german)
    assert discard(services, key, german) == ("/templates", None)
    assert "diesen Entwurf gibt es nicht mehr" in words_of(discard(services, key, german)[1])
    assert "diesen Entwurf gibt es nicht mehr" in words_of(page_at(services, f"/templates/{key}", "de").content)


def test_what_is_removed_is_brought_back(services: Services, german: Wording, words_of: WordsOf) -> None:
    publish(services, drafted(services, german), "hafen", False, german)
    shown = words_of(change(services, "remove", "hafen", "", german))
    assert "hafen ist entfernt. Unten lässt sie sich zurückholen." in shown
    assert "Zurückholen" in shown
    moment = services.templates.removed()[0].moment.isoformat()
    assert "hafen ist wieder da." in words_of(change(services, "bring_back", "hafen", moment, german))
    assert "diese Vorlage gibt es nicht mehr" in words_of(change(services, "bring_back", "hafen", moment, german))
    assert "diese Vorlage kommt mit dem Programm" in words_of(change(services, "remove", STANDARD, "", german))


def test_an_unknown_template_has_no_page(services: Services, words_of: WordsOf) -> None:
    assert "eine Vorlage dieses Namens gibt es nicht" in words_of(page_at(services, "/templates/nothing", "de").content)
    assert page_at(services, "/templates/../secret", "de").title != "secret"


# --- trying -----------------------------------------------------------------------------------------------------------


# --- files ------------------------------------------------------------------------------------------------------------
