"""Templates by name: put up, tried, published, replaced, removed and brought back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.files.templates import NAME, STANDARD, TemplateShelf, name_from, texts_beside

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = b"summary: {de: Kurz gesagt, en: In short}\n"


@pytest.fixture
def shelf(tmp_path: Path) -> TemplateShelf:
    return TemplateShelf(tmp_path)


def _names(shelf: TemplateShelf) -> list[str]:
    return [template.name for template in shelf.all() if not template.is_shipped]


def _published(shelf: TemplateShelf, name: str = "hafen", content: bytes = b"one", now: datetime = NOW) -> None:
    shelf.publish(shelf.put_up(content, "Hafen.docx", None).mark, name, replace=True, now=now)


def test_an_empty_data_folder_has_the_shipped_templates_standard_first(shelf: TemplateShelf) -> None:
    every = shelf.all()
    assert every[0].name == STANDARD
    assert all(template.is_shipped and template.id == template.name for template in every)
    assert not shelf.folder.exists()


def test_a_draft_is_kept_by_its_content_until_it_has_a_name(shelf: TemplateShelf) -> None:
    draft = shelf.put_up(b"one", "Ordner/Hafen 2.docx", None)
    assert shelf.put_up(b"one", "Hafen 2.docx", None).mark == draft.mark
    assert [(one.mark, one.file_name) for one in shelf.drafts()] == [(draft.mark, "Hafen 2.docx")]
    assert shelf.draft(draft.mark).template.file.read_bytes() == b"one"
    assert _names(shelf) == []


def test_a_published_draft_can_be_found_by_name_and_id(shelf: TemplateShelf) -> None:
    template = shelf.publish(shelf.put_up(b"one", "a.docx", None).mark, "hafen", replace=False, now=NOW)
    assert shelf.find("hafen") == template
    assert shelf.find(template.id) == template
    assert shelf.drafts() == ()
    assert template.id.startswith("hafen@")


def test_another_content_is_another_id(shelf: TemplateShelf) -> None:
    _published(shelf)
    before = shelf.find("hafen").id
    _published(shelf, content=b"two")
    after = shelf.find("hafen").id
    assert before != after
    with pytest.raises(ScanError):
        shelf.find(before)


def test_a_taken_name_must_be_given_up_expressly(shelf: TemplateShelf) -> None:
    _published(shelf)
    draft = shelf.put_up(b"two", "b.docx", None)
    with pytest.raises(ScanError, match="there is a template of this name"):
        shelf.publish(draft.mark, "hafen", replace=False, now=NOW)
    assert shelf.find("hafen").file.read_bytes() == b"one"
    assert shelf.draft(draft.mark).template.file.read_bytes() == b"two"


def test_what_is_replaced_can_be_brought_back(shelf: TemplateShelf) -> None:
    _published(shelf)
    _published(shelf, content=b"two")
    (aside,) = shelf.removed()
    assert (aside.name, aside.moment) == ("hafen", NOW)
    shelf.bring_back("hafen", NOW, NOW + timedelta(minutes=1))
    assert shelf.find("hafen").file.read_bytes() == b"one"
    assert [one.template.file.read_bytes() for one in shelf.removed()] == [b"two"]


def test_what_is_removed_can_be_brought_back_once(shelf: TemplateShelf) -> None:
    _published(shelf)
    shelf.remove("hafen", NOW)
    assert _names(shelf) == []
    shelf.bring_back("hafen", NOW, NOW)
    assert _names(shelf) == ["hafen"]
    with pytest.raises(ScanError, match="not there any more"):
        shelf.bring_back("hafen", NOW, NOW)


def test_own_words_go_along(shelf: TemplateShelf) -> None:
    draft = shelf.put_up(b"one", "a.docx", WORDS)
    template = shelf.publish(draft.mark, "hafen", replace=False, now=NOW)
    texts = template.texts()
    assert texts["summary"].de == "Kurz gesagt"
    assert texts["approach"] == texts_beside(shelf.find(STANDARD).file)["approach"]
    shelf.remove("hafen", NOW)
    shelf.bring_back("hafen", NOW, NOW)
    assert shelf.find("hafen").texts()["summary"].en == "In short"


def test_words_of_a_replaced_template_do_not_stay_behind(shelf: TemplateShelf) -> None:
    shelf.publish(shelf.put_up(b"one", "a.docx", WORDS).mark, "hafen", replace=False, now=NOW)
    _published(shelf, content=b"two")
    assert shelf.find("hafen").texts()["summary"].de != "Kurz gesagt"


@pytest.mark.parametrize("name", ["", "Hafen", "../hafen", "hafen.docx", "a b", "ä", "-a", "x" * 41, "a/b", "con:"])
def test_a_name_that_is_none_is_refused_with_one_that_is(shelf: TemplateShelf, name: str) -> None:
    draft = shelf.put_up(b"one", "a.docx", None)
    with pytest.raises(ScanError, match="small letters a to z") as raised:
        shelf.publish(draft.mark, name, replace=False, now=NOW)
    assert "for example" in raised.value.problems[0].remedy
    assert sorted(file.name for file in shelf.folder.iterdir()) == ["drafts"]


def test_names_of_shipped_templates_are_theirs(shelf: TemplateShelf) -> None:
    draft = shelf.put_up(b"one", "a.docx", None)
    with pytest.raises(ScanError, match="comes with the program"):
        shelf.publish(draft.mark, STANDARD, replace=True, now=NOW)
    with pytest.raises(ScanError, match="comes with the program"):
        shelf.remove(STANDARD, NOW)


def test_an_unknown_name_is_said_with_the_nearest(shelf: TemplateShelf) -> None:
    _published(shelf)
    with pytest.raises(ScanError, match=r"there is no template of this name, write hafen, or the path of a \.docx file"):
        shelf.find("hafn")


@pytest.mark.parametrize("mark", ["../../x", "0" * 12, "", "standard"])
def test_a_draft_that_is_not_there_is_said(shelf: TemplateShelf, mark: str) -> None:
    for deed in (shelf.draft, shelf.discard):
        with pytest.raises(ScanError, match="not there any more"):
            deed(mark)


def test_a_discarded_draft_leaves_nothing(shelf: TemplateShelf) -> None:
    draft = shelf.put_up(b"one", "a.docx", WORDS)
    shelf.discard(draft.mark)
    assert list((shelf.folder / "drafts").iterdir()) == []


def test_other_files_in_the_folder_are_no_templates(shelf: TemplateShelf) -> None:
    shelf.folder.mkdir()
    for name in ("~$hafen.docx", "Hafen.docx", "notes.txt"):
        (shelf.folder / name).write_bytes(b"x")
    assert _names(shelf) == []


@given(st.text(max_size=60))
def test_whatever_a_file_is_called_a_name_can_be_made_of_it(file_name: str) -> None:
    assert NAME.fullmatch(name_from(f"{file_name}.docx"))


@pytest.mark.parametrize(
    ("file_name", "name"), [("Straße & Söhne.docx", "strasse-sohne"), ("Q1 2026.docx", "q1-2026"), ("***.docx", "template")]
)
def test_names_made_of_files(file_name: str, name: str) -> None:
    assert name_from(file_name) == name


def test_a_file_without_words_of_its_own_has_the_standard_ones(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "own.docx"))
    assert texts_beside(tmp_path / "own.docx") == texts_beside(tmp_path / "other.docx")
    (tmp_path / "own.texts.yaml").write_bytes(b"summary: {de: A}")
    with pytest.raises(ScanError):
        texts_beside(tmp_path / "own.docx")
