"""A file's words before YAML: encodings, sizes, characters nobody sees."""

from pathlib import Path

import pytest

from quickscan.domain.problem import ScanError
from quickscan.files import source_text
from quickscan.files.source_text import decode, read_text, shown_path


def fault_of(data: bytes) -> str:
    with pytest.raises(ScanError) as caught:
        decode(data, "f.yaml")
    return str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode("\ufeffid: ü".encode(), "f") == "id: ü"


def test_a_file_of_another_encoding_is_told_where_it_stops_being_utf8() -> None:
    assert fault_of("id: a\nname: Müller".encode("cp1252")) == "f.yaml:2:8: from here on the file is not UTF-8, save it as UTF-8"


def test_the_column_of_a_bad_byte_counts_characters() -> None:
    assert fault_of("näme: ".encode() + b"\xff").startswith("f.yaml:1:7:")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    text = "id: a" if encoding == "utf-16" else "\ufeffid: a"
    assert fault_of(text.encode(encoding)) == "f.yaml: the file is saved as UTF-16, save it as UTF-8"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\ufffe"])
def test_control_characters_are_refused_with_their_place(character: str) -> None:
    told = fault_of(f"a: 1\r\nb: x{character}".encode())
    assert told == f"f.yaml:2:5: an invisible control character (U+{ord(character):04X}), delete it"


def test_line_ends_and_tabs_are_no_control_characters() -> None:
    assert decode(b"a:\tx\r\nb: y\n", "f") == "a:\tx\r\nb: y\n"


@pytest.mark.parametrize(("make", "said"), [("none", "there is no such file"), ("folder", "this is a folder")])
def test_a_path_that_is_no_file_is_told(tmp_path: Path, make: str, said: str) -> None:
    path = tmp_path / "f.yaml"
    if make == "folder":
        path.mkdir()
    with pytest.raises(ScanError, match=said):
        read_text(path)


def test_a_path_that_no_system_can_open_is_told() -> None:
    with pytest.raises(ScanError, match="the file cannot be read"):
        read_text(Path("a\0b.yaml"))


def test_a_file_beyond_the_limit_is_refused_without_being_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_text, "LARGEST_FILE_BYTES", 3_000_000)
    path = tmp_path / "f.yaml"
    path.write_bytes(b"# " + b"x" * 3_000_000)
    with pytest.raises(ScanError, match="the file is larger than 3 MB"):
        read_text(path)


def test_paths_are_shown_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "a" / "f.yaml") == str(Path("a") / "f.yaml")
    assert shown_path(Path("f.yaml")) == "f.yaml"
    assert shown_path(tmp_path.parent / "f.yaml") == str(tmp_path.parent / "f.yaml")
