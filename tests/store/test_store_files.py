"""Files of an engagement come back byte for byte, and none takes another's place."""

from datetime import UTC, datetime

import pytest

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.store.bin import Bin
from quickscan.store.engagements import Store
from quickscan.store.files import Files

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def files(store: Store, engagement: Engagement) -> Files:
    store.add(engagement, now=NOW)
    return Files(store.database)


def test_a_file_comes_back_byte_for_byte(files: Files, engagement: Engagement) -> None:
    content = bytes(range(256)) * 100
    stored = files.add(engagement.id, "Größe.pdf", "application/pdf", content, now=NOW, by="Kim Muster")
    assert files.read(engagement.id, "Größe.pdf") == (stored, content)
    assert (stored.size_bytes, stored.added_at, stored.added_by) == (25_600, NOW, "Kim Muster")
    assert files.list(engagement.id) == (stored,)


def test_the_same_file_is_kept_once_and_another_of_its_name_beside_it(files: Files, engagement: Engagement) -> None:
    names = [
        files.add(engagement.id, "a.pdf", "application/pdf", content, now=NOW, by=None).name
        for content in (b"one", b"two", b"one", b"two", b"three")
    ]
    assert names == ["a.pdf", "a (2).pdf", "a.pdf", "a (2).pdf", "a (3).pdf"]
    assert [files.read(engagement.id, name)[1] for name in ("a.pdf", "a (2).pdf", "a (3).pdf")] == [b"one", b"two", b"three"]


def test_a_copy_has_files_of_its_own(files: Files, store: Store, engagement: Engagement) -> None:
    stored = files.add(engagement.id, "a.pdf", "application/pdf", b"one", now=NOW, by="Kim Muster")
    copy = store.add_beside(engagement, now=NOW)
    files.copy(engagement.id, copy.id)
    Bin(store.database).delete(engagement.id, now=NOW)
    assert files.read(copy.id, "a.pdf") == (stored, b"one")


def test_files_are_out_of_sight_with_their_engagement_and_follow_its_id(
    files: Files, store: Store, engagement: Engagement
) -> None:
    stored = files.add(engagement.id, "a.pdf", "application/pdf", b"one", now=NOW, by=None)
    bin_ = Bin(store.database)
    bin_.delete(engagement.id, now=NOW)
    for attempt in (lambda: files.read(engagement.id, "a.pdf"), lambda: files.list(engagement.id)):
        with pytest.raises(ScanError, match="there is no engagement of this id"):
            attempt()
    with pytest.raises(ScanError, match="there is no engagement of this id"):
        files.add(engagement.id, "b.pdf", "application/pdf", b"x", now=NOW, by=None)
    store.add(engagement, now=NOW)
    assert files.list(engagement.id) == ()
    (left,) = bin_.list(NOW)
    bin_.put_back(left.id, now=NOW)
    assert files.read(left.id, "a.pdf") == (stored, b"one")


def test_what_is_not_there_is_said(files: Files, engagement: Engagement) -> None:
    with pytest.raises(ScanError, match="there is no file of this name"):
        files.read(engagement.id, "a.pdf")
    with pytest.raises(ScanError, match="there is no engagement of this id"):
        files.add("nobody", "a.pdf", "application/pdf", b"x", now=NOW, by=None)
