"""The PDF: made by LibreOffice where it is, refused in words where it is not, and nothing left over either way."""

import os
import stat
import sys
import time
from pathlib import Path

import docx
import pytest

from quickscan.domain.problem import ScanError
from quickscan.exports.pdf import pdf
from quickscan.report import libreoffice as module

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands a shell script in for LibreOffice")


@pytest.fixture
def document(tmp_path: Path) -> bytes:
    written = docx.Document()
    written.add_paragraph("Sound")
    written.save(str(tmp_path / "sound.docx"))
    return (tmp_path / "sound.docx").read_bytes()


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a script in place of LibreOffice."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(module, "PROGRAMS", ("soffice-of-this-test",))
    monkeypatch.setattr(module, "USUAL_PLACES", ())
    return folder / "soffice-of-this-test"


def script(place: Path, body: str) -> None:
    place.write_text(f"#!/bin/sh\n{body}\n")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)


@pytest.mark.needs_libreoffice
def test_a_word_file_becomes_a_pdf(document: bytes) -> None:
    assert pdf(document).startswith(b"%PDF")


def test_without_libreoffice_a_sentence_says_what_to_do(stand_in: Path, document: bytes) -> None:
    assert module.office() is None
    with pytest.raises(ScanError, match=r"LibreOffice is not installed .*, install LibreOffice, or .* Word"):
        pdf(document)


def test_a_converter_that_makes_nothing_is_noticed(stand_in: Path, document: bytes) -> None:
    script(stand_in, "exit 0")
    with pytest.raises(ScanError, match="could not lay out the Word file"):
        pdf(document)


def test_each_run_has_a_profile_of_its_own_that_is_gone_afterwards(stand_in: Path, document: bytes, tmp_path: Path) -> None:
    script(stand_in, f'echo "$1" >> {tmp_path}/said; for last; do :; done; printf "%%PDF" > "${{last%.docx}}.pdf"')
    assert pdf(document) == pdf(document) == b"%PDF"
    profiles = (tmp_path / "said").read_text().split()
    assert len(set(profiles)) == 2
    assert not any(Path(profile.split("file://")[1]).parent.exists() for profile in profiles)


def test_one_that_hangs_is_ended_with_everything_it_started(stand_in: Path, document: bytes, tmp_path: Path) -> None:
    script(stand_in, f"sleep 600 &\necho $! > {tmp_path}/child\nwait")
    with pytest.raises(ScanError, match="not within 1 seconds"):
        pdf(document, patience_seconds=1.0)
    child = int((tmp_path / "child").read_text())
    end = time.monotonic() + 30.0
    while alive(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(child)


def alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().split()[2]
    except OSError:
        return False
