"""Results are made once, whoever asks, and no more of them are kept than allowed."""

from threading import Event, Thread

import pytest

from quickscan.web.kept import Kept


def test_a_result_is_made_once_and_the_one_asked_for_longest_ago_is_forgotten() -> None:
    kept, made = Kept(2), []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    assert [kept.get(name, lambda name=name: make(name)) for name in "abab"] == ["A", "B", "A", "B"]
    assert made == ["a", "b"]
    assert kept.get("a", lambda: "unused") == "A"  # now b is the oldest
    assert kept.get("c", lambda: make("c")) == "C"
    assert [kept.get(name, lambda name=name: make(name)) for name in "acb"] == ["A", "C", "B"]
    assert made == ["a", "b", "c", "b"]  # only b had to be made again


def test_who_asks_meanwhile_waits_for_the_same_result() -> None:
    kept, may_end, made, found = Kept(2), Event(), [], []

    def slowly() -> object:
        made.append(1)
        assert may_end.wait(10)
        return object()

    threads = [Thread(target=lambda: found.append(kept.get("slow", slowly))) for _ in range(3)]
    for thread in threads:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(set(map(id, found))) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    kept = Kept(2)

    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("x", fail)
    assert kept.get("x", lambda: "yes") == "yes"


def test_a_result_is_there_only_when_nobody_would_wait_for_it() -> None:
    kept, begun, may_end = Kept(2), Event(), Event()

    def slowly() -> str:
        begun.set()
        assert may_end.wait(10)
        return "made"

    assert not kept.has("slow")
    thread = Thread(target=lambda: kept.get("slow", slowly))
    thread.start()
    assert begun.wait(10)
    assert not kept.has("slow")
    may_end.set()
    thread.join()
    assert kept.has("slow")
    assert not kept.has("other")
