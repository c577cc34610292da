"""Files that prove an answer are looked at: what is not what it claims is refused with the reason."""

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quickscan.domain.problem import ScanError
from quickscan.files.evidence import KINDS, LONGEST_NAME, MOST_BYTES, NOT_IN_NAMES, checked, clean_name

PDF = b"%PDF-1.7\n1 0 obj\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00"


def word() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for part in ("[Content_Types].xml", "xl/workbook.xml"):
            package.writestr(part, "<xml/>")
    return file.getvalue()


def picture(format: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(file, format)
    return file.getvalue()


def with_macros() -> bytes:
    file = io.BytesIO(word())
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    return file.getvalue()


GOOD = {
    "report.pdf": PDF,
    "Foto.PNG": picture("PNG"),
    "foto.jpg": picture("JPEG"),
    "Prozess.docx": word(),
    "Auswertung.xlsx": workbook(),
    "alt.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "leads.csv": "Händler;Zahl\r\nSüd;12,5\r\n".encode("cp1252"),
    "unicode.txt": "Größe\t1".encode("utf-16"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_it_claims_to_be_is_kept_under_its_name(name: str) -> None:
    clean, media_type = checked(name, GOOD[name])
    assert clean == name
    assert media_type == KINDS["." + name.rpartition(".")[2].lower()].media_type


@pytest.mark.parametrize("claimed", sorted(set(KINDS) - {".csv", ".txt"}))
@pytest.mark.parametrize("content", [PROGRAM, b"<html><script>alert(1)</script>", b"\x00" * 100, b"PK\x03\x04broken"])
def test_what_only_claims_to_be_it_is_refused(claimed: str, content: bytes) -> None:
    with pytest.raises(ScanError, match="the file is not what its ending says"):
        checked(f"a{claimed}", content)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "the file is empty"),
        ("a.pdf", PDF + bytes(MOST_BYTES), "larger than 10 MB"),
        ("a.exe", PROGRAM, "files of this kind are not kept"),
        ("a.html", b"<p>", "files of this kind are not kept"),
        ("a", PDF, "files of this kind are not kept"),
        ("a.docx", with_macros(), "contains macros"),
        ("a.docx", workbook(), "not what its ending says"),
        ("a.csv", b"a;b\n\x00\x01", "not what its ending says"),
        ("a.png", picture("JPEG"), "not what its ending says"),
        ("a.png", picture("PNG")[:40], "not what its ending says"),
        ("a\u202efdp.exe", PROGRAM, "files of this kind are not kept"),
    ],
)
def test_what_may_not_be_kept_is_refused_with_the_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(ScanError, match=reason) as refused:
        checked(name, content)
    (problem,) = refused.value.problems
    assert problem.remedy


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\Bericht 2026.pdf", "Bericht 2026.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("...", "file"),
        ("Übersicht 🚀.pdf", "Übersicht 🚀.pdf"),
    ],
)
def test_names_are_made_safe(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=400))
def test_a_clean_name_stays_clean(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert not NOT_IN_NAMES.search(clean)
    assert clean_name(clean) == clean
    assert len(clean) <= LONGEST_NAME or "." in clean
