"""A finished scan is kept as it is, and given again only as what it was."""

import gzip
from pathlib import Path

import pytest

from quickscan.store.scans import ENDING, keep_scan, kept_scan
from tests.report.paper import car_maker, nearly_empty


def test_a_kept_scan_is_the_same_to_the_last_digit(tmp_path: Path) -> None:
    for scan in (car_maker(), nearly_empty()):
        place = tmp_path / f"{scan.engagement.id}-1-abc{ENDING}"
        keep_scan(scan, place)
        assert kept_scan(place) == scan


def test_the_same_scan_is_kept_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        keep_scan(nearly_empty(), tmp_path / f"{name}-1-abc{ENDING}")
    assert len({file.read_bytes() for file in tmp_path.iterdir()}) == 1


def test_scans_of_earlier_states_go_and_those_of_others_stay(tmp_path: Path) -> None:
    own, others = nearly_empty().engagement.id, "nearly_empty-2"
    for name in (f"{own}-1-abc", f"{own}-2-abc", f"{others}-1-abc", f"{own}-x"):
        (tmp_path / f"{name}{ENDING}").touch()
    keep_scan(nearly_empty(), tmp_path / f"{own}-3-abc{ENDING}")
    left = {file.name.removesuffix(ENDING) for file in tmp_path.iterdir()}
    assert left == {f"{own}-3-abc", f"{others}-1-abc", f"{own}-x"}


@pytest.mark.parametrize("content", [b"", b"no gzip", gzip.compress(b"{}", mtime=0), gzip.compress(b"no json", mtime=0)])
def test_what_cannot_be_read_is_no_scan(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content)
    assert kept_scan(tmp_path / "a") is None
    assert kept_scan(tmp_path / "missing") is None


def test_a_folder_that_cannot_be_written_hinders_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keep_scan(nearly_empty(), tmp_path / "file" / f"a-1-abc{ENDING}")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
