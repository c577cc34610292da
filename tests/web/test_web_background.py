"""Work behind a page: it says how far it is, the newest choice wins, what nobody waits for stops, and faults are told."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from threading import Event

import pytest

from quickscan.simulation.replicate import Progress
from quickscan.web import background
from quickscan.web.background import Background, Look

LONG = 20.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def works(clock: Clock) -> Iterator[Background]:
    opened = Background(clock)
    yield opened
    opened.close()


class Steps:
    """Work that goes on when it is let."""

    def __init__(self, between: Callable[[], object] = lambda: None) -> None:
        """`between` happens between its last two steps."""
        self.begun, self.on, self.ended = Event(), Event(), Event()
        self.fault: BaseException | None = None
        self._between = between

    def __call__(self, progress: Progress) -> str:
        try:
            progress(0.25)
            self.begun.set()
            assert self.on.wait(LONG)
            progress(0.5)
            self._between()
            progress(0.75)
        except BaseException as error:
            self.fault = error
            raise
        finally:
            self.ended.set()
        return "made"


def ended(look: Callable[[], Look]) -> Look:
    """Asks until the work has ended, as a page does."""
    pause = Event()
    for _ in range(2000):
        found = look()
        if found.done:
            return found
        pause.wait(0.01)
    raise AssertionError("it did not end")


def test_it_says_how_far_it_is_and_then_what_came_out(works: Background) -> None:
    work = Steps()
    assert not works.look("page", "a", work).done
    assert work.begun.wait(LONG)
    assert works.look("page", "a", work).share == 0.25
    work.on.set()
    assert ended(lambda: works.look("page", "a", work)).get() == "made"


def test_two_pages_share_one_work(works: Background) -> None:
    made = []

    def work(progress: Progress) -> int:
        made.append(progress)
        return len(made)

    asked = [partial(works.look, who, "a", work) for who in ("one", "other", "one")]
    assert [ended(look).get() for look in asked] == [1, 1, 1]


def test_a_newer_choice_stops_the_older_one(works: Background) -> None:
    older = Steps()
    works.look("page", "older", older)
    assert older.begun.wait(LONG)
    assert ended(lambda: works.look("page", "newer", lambda _: "new")).get() == "new"
    older.on.set()
    assert older.ended.wait(LONG)
    assert isinstance(older.fault, CancelledError)


def test_a_choice_stopped_is_begun_anew_when_it_is_chosen_again(works: Background) -> None:
    older = Steps()
    works.look("page", "older", older)
    assert older.begun.wait(LONG)
    works.look("page", "newer", lambda _: "new")
    older.on.set()
    assert older.ended.wait(LONG)
    assert ended(lambda: works.look("page", "older", lambda _: "again")).get() == "again"


def test_what_somebody_else_waits_for_goes_on(works: Background) -> None:
    shared = Steps()
    works.look("one", "shared", shared)
    works.look("other", "shared", shared)
    assert shared.begun.wait(LONG)
    works.look("one", "newer", lambda _: None)
    shared.on.set()
    assert ended(lambda: works.look("other", "shared", shared)).get() == "made"


def test_who_has_left_the_page_is_not_waited_for(works: Background, clock: Clock) -> None:
    work = Steps(lambda: clock.go_on(background.GRACE_SECONDS))
    works.look("page", "a", work)
    assert work.begun.wait(LONG)
    clock.go_on(background.PATIENCE_SECONDS + 1)
    work.on.set()
    assert work.ended.wait(LONG)
    assert isinstance(work.fault, CancelledError)


@pytest.mark.parametrize("silence", [background.PATIENCE_SECONDS - 1, 10_000.0], ids=["in the background", "standstill"])
def test_who_could_not_ask_for_a_while_is_waited_for(works: Background, clock: Clock, silence: float) -> None:
    """A page behind others may ask once a minute, and nobody can while the machine sleeps."""
    work = Steps(lambda: works.look("page", "a", work))
    works.look("page", "a", work)
    assert work.begun.wait(LONG)
    clock.go_on(silence)
    work.on.set()
    assert ended(lambda: works.look("page", "a", work)).get() == "made"


def test_who_asked_again_after_a_silence_is_given_as_much_time_for_the_next_one(works: Background, clock: Clock) -> None:
    work, grace, patience = Steps(), background.GRACE_SECONDS, background.PATIENCE_SECONDS
    works.look("page", "a", work)
    assert work.begun.wait(LONG)
    job = works._jobs["a"]
    for _ in range(3):
        clock.go_on(patience + 1)
        assert works._wanted(job)
        works.look("page", "a", work)
        assert works._wanted(job)
    clock.go_on(patience + 1)
    assert works._wanted(job)
    clock.go_on(grace)
    assert not works._wanted(job)
    work.on.set()


def test_many_long_works_do_not_keep_a_short_one_from_beginning(works: Background) -> None:
    long = [Steps() for _ in range(20)]
    for number, work in enumerate(long):
        works.look(f"page {number}", number, work)
    assert ended(lambda: works.look("page", "short", lambda _: "made")).get() == "made"
    for work in long:
        work.on.set()


def test_a_fault_is_told_once_and_tried_again(works: Background) -> None:
    tried = []

    def fails(_: Progress) -> None:
        tried.append(1)
        raise ValueError("no")

    for number in (1, 2):
        with pytest.raises(ValueError, match="no"):
            ended(lambda: works.look("page", "a", fails)).get()
        assert len(tried) == number


def test_ends_are_forgotten_in_the_end(works: Background) -> None:
    for number in range(background.MOST_KEPT + 5):
        ended(partial(works.look, "page", number, lambda _: None))
    assert len(works._jobs) <= background.MOST_KEPT + 1


def test_closing_ends_what_is_being_done(clock: Clock) -> None:
    opened = Background(clock)
    work = Steps()
    opened.look("page", "a", work)
    assert work.begun.wait(LONG)
    opened._closed = True
    work.on.set()
    opened.close()
    assert isinstance(work.fault, CancelledError)
