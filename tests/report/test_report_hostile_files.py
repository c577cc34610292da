"""Files that only look like templates, or hold more than anybody should open, are refused before they are unpacked."""

import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.report import admission
from quickscan.report.word import check_template
from tests.report.hostile import DOCUMENT, LAUGHS, OUTSIDE, Parts, faults_of, good, relation, with_parts, with_words
from tests.report.paper import TEMPLATE, texts


@pytest.mark.parametrize(
    "content",
    [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), LAUGHS.replace(b"<!DOCTYPE", b"<!doctype"), b"<!DOCTYPE html><l/>"],
)
def test_entities_and_document_types_are_refused_unread(tmp_path: Path, content: bytes) -> None:
    assert faults_of(with_parts(tmp_path, lambda parts: parts.update({DOCUMENT: content}))) == [
        "word/document.xml declares a document type or entities of its own, save it again in Word"
    ]


@pytest.mark.parametrize("content", [b"", b"<w:document", b"\xff\xfe\xfa", b"<a><b></a></b>", b"<a>" * 5_000 + b"</a>" * 5_000])
def test_broken_xml_is_said(tmp_path: Path, content: bytes) -> None:
    assert faults_of(with_parts(tmp_path, lambda parts: parts.update({"word/styles.xml": content}))) == [
        "word/styles.xml is broken XML, save it again in Word"
    ]


def test_sizes_are_held_against_limits_before_anything_is_unpacked(tmp_path: Path) -> None:
    """A picture of 100 MB of the same colour packs to nearly nothing."""
    template = with_parts(tmp_path, lambda parts: parts.update({"word/media/image1.png": bytes(100_000_000)}))
    assert template.stat().st_size < 1_000_000
    assert faults_of(template) == [
        f"{what}, make its pictures smaller, or take away what is not needed"
        for what in (
            "word/media/image1.png has 100 MB unpacked, allowed are 15 MB",
            "the file has 101 MB unpacked, allowed are 60 MB",
        )
    ]


def test_large_xml_is_refused_earlier_than_a_large_picture(tmp_path: Path) -> None:
    template = with_parts(tmp_path, lambda parts: parts.update({"word/big.xml": b" " * 9_000_000}))
    assert faults_of(template)[0].startswith("word/big.xml has 9 MB unpacked, allowed are 8 MB")


def test_many_pictures_are_too_large_together(tmp_path: Path) -> None:
    template = with_parts(tmp_path, lambda parts: parts.update({f"word/media/{n}.png": bytes(14_000_000) for n in range(5)}))
    assert faults_of(template)[0].startswith("the file has 71 MB unpacked, allowed are 60 MB")


def test_many_parts_are_refused(tmp_path: Path) -> None:
    template = with_parts(tmp_path, lambda parts: parts.update({f"word/media/{n}.png": b"" for n in range(1_001)}))
    assert faults_of(template)[0].startswith("the file has 10")


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "LARGEST_FILE", 20_000)
    assert faults_of(with_words(tmp_path, "x")) == ["the file has 0 MB, allowed are 0 MB, make its pictures smaller"]


def test_a_size_that_is_lied_about_does_not_help(tmp_path: Path) -> None:
    """The entry says 100 bytes and holds a megabyte: no more than the 100 are read, and they do not have its check sum."""
    template = with_parts(tmp_path, lambda parts: parts.update({"word/media/a.xml": b"<a>" + b" " * 1_000_000 + b"</a>"}))
    content = bytearray(template.read_bytes())
    place = content.rindex(b"word/media/a.xml")
    content[place - 22 : place - 18] = (100).to_bytes(4, "little")
    template.write_bytes(content)
    assert faults_of(template) == [
        "this is not a Word document that can be read, open it in Word and save it again as a document (.docx)"
    ]


@pytest.mark.parametrize("name", ["../../outside.xml", "/etc/passwd", "word/../../x.xml", "c:\\x.xml", "word\\x.xml", "C:x.xml"])
def test_names_that_lead_out_of_the_file_are_refused(tmp_path: Path, name: str) -> None:
    faults = faults_of(with_parts(tmp_path, lambda parts: parts.update({name: b"<x/>"})))
    assert faults == [f"the name {name!r} inside the file leads out of it, save it again in Word"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    """Programs differ in which of both they read."""
    template = with_words(tmp_path, "x")
    with zipfile.ZipFile(template, "a") as archive:
        archive.writestr(DOCUMENT, b"<other/>")
    assert faults_of(template) == ["the name 'word/document.xml' stands in the file twice, save it again in Word"]


def test_an_encrypted_archive_is_said(tmp_path: Path) -> None:
    template = with_words(tmp_path, "x")
    content = bytearray(template.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    template.write_bytes(content)
    assert faults_of(template) == ["parts of the file are encrypted, take the password away and save it again in Word"]


def test_a_document_with_a_password_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    )
    assert faults_of(tmp_path / "own.docx") == [
        "the file is encrypted with a password, take the password away in Word and save it again"
    ]


def test_all_reasons_are_said_at_once(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        relation("image", "http://evil.example/a.png")(parts)
        parts["word/vbaProject.bin"] = b"x"
        parts["word/styles.xml"] = b"<"

    faults = faults_of(with_parts(tmp_path, change))
    assert len(faults) == 3


@given(st.binary(max_size=300))
def test_whatever_bytes_come_nothing_else_happens(content: bytes) -> None:
    """Rubbish is refused; nothing but a ScanError comes out."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "own.docx"
        file.write_bytes(content)
        with pytest.raises(ScanError):
            check_template(file, texts())


@given(st.data())
def test_a_template_with_changed_bytes_is_refused_or_read(data: Any) -> None:
    """Flipped bytes anywhere in a good file: a ScanError or a template, never anything else."""
    content = bytearray(good())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "own.docx"
        file.write_bytes(content)
        with suppress(ScanError):
            check_template(file, texts())


def test_the_shipped_template_is_admitted() -> None:
    with zipfile.ZipFile(TEMPLATE) as before, zipfile.ZipFile(admission.admit(TEMPLATE)) as after:
        assert {name: before.read(name) for name in before.namelist()} == {name: after.read(name) for name in after.namelist()}
