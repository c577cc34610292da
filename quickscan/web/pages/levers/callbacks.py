"""What the page of the levers does: answers each move, the newest first, and never shows an older one after a newer."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, html, no_update

from quickscan.analysis.compare import Change
from quickscan.domain.comparison import Comparison
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.pages.levers import guard, saving
from quickscan.web.pages.levers.shown import shown
from quickscan.web.pages.levers.subject import Subject, change_of
from quickscan.web.services import Services
from quickscan.web.simulations import SupersededError
from quickscan.web.widgets import problems
from quickscan.web.wording import Wording

MOST_PAGES = 500
"""Open pages whose newest move is remembered."""


class NewestMoves:
    """The newest move of each open page, so that work on older ones can stop. Safe to share between threads."""

    def __init__(self) -> None:
        self._newest: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def arrived(self, page: str, number: int) -> None:
        """Notes a move."""
        with self._lock:
            self._newest[page] = max(number, self._newest.get(page, 0))
            self._newest.move_to_end(page)
            while len(self._newest) > MOST_PAGES:
                self._newest.popitem(last=False)

    def is_newest(self, page: str, number: int) -> bool:
        """Whether a page has made no newer move since."""
        return self._newest.get(page, number) <= number


@dataclass(frozen=True)
class Answer:
    """What is shown after a move."""

    figures: Any
    guard: Any
    losses: Any
    numbers: Any
    fault: Any
    answered: Any
    """The number of the move, and over how many of all years it is answered."""

    def as_outputs(self) -> tuple[Any, ...]:
        """In the order of the callback's outputs."""
        return self.figures, self.guard, self.losses, self.numbers, self.fault, self.answered


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""
    saving.register(app, services)
    guard.register(app, services)
    newest = NewestMoves()

    @app.callback(
        Output(ids.LEVERS_FIGURES, "children"),
        Output(ids.LEVERS_GUARD, "children"),
        Output(ids.LEVERS_LOSSES, "figure"),
        Output(ids.LEVERS_NUMBERS, "children"),
        Output(ids.LEVERS_FAULT, "children"),
        Output(ids.LEVERS_ANSWERED, "data"),
        Input(ids.LEVERS_MOVED, "data"),
        State(ids.LEVERS_SUBJECT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _answer(moved: dict[str, Any] | None, subject: dict[str, Any], language: str) -> tuple[Any, ...]:
        if not moved:
            return (no_update,) * 6
        return answer(services, newest, moved, subject, services.wording(language)).as_outputs()

    controls = (Input(ids.lever(ALL), "value"), State(ids.lever(ALL), "id"), State(ids.LEVERS_ABOUT, "data"))
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("levers", "moved"), Output(ids.LEVERS_STATE, "title"), *controls, State(ids.LEVERS_SUBJECT, "data")
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]  # as above
        ClientsideFunction("levers", "answered"), Output(ids.LEVERS_STATE, "lang"), Input(ids.LEVERS_ANSWERED, "data")
    )


def answer(services: Services, newest: NewestMoves, moved: dict[str, Any], about: dict[str, Any], say: Wording) -> Answer:
    """What a move brings; nothing changes where a newer one came meanwhile. `about` is the subject as the browser has it."""
    page, number = str(moved["page"]), int(moved["number"])
    newest.arrived(page, number)
    try:
        subject = Subject.of(about, services)
        change = change_of(services, subject, moved["settings"])
        found = _found(services, subject, change, lambda: newest.is_newest(page, number), bool(moved.get("whole")))
    except SupersededError:
        return Answer(no_update, no_update, no_update, no_update, no_update, no_update)
    except ScanError as error:
        fault = html.Div(problems(error, say), className="fault")
        return Answer(no_update, None, no_update, no_update, fault, {"number": number})
    parts = shown(services, subject, found, say, bool(moved.get("numbers")))
    years = {"number": number, "years": found.as_is.replications, "of": services.simulations.plan.replications}
    return Answer(parts.figures, parts.guard, parts.losses, parts.numbers, None, years)


def _found(services: Services, subject: Subject, change: Change | None, wanted: Callable[[], bool], whole: bool) -> Comparison:
    simulations = services.simulations
    if change is None:
        return simulations.compared(subject.engagement_id, subject.calibration, None)
    return simulations.compared_soon(subject.engagement_id, subject.calibration, change, wanted, whole)
